package io.boxoffice.services.payment;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link PaymentTimer} of the monotonic clock and one daemon thread. */
public final class ThreadPaymentTimer implements PaymentTimer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPaymentTimer.class);

    private final ScheduledThreadPoolExecutor thread;

    public ThreadPaymentTimer() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread t = new Thread(task, "payments");
            t.setDaemon(true);
            return t;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void after(long delayMs, Runnable task) {
        try {
            thread.schedule(() -> run(task), delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopped: what is open is found again at the next start");
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a payment task failed", e);
        }
    }

    /** Forgets what is waiting. The journal knows what is open. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
