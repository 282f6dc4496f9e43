package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.Scenario;

/**
 * One form of an attack.
 *
 * @param name        as the command line has it
 * @param what        what it does, in one line
 * @param connections it opens unless it is told otherwise
 * @param victims     what the victims do meanwhile
 * @param opening     begins it
 */
record Variant(String name, String what, int connections, Scenario victims, Opening opening) {
    /** Begins an attack; it goes on by itself until the assault is closed. */
    @FunctionalInterface
    interface Opening {
        /**
         * @param connections to open in all
         * @param pace        requests a second at most, all connections together
         */
        void open(Assault assault, Scenery scenery, int connections, int pace);
    }

    /** One beside which victims hold seats and give them back. */
    static Variant of(String name, String what, int connections, Opening opening) {
        return new Variant(name, what, connections, Scenario.HOLDS, opening);
    }

    /** Closed loops, each with a dialogue of its own. */
    static Opening conversations(int pipelined, DialogueOf dialogue) {
        return (assault, scenery, connections, pace) -> {
            Pace shared = new Pace(pace, System.nanoTime());
            assault.open(connections, () -> new Conversation(assault, dialogue.of(scenery), pipelined, shared));
        };
    }

    /** Makes a dialogue for one connection. On the attack's thread. */
    @FunctionalInterface
    interface DialogueOf {
        Dialogue of(Scenery scenery);
    }
}
