package io.boxoffice.engine.live;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An event log in memory. One thread at a time writes; any may open feeds, each for one thread. */
final class MemoryEventLog implements EventLog, EventFeed.Source {
    private record Event(long sequence, int ordinal, long timeMs, byte[] bytes) {}

    private final List<Event> open = new ArrayList<>();
    private final List<Event> visible = new ArrayList<>();

    @Override
    public long lastSequence() {
        return 0;
    }

    @Override
    public void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        open.add(new Event(sequence, ordinal, timeMs, bytes));
    }

    @Override
    public void commit() {
        synchronized (visible) {
            visible.addAll(open);
        }
        open.clear();
    }

    @Override
    public EventFeed openAfter(long sequence) {
        return new Feed(sequence);
    }

    @Override
    public void close() {}

    private final class Feed implements EventFeed {
        private long after;
        private int next;

        Feed(long after) {
            this.after = after;
        }

        @Override
        public int poll(Handler handler, int limit) {
            List<Event> fresh = fresh(limit);
            for (Event e : fresh) {
                after = e.sequence;
                handler.onEvent(e.sequence, e.ordinal, e.timeMs, new UnsafeBuffer(e.bytes), 0, e.bytes.length);
            }
            return fresh.size();
        }

        /** All events of a command, and of no further one once there are as many as the limit. */
        private List<Event> fresh(int limit) {
            List<Event> fresh = new ArrayList<>();
            synchronized (visible) {
                for (; next < visible.size(); next++) {
                    Event event = visible.get(next);
                    boolean another = !fresh.isEmpty() && fresh.get(fresh.size() - 1).sequence != event.sequence;
                    if (fresh.size() >= limit && another) {
                        break;
                    }
                    if (event.sequence > after) {
                        fresh.add(event);
                    }
                }
            }
            return fresh;
        }

        @Override
        public void close() {}
    }
}
