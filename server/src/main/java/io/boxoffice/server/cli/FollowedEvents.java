package io.boxoffice.server.cli;

import io.boxoffice.protocol.port.EventFeed;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The event log as seen from another process, where nobody tells how far it goes: the furthest event seen so far counts as its
 * end. Any thread may ask for that.
 */
final class FollowedEvents implements EventFeed.Source {
    private final EventFeed.Source source;
    private final AtomicLong lastSequence;

    /**
     * @param knownSequence where the event log ended when it was last read
     */
    FollowedEvents(EventFeed.Source source, long knownSequence) {
        this.source = source;
        lastSequence = new AtomicLong(knownSequence);
    }

    long lastSequence() {
        return lastSequence.get();
    }

    @Override
    public EventFeed openAfter(long sequence) {
        EventFeed feed = source.openAfter(sequence);
        return new EventFeed() {
            @Override
            public int poll(Handler handler, int limit) {
                return feed.poll(
                        (eventSequence, ordinal, timeMs, buffer, offset, length) -> {
                            handler.onEvent(eventSequence, ordinal, timeMs, buffer, offset, length);
                            lastSequence.accumulateAndGet(eventSequence, Math::max);
                        },
                        limit);
            }

            @Override
            public void close() {
                feed.close();
            }
        };
    }
}
