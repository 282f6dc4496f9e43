package io.boxoffice.writer;

import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: doubling from the least to the most, each shortened by chance by up to half, so that several
 * processes do not knock in step. Not thread-safe.
 */
final class Backoff {
    private final long minMs;
    private final long maxMs;
    private final DoubleSupplier chance;
    private long nextMs;

    /**
     * @param chance draws from [0, 1)
     */
    Backoff(long minMs, long maxMs, DoubleSupplier chance) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.chance = chance;
        nextMs = minMs;
    }

    /** How long to pause now. */
    long nextPauseMs() {
        long pauseMs = nextMs;
        nextMs = Math.min(maxMs, nextMs * 2);
        return Math.max(1, pauseMs - (long) (chance.getAsDouble() * (pauseMs / 2.0)));
    }

    /** Things work again. */
    void reset() {
        nextMs = minMs;
    }
}
