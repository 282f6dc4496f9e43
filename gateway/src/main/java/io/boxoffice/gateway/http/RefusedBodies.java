package io.boxoffice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop whose request was refused half read. What is left of it is read and dropped, so that the
 * client sees the answer, but slowly: {@value #READS_A_TURN} reads of at most 16 KiB every {@value #TURN_MS} ms, for all of them
 * together. To drop a body at full speed would cost as much as to take it. For that event loop.
 */
final class RefusedBodies {
    static final int TURN_MS = 5;
    static final int READS_A_TURN = 4;

    private final EventLoop loop;
    private final ArrayDeque<Channel> open = new ArrayDeque<>();
    private boolean scheduled;

    RefusedBodies(EventLoop loop) {
        this.loop = loop;
    }

    /** Reads from this connection in its turn, until it is closed. It must not be read by itself any more. */
    void add(Channel channel) {
        channel.config().setAutoRead(false);
        open.add(channel);
        if (!scheduled) {
            schedule();
        }
    }

    private void turn() {
        scheduled = false;
        open.removeIf(channel -> !channel.isActive());
        for (int reads = Math.min(READS_A_TURN, open.size()); reads > 0; reads--) {
            Channel next = open.remove();
            open.add(next);
            next.read();
        }
        if (!open.isEmpty()) {
            schedule();
        }
    }

    private void schedule() {
        scheduled = true;
        try {
            loop.schedule(this::turn, TURN_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The loop is on its way out, and the connections with it.
            open.clear();
        }
    }
}
