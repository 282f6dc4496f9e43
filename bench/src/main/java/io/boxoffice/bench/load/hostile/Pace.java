package io.boxoffice.bench.load.hostile;

/** How fast an attacker goes at most, all connections together. For the attack's thread. */
final class Pace {
    private static final double BURST_SECONDS = 0.02;

    private final double perSecond;
    private final double burst;
    private double saved;
    private long atNs;

    /**
     * @param perSecond 1 or more
     * @param nowNs     as {@link System#nanoTime()} has it
     */
    Pace(int perSecond, long nowNs) {
        this.perSecond = perSecond;
        burst = Math.max(1, perSecond * BURST_SECONDS);
        saved = burst;
        atNs = nowNs;
    }

    /** Whether one more may be sent now. */
    boolean tryTake(long nowNs) {
        saved = Math.min(burst, saved + (nowNs - atNs) * 1e-9 * perSecond);
        atNs = nowNs;
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
