package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.http.EventStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The watchers of one show on one event loop, and the round under way: what each of them is being sent. There is at most one; who
 * starts it waits for its end. All methods but {@link #loop()} are for that event loop.
 */
final class WatcherGroup {
    /** One open stream's part in one show. */
    static final class Watcher {
        private final EventStream stream;
        /** Shows that the stream still follows; with the last it ends. */
        private final AtomicInteger shows;

        private WatcherGroup group;
        private int index;
        private boolean missed;
        private boolean closed;

        Watcher(EventStream stream, AtomicInteger shows) {
            this.stream = stream;
            this.shows = shows;
        }

        void closed() {
            closed = true;
            if (group != null) {
                group.remove(this);
            }
        }
    }

    private final FanOut fanOut;
    private final AtomicInteger watcherCount;
    private final AtomicInteger roundsUnderWay;
    /** Those before {@link #waiting} have not been sent the round. */
    private final List<Watcher> watchers = new ArrayList<>();

    private int waiting;
    private ByteBuf round = Unpooled.EMPTY_BUFFER;
    private boolean change;
    private byte[] reset;

    /**
     * @param watcherCount   of the show, all event loops together
     * @param roundsUnderWay of the show; whoever starts a round has counted it, its end counts it down
     */
    WatcherGroup(FanOut fanOut, AtomicInteger watcherCount, AtomicInteger roundsUnderWay, byte[] reset) {
        this.fanOut = fanOut;
        this.watcherCount = watcherCount;
        this.roundsUnderWay = roundsUnderWay;
        this.reset = reset;
    }

    EventLoop loop() {
        return fanOut.loop();
    }

    /** The new one takes no part in a round under way, whose event is among what it is sent first. */
    void add(Watcher watcher, List<byte[]> first) {
        if (watcher.closed) {
            return;
        }
        watcher.group = this;
        watcher.index = watchers.size();
        watchers.add(watcher);
        watcherCount.incrementAndGet();
        first.forEach(watcher.stream::write);
    }

    private void remove(Watcher watcher) {
        int hole = watcher.index;
        if (hole < waiting) {
            move(--waiting, hole);
            hole = waiting;
        }
        int last = watchers.size() - 1;
        move(last, hole);
        watchers.remove(last);
        watcher.group = null;
        watcherCount.decrementAndGet();
    }

    private void move(int from, int to) {
        Watcher moved = watchers.get(from);
        moved.index = to;
        watchers.set(to, moved);
    }

    void publish(StreamEvent event) {
        reset = event.reset();
        begin(event.bytes(), true);
    }

    void heartbeat(byte[] ping) {
        begin(ping, false);
    }

    private void begin(byte[] bytes, boolean changed) {
        // One copy off the heap, which all connections share: from the heap each would make a copy of its own.
        round = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        change = changed;
        waiting = watchers.size();
        fanOut.begin(this);
    }

    /** The show is gone: tells so, and ends the streams that follow no other. */
    void end(byte[] last) {
        for (Watcher watcher : List.copyOf(watchers)) {
            watcher.stream.write(last);
            watcher.closed();
            if (watcher.shows.decrementAndGet() == 0) {
                watcher.stream.close();
            }
        }
    }

    /**
     * Goes on with the round.
     *
     * @return whether everybody was sent it
     */
    boolean send(int atMost) {
        int until = Math.max(0, waiting - atMost);
        while (waiting > until) {
            send(watchers.get(--waiting));
        }
        if (waiting > 0) {
            return false;
        }
        round.release();
        round = Unpooled.EMPTY_BUFFER;
        roundsUnderWay.decrementAndGet();
        return true;
    }

    private void send(Watcher watcher) {
        if (!watcher.stream.isWritable()) {
            watcher.missed |= change;
        } else if (watcher.missed) {
            watcher.missed = false;
            watcher.stream.write(reset);
        } else {
            watcher.stream.writeShared(round);
        }
    }
}
