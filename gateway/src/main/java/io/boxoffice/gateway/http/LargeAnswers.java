package io.boxoffice.gateway.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop that are amid sending a large body and have room for more of it. They take turns, a piece
 * each, in slices of about a millisecond, and between two slices the loop does everything else that is due: however many seat maps
 * are being sent, nobody's hold waits longer than a slice for them. For that event loop.
 */
final class LargeAnswers {
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final EventLoop loop;
    private final ArrayDeque<HttpConnection> due = new ArrayDeque<>();
    private boolean scheduled;

    LargeAnswers(EventLoop loop) {
        this.loop = loop;
    }

    /** Gives a connection a turn. To be added once until it has had it. */
    void add(HttpConnection connection) {
        due.add(connection);
        if (!scheduled) {
            schedule();
        }
    }

    private void slice() {
        scheduled = false;
        long startNs = System.nanoTime();
        while (!due.isEmpty() && System.nanoTime() - startNs < SLICE_NS) {
            due.remove().nextPiece();
        }
        if (!due.isEmpty() && !scheduled) {
            schedule();
        }
    }

    private void schedule() {
        scheduled = true;
        try {
            // Not execute(): tasks go on to each other without a look at the sockets between.
            loop.schedule(this::slice, 0, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The loop is on its way out, and the connections with it.
            due.clear();
        }
    }
}
