package io.boxoffice.gateway.http;

import java.util.concurrent.TimeUnit;

/** How long a connection may still take. Times are of {@link System#nanoTime()}. For the connection's event loop. */
final class ConnectionTiming {
    private final HttpLimits.Timeouts timeouts;
    private final ReadingPace pace;
    private long deadlineNs;

    ConnectionTiming(HttpLimits limits) {
        timeouts = limits.timeouts();
        pace = new ReadingPace(limits.rates().answerBytesPerSecond(), System.nanoTime());
    }

    /** When the connection has had enough time for what it is about. */
    void deadlineIn(long ms) {
        deadlineIn(ms, System.nanoTime());
    }

    /** The same, where the time is known already: looking at the clock is a part of what a request costs. */
    void deadlineIn(long ms, long nowNs) {
        deadlineNs = nowNs + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    boolean isOver(long nowNs) {
        return nowNs - deadlineNs > 0;
    }

    /** Whether the header that is being read takes longer than there is time while memory is short. */
    boolean isHeaderLateUnderPressure(long nowNs) {
        long savedMs = Math.max(0, timeouts.headerMs() - timeouts.pressedMs());
        return isOver(nowNs + TimeUnit.MILLISECONDS.toNanos(savedMs));
    }

    /**
     * Whether the client has taken its answers too slowly for too long. To be asked every now and then.
     *
     * @param pressed whether memory is short
     * @param hurried whether what it is being sent keeps memory from others
     */
    boolean isTakenTooSlowly(long nowNs, AnswerWriter answers, boolean pressed, boolean hurried) {
        boolean soon = pressed || hurried;
        int writeMs = soon ? Math.min(timeouts.pressedMs(), timeouts.writeMs()) : timeouts.writeMs();
        return pace.isTooSlow(nowNs, answers.waitingBytes(), answers.takenBytes(), writeMs, hurried);
    }
}
