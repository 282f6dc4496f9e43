package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.http.EventStream;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The watchers of one show on one event loop. All methods but {@link #loop()} are for that event loop. */
final class WatcherGroup {
    /** One open stream. */
    static final class Watcher {
        private final EventStream stream;
        private WatcherGroup group;
        private boolean missed;
        private boolean closed;

        Watcher(EventStream stream) {
            this.stream = stream;
        }

        void closed() {
            closed = true;
            if (group != null) {
                group.remove(this);
            }
        }
    }

    private final EventLoop loop;
    private final AtomicInteger watcherCount;
    private final List<Watcher> watchers = new ArrayList<>();
    private byte[] reset;

    /**
     * @param watcherCount of the show, all event loops together
     */
    WatcherGroup(EventLoop loop, AtomicInteger watcherCount, byte[] reset) {
        this.loop = loop;
        this.watcherCount = watcherCount;
        this.reset = reset;
    }

    EventLoop loop() {
        return loop;
    }

    void add(Watcher watcher, List<byte[]> first) {
        if (watcher.closed) {
            return;
        }
        watcher.group = this;
        watchers.add(watcher);
        watcherCount.incrementAndGet();
        watcher.stream.write(StreamEvent.HEARTBEAT);
        first.forEach(watcher.stream::write);
    }

    private void remove(Watcher watcher) {
        if (watchers.remove(watcher)) {
            watcherCount.decrementAndGet();
        }
    }

    void publish(StreamEvent event) {
        reset = event.reset();
        sendToAll(event.bytes());
    }

    void heartbeat() {
        sendToAll(StreamEvent.HEARTBEAT);
    }

    void closeAll() {
        List.copyOf(watchers).forEach(watcher -> watcher.stream.close());
    }

    private void sendToAll(byte[] bytes) {
        for (Watcher watcher : watchers) {
            if (!watcher.stream.isWritable()) {
                watcher.missed |= bytes != StreamEvent.HEARTBEAT;
            } else if (watcher.missed) {
                watcher.missed = false;
                watcher.stream.write(reset);
            } else {
                watcher.stream.write(bytes);
            }
        }
    }
}
