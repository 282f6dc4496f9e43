package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.UnsafeBuffer;

/** An event log in memory: one thread appends, any number of feeds follow. */
final class InMemoryEventLog implements EventFeed.Source {
    private record Command(long sequence, long timeMs, List<byte[]> events) {}

    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger openFeeds = new AtomicInteger();
    private volatile long lastSequence;

    /** Adds a command with these events, which may be none. Returns its sequence. */
    long append(long timeMs, byte[]... events) {
        long sequence = lastSequence + 1;
        commands.add(new Command(sequence, timeMs, List.of(events)));
        lastSequence = sequence;
        return sequence;
    }

    long append(byte[]... events) {
        return append(Step.CREATED_MS + lastSequence + 1, events);
    }

    long lastSequence() {
        return lastSequence;
    }

    int openFeeds() {
        return openFeeds.get();
    }

    @Override
    public EventFeed openAfter(long sequence) {
        openFeeds.incrementAndGet();
        return new Feed((int) sequence);
    }

    private final class Feed implements EventFeed {
        private int next;

        Feed(int next) {
            this.next = next;
        }

        @Override
        public int poll(Handler handler, int limit) {
            int handed = 0;
            while (handed < limit && next < commands.size()) {
                Command command = commands.get(next);
                for (int ordinal = 0; ordinal < command.events.size(); ordinal++) {
                    byte[] event = command.events.get(ordinal);
                    // Not at the buffer's start: offsets must be respected.
                    UnsafeBuffer buffer = new UnsafeBuffer(new byte[event.length + 13]);
                    buffer.putBytes(5, event);
                    handler.onEvent(command.sequence, ordinal, command.timeMs, buffer, 5, event.length);
                    handed++;
                }
                next++;
            }
            return handed;
        }

        @Override
        public void close() {
            openFeeds.decrementAndGet();
        }
    }
}
