package io.boxoffice.server.backup;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.protocol.port.EventFeed;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;

/** The events of a log whose end is known, asked for piece by piece. For one thread. */
final class LoggedEvents implements AutoCloseable {
    /** A feed, which is made for a log that grows, may take a moment to find the next file. */
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final EventFeed feed;
    private final long lastSequence;
    private long sequence;

    /**
     * @param after        events of this command and earlier ones are left out
     * @param lastSequence the last command that has events in the log
     */
    LoggedEvents(Path dataDirectory, long after, long lastSequence) {
        feed = new EventLogSource(dataDirectory).openAfter(after);
        this.lastSequence = lastSequence;
        sequence = after;
    }

    /**
     * Hands out the events of the next commands.
     *
     * @param limit after so many events the command is finished and no other one begun
     * @return whether there were any
     * @throws BackupException when the log ends before it should
     */
    boolean next(EventFeed.Handler handler, int limit) {
        if (sequence >= lastSequence) {
            return false;
        }
        EventFeed.Handler follow =
                (long seq, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) -> {
                    sequence = seq;
                    handler.onEvent(seq, ordinal, timeMs, buffer, offset, length);
                };
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (feed.poll(follow, limit) == 0) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new BackupException("the event log ends at sequence " + sequence + ", and went to " + lastSequence
                        + " a moment ago");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    @Override
    public void close() {
        feed.close();
    }
}
