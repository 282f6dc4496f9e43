package io.boxoffice.bench.peers;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Where and how long.
 *
 * @param directory an empty directory on the disk that counts; whoever measures leaves it to its owner to delete
 * @param seconds   of each step that is bounded by time
 * @param scale     1 for the figures, less for a quick look: how much of what is bounded by count
 */
public record Setting(Path directory, double seconds, double scale) {
    /** The time of a step in nanoseconds. */
    public long stepNs() {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** So many, scaled, and at least so many. */
    public long scaled(long count, long atLeast) {
        return Math.max(atLeast, (long) (count * scale));
    }
}
