package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.http.EventStream;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The watchers of one show on one event loop. All methods but {@link #loop()} are for that event loop. */
final class WatcherGroup {
    /** One open stream. */
    static final class Watcher {
        private final EventStream stream;
        private boolean missed;
        private boolean closed;

        Watcher(EventStream stream) {
            this.stream = stream;
        }

        void closed() {
            closed = true;
        }
    }

    private final EventLoop loop;
    private final List<Watcher> watchers = new ArrayList<>();
    private byte[] reset;

    WatcherGroup(EventLoop loop, byte[] reset) {
        this.loop = loop;
        this.reset = reset;
    }

    EventLoop loop() {
        return loop;
    }

    void add(Watcher watcher, List<byte[]> first) {
        if (watcher.closed) {
            return;
        }
        watchers.add(watcher);
        watcher.stream.write(StreamEvent.HEARTBEAT);
        first.forEach(watcher.stream::write);
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
        for (Iterator<Watcher> all = watchers.iterator(); all.hasNext(); ) {
            Watcher watcher = all.next();
            if (watcher.closed) {
                all.remove();
            } else if (!watcher.stream.isWritable()) {
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
