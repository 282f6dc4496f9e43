package io.boxoffice.services.follow;

import io.boxoffice.protocol.port.EventFeed;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** An event log in memory, and the core that writes it. What is removed from its beginning is gone for open feeds too. */
final class FakeEventLog implements EventFeed.Source {
    private record Event(long sequence, int ordinal) {}

    private final List<Event> events = new ArrayList<>();
    private long lastSequence;
    private long keptAfter;
    int open;
    int opened;
    RuntimeException failure;

    /** A command with so many events. */
    void command(int eventCount) {
        lastSequence++;
        for (int ordinal = 0; ordinal < eventCount; ordinal++) {
            events.add(new Event(lastSequence, ordinal));
        }
    }

    /** So many commands with an event each. */
    void commands(int count) {
        for (int i = 0; i < count; i++) {
            command(1);
        }
    }

    /** All beyond a command is lost, as when a journal is put back to an older state. */
    void cutTo(long sequence) {
        lastSequence = sequence;
        events.removeIf(event -> event.sequence() > sequence);
    }

    void removeThrough(long sequence) {
        keptAfter = sequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    @Override
    public long keptAfter() {
        return keptAfter;
    }

    @Override
    public EventFeed openAfter(long sequence) {
        requireKept(sequence);
        open++;
        opened++;
        return new Feed(sequence);
    }

    private void requireKept(long after) {
        if (after < keptAfter) {
            throw new IllegalStateException("events after " + after + " are no longer kept");
        }
    }

    private final class Feed implements EventFeed {
        private long through;

        Feed(long after) {
            through = after;
        }

        @Override
        public int poll(Handler handler, int limit) {
            requireKept(through);
            int handed = 0;
            for (Event event : List.copyOf(events)) {
                if (event.sequence() <= through && (handed == 0 || event.sequence() < through)) {
                    continue;
                }
                if (handed >= limit && event.sequence() > through) {
                    return handed;
                }
                if (failure != null && handed == 1) {
                    throw failure;
                }
                through = event.sequence();
                handler.onEvent(event.sequence(), event.ordinal(), 0, new UnsafeBuffer(0, 0), 0, 0);
                handed++;
            }
            return handed;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
