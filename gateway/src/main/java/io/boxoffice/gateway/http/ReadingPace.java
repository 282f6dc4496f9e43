package io.boxoffice.gateway.http;

import java.util.concurrent.TimeUnit;

/** Whether a client takes what waits for it, fast enough. Times are of {@link System#nanoTime()}. For one thread. */
final class ReadingPace {
    /** A look back is over a second at least, so that a client may take its data in gulps. */
    private static final long LEAST_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int HURRY = 32;

    private final long bytesPerSecond;
    private long sinceNs;
    private long takenBefore;
    private long waitingBefore;

    /**
     * @param bytesPerSecond 0: anything at all within the time-out is enough
     */
    ReadingPace(int bytesPerSecond, long nowNs) {
        this.bytesPerSecond = bytesPerSecond;
        sinceNs = nowNs;
    }

    /**
     * To be called every now and then.
     *
     * @param waitingBytes that the client has not taken
     * @param takenBytes   that it has taken since the connection began
     * @param hurried      whether it has to be {@value #HURRY} times as fast as the least rate
     * @return whether it has been too slow for so long as the time-out
     */
    boolean isTooSlow(long nowNs, long waitingBytes, long takenBytes, int timeoutMs, boolean hurried) {
        if (waitingBytes == 0 || waitingBefore == 0) {
            since(nowNs, waitingBytes, takenBytes);
            return false;
        }
        long elapsedNs = nowNs - sinceNs;
        long taken = takenBytes - takenBefore;
        // What it had to take: all that waited if that is little, else what the least rate makes of the time.
        double least = Math.max(1, bytesPerSecond * (hurried ? HURRY : 1) * (elapsedNs * 1e-9));
        if (taken >= Math.min(least, waitingBefore)) {
            if (elapsedNs >= LEAST_NS) {
                since(nowNs, waitingBytes, takenBytes);
            }
            return false;
        }
        return elapsedNs > TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    }

    private void since(long nowNs, long waitingBytes, long takenBytes) {
        sinceNs = nowNs;
        waitingBefore = waitingBytes;
        takenBefore = takenBytes;
    }
}
