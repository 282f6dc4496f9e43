package io.boxoffice.gateway.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * One event loop's connections with answers that are written but not sent. They are sent when the task that wrote them is
 * over: many answers of a batch of the booking core are for the same connections, and take one system call a connection so.
 * For that event loop only.
 */
final class PendingFlushes {
    private final EventLoop loop;
    private final List<HttpConnection> waiting = new ArrayList<>();

    PendingFlushes(EventLoop loop) {
        this.loop = loop;
    }

    /** Sends what this connection has written, soon. To be added once until it is told to flush. */
    void add(HttpConnection connection) {
        waiting.add(connection);
        if (waiting.size() == 1) {
            try {
                loop.execute(this::flush);
            } catch (RejectedExecutionException e) {
                // The loop is on its way out and takes no more tasks.
                flush();
            }
        }
    }

    private void flush() {
        // Not an iterator: what a flush sets off may add others.
        try {
            for (int i = 0; i < waiting.size(); i++) {
                waiting.get(i).flush();
            }
        } finally {
            waiting.clear();
        }
    }
}
