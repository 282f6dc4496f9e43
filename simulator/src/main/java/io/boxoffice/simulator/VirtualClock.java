package io.boxoffice.simulator;

/** A wall clock that may jump and a monotonic clock that does not; both move when they are told to. */
final class VirtualClock {
    private static final long NS_PER_MS = 1_000_000;

    private long wallMs = 1_000;
    private long monotonicNs = 5_000 * NS_PER_MS;

    long wallMs() {
        return wallMs;
    }

    long monotonicNs() {
        return monotonicNs;
    }

    void advance(long ms) {
        wallMs += ms;
        monotonicNs += ms * NS_PER_MS;
    }

    /** Somebody sets the wall clock. */
    void jump(long ms) {
        wallMs = Math.max(1, wallMs + ms);
    }
}
