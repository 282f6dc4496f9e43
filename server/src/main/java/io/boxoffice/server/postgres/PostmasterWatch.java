package io.boxoffice.server.postgres;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether a started postmaster still lives, and has it started again when it does not: it was killed, or
 * the machine ran out of memory. One daemon thread, which reads two small files of /proc a second; it alone starts anything.
 */
final class PostmasterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostmasterWatch.class);
    private static final long INTERVAL_MS = 1_000;
    private static final long MAX_PAUSE_MS = 60_000;

    /** Starts it where it was, on the same port; returns the new process. */
    interface Restart {
        ProcessHandle run() throws IOException;
    }

    private final Restart restart;
    private final Thread thread;
    private volatile boolean closed;
    private ProcessHandle postmaster;
    private long startedNs;
    private long pauseMs;

    private PostmasterWatch(ProcessHandle postmaster, Restart restart) {
        this.postmaster = postmaster;
        this.restart = restart;
        this.startedNs = System.nanoTime();
        this.thread = new Thread(this::watch, "watch-postgresql");
        thread.setDaemon(true);
    }

    static PostmasterWatch over(ProcessHandle postmaster, Restart restart) {
        PostmasterWatch watch = new PostmasterWatch(postmaster, restart);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(INTERVAL_MS);
                if (!Postmaster.lives(postmaster) && !closed) {
                    LOG.warn(
                            "PostgreSQL (process {}) has ended without being told to; starting it again",
                            postmaster.pid());
                    bringBack();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    private void bringBack() throws InterruptedException {
        // One that dies as soon as it is started would otherwise be started for ever without a pause.
        if (System.nanoTime() - startedNs > TimeUnit.MILLISECONDS.toNanos(MAX_PAUSE_MS)) {
            pauseMs = 0;
        }
        while (!closed) {
            Thread.sleep(pauseMs);
            pauseMs = Math.min(MAX_PAUSE_MS, Math.max(INTERVAL_MS, 2 * pauseMs));
            long beginNs = System.nanoTime();
            try {
                postmaster = restart.run();
                startedNs = System.nanoTime();
                LOG.info(
                        "PostgreSQL runs again as process {}, after {} ms",
                        postmaster.pid(),
                        (startedNs - beginNs) / 1_000_000);
                return;
            } catch (IOException | RuntimeException e) {
                if (!closed) {
                    LOG.error("PostgreSQL cannot be started again; next attempt in {} ms", pauseMs, e);
                }
            }
        }
    }

    /** Ends the watch, and a start that is under way. When this returns, nothing is started any more. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
