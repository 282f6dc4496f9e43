package io.boxoffice.server.cli;

import io.boxoffice.protocol.port.EventFeed;

/**
 * How far the event log goes, as seen from another process, where nobody tells: each question reads what has come since the one
 * before. Any thread may ask.
 */
final class EventLogEnd implements AutoCloseable {
    private final EventFeed.Source source;
    private EventFeed feed;
    private long sequence;

    /**
     * @param source        opens the event log
     * @param knownSequence where the event log ended when it was last read
     */
    EventLogEnd(EventFeed.Source source, long knownSequence) {
        this.source = source;
        sequence = knownSequence;
    }

    /**
     * The last sequence that has events in the log now; not less than before.
     *
     * @throws RuntimeException when the log cannot be read; the next question tries again
     */
    synchronized long sequence() {
        if (feed == null) {
            feed = source.openAfter(sequence);
        }
        try {
            feed.poll(
                    (eventSequence, ordinal, timeMs, buffer, offset, length) -> sequence = eventSequence,
                    Integer.MAX_VALUE);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return sequence;
    }

    @Override
    public synchronized void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }
}
