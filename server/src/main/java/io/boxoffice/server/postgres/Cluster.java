package io.boxoffice.server.postgres;

import io.boxoffice.server.postgres.PostgresCommand.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data directory, and the server on it: made, started, stopped. */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** The major version of the packed PostgreSQL, which its data must have. */
    private static final String MAJOR_VERSION = "18";

    /** Of waiting for pg_ctl beyond what it waits itself. */
    private static final long GRACE_MS = 15_000;

    /** What PostgreSQL says when it was killed, but some of its processes have not noticed yet. */
    private static final String ORPHANS = "pre-existing shared memory block";

    private static final long ORPHANS_TIMEOUT_MS = 30_000;
    private static final long ORPHANS_PAUSE_MS = 200;
    private static final String PORT_TAKEN = "could not bind";

    /** How long a postmaster, once its process is there, may take to write its file. */
    private static final long APPEARANCE_TIMEOUT_MS = 3_000;

    private static final long APPEARANCE_PAUSE_MS = 20;

    private final Path directory;
    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final EmbeddedDatabaseConfig config;

    Cluster(Path directory, PostgresBinaries binaries, PostgresUser user, EmbeddedDatabaseConfig config) {
        this.directory = directory;
        this.binaries = binaries;
        this.user = user;
        this.config = config;
    }

    /** Somebody else listens on the port. */
    static final class PortTakenException extends EmbeddedDatabaseException {
        private static final long serialVersionUID = 1L;

        PortTakenException(String message) {
            super(message);
        }
    }

    boolean exists() {
        return Files.exists(directory);
    }

    /** Makes it, whole or not at all: until it is finished it has another name. */
    void make(String superuser, String password) throws IOException {
        Path unfinished = directory.resolveSibling("cluster-unfinished");
        Path passwordFile = directory.resolveSibling("password-for-initdb");
        Directories.delete(unfinished);
        DatabasePassword.write(passwordFile, password);
        try {
            Files.createDirectory(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.give(unfinished);
            user.give(passwordFile);
            // With the system's rules for letters where it has them: trigrams of other than English words need them.
            Result result = initdb(unfinished, superuser, passwordFile, "C.UTF-8");
            if (!result.succeeded()) {
                result = initdb(unfinished, superuser, passwordFile, "C");
            }
            if (!result.succeeded()) {
                throw new EmbeddedDatabaseException(
                        "PostgreSQL's data could not be made in " + directory + ": " + result.output() + hint());
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        ClusterSettings.include(unfinished);
        user.keepOthersOut(unfinished);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private Result initdb(Path into, String superuser, Path passwordFile, String letters) throws IOException {
        List<String> command = new ArrayList<>(List.of(binaries.program("initdb"), "--pgdata=" + into));
        command.addAll(List.of("--username=" + superuser, "--pwfile=" + passwordFile, "--auth=scram-sha-256"));
        command.add("--set=scram_iterations=" + DatabasePassword.SCRAM_ITERATIONS);
        command.addAll(List.of("--encoding=UTF8", "--locale=C", "--lc-ctype=" + letters));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"));
        return PostgresCommand.run(user.prefix(), command, config.startTimeoutMs());
    }

    /**
     * @throws EmbeddedDatabaseException when the data are of another version
     */
    void requireVersion() throws IOException {
        String version = Files.readString(directory.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new EmbeddedDatabaseException("the data in " + directory + " are PostgreSQL " + version
                    + "'s, and this server brings PostgreSQL " + MAJOR_VERSION
                    + ": move them with pg_upgrade, or start with the former version of the server");
        }
    }

    /** Stops what a killed server left running, and clears what a killed machine left lying. */
    void clearLeftovers() throws IOException {
        switch (Postmaster.traceOf(directory)) {
            case NONE -> {}
            case STALE -> {
                LOG.info("PostgreSQL was not stopped properly; it will recover");
                Postmaster.forget(directory);
            }
            case ALIVE -> {
                LOG.info("Stopping the PostgreSQL that a former server left running");
                stop();
            }
        }
    }

    /**
     * Starts it. When this fails, is interrupted, or takes too long, nothing is left running.
     *
     * @throws PortTakenException when somebody else listens there
     */
    void start(int port) throws IOException {
        try {
            startOrLeaveHalfStarted(port);
        } catch (IOException | RuntimeException e) {
            try {
                stopHalfStarted();
            } catch (IOException | RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void startOrLeaveHalfStarted(int port) throws IOException {
        ClusterSettings.write(directory, config, port);
        user.keepOthersOut(directory);
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ORPHANS_TIMEOUT_MS);
        String failure = tryStart();
        while (failure.contains(ORPHANS) && System.nanoTime() < deadlineNs) {
            LOG.info("Waiting for processes of a killed PostgreSQL to end");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ORPHANS_PAUSE_MS));
            failure = tryStart();
        }
        if (failure.contains(PORT_TAKEN)) {
            throw new PortTakenException("port " + port + " is taken: choose another one for PostgreSQL, or 0 for any");
        }
        if (!failure.isEmpty()) {
            throw new EmbeddedDatabaseException("PostgreSQL did not start in " + directory + ": " + failure + hint());
        }
    }

    /** Returns what went wrong, or nothing. */
    private String tryStart() throws IOException {
        // What PostgreSQL says until it has opened its own log goes to one file, what it says then to the other.
        Path startLog = directory.resolve("startup.log");
        Path ownLog = directory.resolve("log");
        Files.deleteIfExists(startLog);
        long before = lengthOf(newestIn(ownLog));
        Result result = pgCtl(
                giveWay(),
                List.of(
                        "start",
                        "--log=" + startLog,
                        "--wait",
                        "--timeout=" + config.startTimeoutMs() / 1_000,
                        "--silent"),
                config.startTimeoutMs());
        if (result.succeeded()) {
            return "";
        }
        Path newest = newestIn(ownLog);
        byte[] said = newest == null ? new byte[0] : Files.readAllBytes(newest);
        int from = before < said.length ? (int) before : 0;
        return result.output() + "\n" + (Files.exists(startLog) ? Files.readString(startLog) : "")
                + new String(said, from, said.length - from, StandardCharsets.UTF_8).strip();
    }

    private static Path newestIn(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return null;
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElse(null);
        }
    }

    private static long lengthOf(Path file) throws IOException {
        return file == null ? 0 : Files.size(file);
    }

    private void stopHalfStarted() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            // An interrupt may have come between pg_ctl's starting the process and the process's writing its file.
            long timeoutMs = interrupted ? APPEARANCE_TIMEOUT_MS : 0;
            long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            while (Postmaster.traceOf(directory) != Postmaster.Trace.ALIVE && System.nanoTime() < deadlineNs) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(APPEARANCE_PAUSE_MS));
            }
            if (Postmaster.traceOf(directory) == Postmaster.Trace.ALIVE) {
                stop();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Stops it: politely, else at once, in which case it recovers at the next start. A thread that is interrupted stops it
     * all the same, and is interrupted afterwards.
     */
    void stop() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            stopUninterrupted();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stopUninterrupted() throws IOException {
        long timeoutMs = config.stopTimeoutMs();
        for (String mode : List.of("fast", "immediate")) {
            Result result = pgCtl(
                    List.of(),
                    List.of("stop", "--mode=" + mode, "--wait", "--timeout=" + timeoutMs / 1_000, "--silent"),
                    timeoutMs);
            if (result.succeeded() || Postmaster.traceOf(directory) != Postmaster.Trace.ALIVE) {
                return;
            }
            LOG.warn("PostgreSQL does not stop ({}): {}", mode, result.output());
        }
        throw new EmbeddedDatabaseException("PostgreSQL in " + directory
                + " does not stop: end the process that the first line of postmaster.pid there names, and try again");
    }

    /** The postmaster keeps what pg_ctl was started with, and its children what it has. */
    private List<String> giveWay() {
        return config.niceness() == 0 ? List.of() : List.of("nice", "-n", Integer.toString(config.niceness()));
    }

    private Result pgCtl(List<String> before, List<String> arguments, long timeoutMs) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(binaries.program("pg_ctl"));
        command.add("--pgdata=" + directory);
        command.addAll(arguments);
        return PostgresCommand.run(user.prefix(), command, timeoutMs + GRACE_MS);
    }

    private String hint() {
        return user.owner() == null
                ? ""
                : "\nIt runs as " + user.owner() + ", who must be able to enter " + directory.getParent();
    }
}
