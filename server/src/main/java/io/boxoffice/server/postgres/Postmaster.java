package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A running PostgreSQL server as its {@code postmaster.pid} tells of it. The file outlives a killed machine, and its process
 * id may meanwhile be anybody's (in a restarted container it usually is); PostgreSQL would then refuse to start.
 */
final class Postmaster {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private Postmaster() {}

    /** What the file says of the cluster. */
    enum Trace {
        /** There is no file, or nothing in it. */
        NONE,
        /** The process has ended, or is certainly something else. */
        STALE,
        /** The process lives, and is the cluster's postmaster, or nobody can tell. */
        ALIVE
    }

    static Trace traceOf(Path cluster) throws IOException {
        Optional<Long> pid = readPid(cluster);
        if (pid.isEmpty()) {
            return Trace.NONE;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
        return process.isPresent() && mayBePostmaster(process.get(), cluster) ? Trace.ALIVE : Trace.STALE;
    }

    /**
     * The process of a cluster that has just been started.
     *
     * @throws EmbeddedDatabaseException when it has ended again
     */
    static ProcessHandle processOf(Path cluster) throws IOException {
        return readPid(cluster)
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new EmbeddedDatabaseException("PostgreSQL in " + cluster + " has ended again"));
    }

    /** The port of the server that runs on a cluster, from this process or another; empty when none is ready. */
    static OptionalInt portOf(Path cluster) throws IOException {
        if (traceOf(cluster) != Trace.ALIVE) {
            return OptionalInt.empty();
        }
        List<String> lines = Files.readAllLines(pidFile(cluster));
        boolean ready =
                lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
        return ready ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip())) : OptionalInt.empty();
    }

    /** Cheap. A process that got the same id later is not taken for it. */
    static boolean lives(ProcessHandle postmaster) {
        return postmaster.isAlive() && !isZombie(postmaster);
    }

    /** Removes the file that a postmaster which is no more has left. */
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(pidFile(cluster));
    }

    private static Optional<Long> readPid(Path cluster) throws IOException {
        try {
            String first =
                    Files.readString(pidFile(cluster)).lines().findFirst().orElse("");
            return first.isBlank() ? Optional.empty() : Optional.of(Long.parseLong(first.strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new EmbeddedDatabaseException(
                    pidFile(cluster) + " is damaged: make sure that no PostgreSQL runs on " + cluster
                            + ", then delete that file",
                    e);
        }
    }

    private static boolean mayBePostmaster(ProcessHandle process, Path cluster) throws IOException {
        if (isZombie(process)) {
            return false;
        }
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            // A postmaster stands in its data directory.
            return workingDirectory.toRealPath().equals(cluster.toRealPath());
        } catch (IOException e) {
            Optional<String> command = process.info().command();
            return command.isEmpty() || command.get().endsWith("/postgres");
        }
    }

    /** Ended, but nobody has asked how: in a container whose first process does not care, that stays so. */
    private static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
