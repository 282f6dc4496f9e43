package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.port.EventFeed;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FollowedEventsTest {
    @Test
    void shouldKnowTheFurthestEventSeen() {
        FollowedEvents events = new FollowedEvents(after -> new OneEvent(after + 1), 10);
        assertEquals(10, events.lastSequence());
        try (EventFeed feed = events.openAfter(10)) {
            assertEquals(1, feed.poll((sequence, ordinal, timeMs, buffer, offset, length) -> {}, 5));
        }
        assertEquals(11, events.lastSequence());
        try (EventFeed feed = events.openAfter(3)) {
            feed.poll((sequence, ordinal, timeMs, buffer, offset, length) -> {}, 5);
        }
        assertEquals(11, events.lastSequence());
    }

    private record OneEvent(long sequence) implements EventFeed {
        @Override
        public int poll(Handler handler, int limit) {
            handler.onEvent(sequence, 0, 0, new UnsafeBuffer(new byte[8]), 0, 8);
            return 1;
        }

        @Override
        public void close() {}
    }
}
