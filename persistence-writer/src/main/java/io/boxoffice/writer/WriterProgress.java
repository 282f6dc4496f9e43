package io.boxoffice.writer;

import java.util.function.LongSupplier;

/** Where the writer stands: set by the writer's thread, read by any. */
final class WriterProgress {
    private final LongSupplier lastSequence;
    private final LongSupplier wallClockMs;

    private volatile WriterState state = WriterState.CONNECTING;
    private volatile String failure = "";
    private volatile long writtenThrough;
    private volatile long watermark;
    private volatile long writtenTimeMs;
    private volatile long caughtUpAtMs;
    private volatile long pendingSinceMs;

    WriterProgress(LongSupplier lastSequence, LongSupplier wallClockMs) {
        this.lastSequence = lastSequence;
        this.wallClockMs = wallClockMs;
        caughtUpAtMs = wallClockMs.getAsLong();
    }

    void enter(WriterState next) {
        state = next;
    }

    void fail(WriterState next, String why) {
        failure = why;
        state = next;
    }

    void works() {
        failure = "";
        state = WriterState.RUNNING;
    }

    /** PostgreSQL was found to have this much. */
    void resumeAt(long sequence) {
        // What leaves no row may have been passed since the watermark moved last; it still is.
        if (sequence != watermark) {
            watermark = sequence;
            writtenThrough = sequence;
        }
    }

    /** Events that are to be written are in hand, the oldest of this time. */
    void gathered(long oldestTimeMs) {
        if (pendingSinceMs == 0) {
            pendingSinceMs = oldestTimeMs;
        }
    }

    void written(long throughSequence, long newestTimeMs) {
        watermark = throughSequence;
        writtenThrough = throughSequence;
        writtenTimeMs = newestTimeMs;
        pendingSinceMs = 0;
    }

    /** Events up to here, the newest of this time, leave no row. */
    void passedOver(long throughSequence, long newestTimeMs) {
        writtenThrough = Math.max(writtenThrough, throughSequence);
        writtenTimeMs = Math.max(writtenTimeMs, newestTimeMs);
        pendingSinceMs = 0;
    }

    /** PostgreSQL knows that up to here there was nothing more to write. */
    void passed(long throughSequence) {
        watermark = throughSequence;
        writtenThrough = Math.max(writtenThrough, throughSequence);
    }

    /** Nothing is left to write of the commands up to the given one. */
    void caughtUp(long throughSequence) {
        writtenThrough = Math.max(writtenThrough, throughSequence);
        caughtUpAtMs = wallClockMs.getAsLong();
        pendingSinceMs = 0;
    }

    WriterState state() {
        return state;
    }

    long watermark() {
        return watermark;
    }

    long writtenThrough() {
        return writtenThrough;
    }

    WriterStatus status() {
        long through = writtenThrough;
        long lagSequences = Math.max(0, lastSequence.getAsLong() - through);
        return new WriterStatus(state, through, lagSequences, lagSequences == 0 ? 0 : lagMs(), failure);
    }

    private long lagMs() {
        long pending = pendingSinceMs;
        long since = pending != 0 ? pending : Math.max(writtenTimeMs, caughtUpAtMs);
        return Math.max(0, wallClockMs.getAsLong() - since);
    }
}
