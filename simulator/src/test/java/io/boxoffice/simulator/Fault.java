package io.boxoffice.simulator;

/**
 * A deliberate fault: one production source file with something wrong in it.
 *
 * @param name   what is wrong
 * @param source the file, from the root of the repository
 * @param right  a part of it, which stands there once
 * @param wrong  what takes its place
 * @param seeds  within how many seeds the simulator must notice
 */
record Fault(String name, String source, String right, String wrong, int seeds) {
    static Fault inState(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "engine/src/main/java/io/boxoffice/engine/state/" + file, right, wrong, seeds);
    }

    static Fault inPipeline(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "engine/src/main/java/io/boxoffice/engine/pipeline/" + file, right, wrong, seeds);
    }

    static Fault inJournal(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "journal/src/main/java/io/boxoffice/journal/" + file, right, wrong, seeds);
    }

    static Fault inProtocol(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "protocol/src/main/java/io/boxoffice/protocol/" + file, right, wrong, seeds);
    }

    static Fault inWriter(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "persistence-writer/src/main/java/io/boxoffice/writer/" + file, right, wrong, seeds);
    }

    static Fault inPayment(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "services/src/main/java/io/boxoffice/services/payment/" + file, right, wrong, seeds);
    }

    static Fault inCore(String name, String file, String right, String wrong, int seeds) {
        return new Fault(name, "server/src/main/java/io/boxoffice/server/core/" + file, right, wrong, seeds);
    }

    @Override
    public String toString() {
        return name;
    }
}
