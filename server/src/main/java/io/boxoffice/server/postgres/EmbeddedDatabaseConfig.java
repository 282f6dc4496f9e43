package io.boxoffice.server.postgres;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The PostgreSQL that the server brings itself.
 *
 * @param directory        where it lives; made when missing
 * @param port             to listen on, on the loopback interface; 0: any that is free
 * @param sharedBuffersMib memory for its page cache in MiB, 1 to 65,536
 * @param maxConnections   connections at a time, 5 to 1,000
 * @param niceness         how far its processes give way to others, as nice(1) has it, 0 to 19
 * @param startTimeoutMs   how long a start, recovery after a crash included, may take; 1,000 or more
 * @param stopTimeoutMs    how long a stop may take, 1,000 or more
 */
public record EmbeddedDatabaseConfig(
        Path directory,
        int port,
        int sharedBuffersMib,
        int maxConnections,
        int niceness,
        long startTimeoutMs,
        long stopTimeoutMs) {

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public EmbeddedDatabaseConfig {
        Objects.requireNonNull(directory, "directory");
        require("port", port, 0, 65_535);
        require("sharedBuffersMib", sharedBuffersMib, 1, 65_536);
        require("maxConnections", maxConnections, 5, 1_000);
        require("niceness", niceness, 0, 19);
        require("startTimeoutMs", startTimeoutMs, 1_000, 86_400_000);
        require("stopTimeoutMs", stopTimeoutMs, 1_000, 86_400_000);
    }

    /** The defaults, in a directory; it gives way to nobody. */
    public static EmbeddedDatabaseConfig in(Path directory) {
        return new EmbeddedDatabaseConfig(directory, 0, 64, 50, 0, 120_000, 60_000);
    }

    /** The same with another niceness. */
    public EmbeddedDatabaseConfig withNiceness(int otherNiceness) {
        return new EmbeddedDatabaseConfig(
                directory, port, sharedBuffersMib, maxConnections, otherNiceness, startTimeoutMs, stopTimeoutMs);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
