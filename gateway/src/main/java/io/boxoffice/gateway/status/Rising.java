package io.boxoffice.gateway.status;

/** Whether a number that only grows has grown lately. For one thread at a time. */
public final class Rising {
    private long value;
    private long roseAtMs;
    private boolean rose;

    /**
     * @param now      the number
     * @param nowMs    by a clock that never runs backwards
     * @param withinMs what counts as lately
     */
    public boolean hasRisen(long now, long nowMs, long withinMs) {
        if (now > value) {
            rose = true;
            roseAtMs = nowMs;
        }
        value = now;
        return rose && nowMs - roseAtMs < withinMs;
    }
}
