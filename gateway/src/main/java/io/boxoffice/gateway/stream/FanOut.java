package io.boxoffice.gateway.stream;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop still has to write to watchers. It is written in slices of about a millisecond, and between two slices the
 * loop does everything else that is due: a hundred thousand watchers delay each other, and nobody's hold by more than a slice.
 * The shows take turns. For that event loop.
 */
final class FanOut {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int WATCHERS_A_TURN = 16;

    private final EventLoop loop;
    private final ArrayDeque<WatcherGroup> due = new ArrayDeque<>();
    private boolean writing;

    FanOut(EventLoop loop) {
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    /** Writes a group's round, from now on. */
    void begin(WatcherGroup group) {
        due.add(group);
        if (!writing) {
            writing = true;
            slice();
        }
    }

    private void slice() {
        long startNs = System.nanoTime();
        do {
            WatcherGroup group = due.remove();
            if (!sendSome(group)) {
                due.add(group);
            }
        } while (!due.isEmpty() && System.nanoTime() - startNs < SLICE_NS);
        writing = !due.isEmpty();
        if (writing) {
            try {
                // Not execute(): tasks go on to each other without a look at the sockets between.
                loop.schedule(this::slice, 0, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("the event loop has stopped");
            }
        }
    }

    private static boolean sendSome(WatcherGroup group) {
        try {
            return group.send(WATCHERS_A_TURN);
        } catch (RuntimeException e) {
            LOG.error("a watcher could not be written to", e);
            return false;
        }
    }
}
