package io.boxoffice.gateway.booking;

import java.util.concurrent.TimeUnit;

/**
 * The commands of one event loop that wait for their replies, oldest first, and whether newcomers had better come again later.
 * For that event loop.
 *
 * <p>A line that forms in a burst and is gone soon is what waiting is for; one that stands does nobody any good. They are
 * told apart as CoDel does (K. Nichols, V. Jacobson, "Controlling Queue Delay", ACM Queue 10/5, 2012): by the <em>shortest</em>
 * wait of an interval. After an interval in which nobody was answered within the target, newcomers are turned away whenever
 * the oldest has waited longer than that. Unlike CoDel nothing is taken out of the line, since what is in it will be
 * journaled: to turn newcomers away is cheaper than to serve them late. And a line that is empty for a moment may stand all the
 * same, in the sockets that a busy event loop has not come to.
 */
final class WaitingLine {
    /** With fewer in the line than this, a long wait is a slow disk, and nobody is served sooner by turning others away. */
    static final int CROWD = 128;

    /** The interval that CoDel recommends. */
    static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long targetNs;

    /** When each of them came; they leave in the same order. */
    private final long[] cameNs;

    private long came;
    private long left;
    private long lastLeftNs;
    private long shortWaitSeenNs;

    /**
     * @param capacity how many at most
     * @param targetNs a wait that is short; 0: nobody is turned away
     * @param nowNs    by the clock that all times here are of
     */
    WaitingLine(int capacity, long targetNs, long nowNs) {
        this.targetNs = targetNs;
        lastLeftNs = nowNs;
        shortWaitSeenNs = nowNs;
        cameNs = new long[capacity];
    }

    /** One more waits. */
    void enter(long nowNs) {
        if (came == left && nowNs - lastLeftNs > INTERVAL_NS) {
            // Nobody was here for so long that whatever stood before is over.
            shortWaitSeenNs = nowNs;
        }
        cameNs[(int) (came++ % cameNs.length)] = nowNs;
    }

    /** The oldest has its reply. */
    void leave(long nowNs) {
        if (nowNs - cameNs[(int) (left++ % cameNs.length)] <= targetNs) {
            shortWaitSeenNs = nowNs;
        }
        lastLeftNs = nowNs;
    }

    /** Whether newcomers should be turned away. */
    boolean isCrowded(long nowNs) {
        return targetNs > 0
                && came - left >= CROWD
                && nowNs - shortWaitSeenNs > INTERVAL_NS
                && nowNs - cameNs[(int) (left % cameNs.length)] > targetNs;
    }
}
