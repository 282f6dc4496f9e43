package io.boxoffice.services.payment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link PaymentTimer} of the monotonic clock and one daemon thread. */
public final class ThreadPaymentTimer implements PaymentTimer {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadPaymentTimer.class);

    private static final long CLOSE_WAIT_MS = 2_000;

    private final ScheduledThreadPoolExecutor thread;

    public ThreadPaymentTimer() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread t = new Thread(task, "payments");
            t.setDaemon(true);
            return t;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Scheduled after(long delayMs, Runnable task) {
        try {
            Future<?> scheduled = thread.schedule(() -> run(task), delayMs, TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopped: what is open is found again at the next start");
            return () -> {};
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a payment task failed", e);
        }
    }

    /** Runs what is due and forgets what is waiting. The journal knows what is open. */
    @Override
    public void close() {
        CountDownLatch dueHasRun = new CountDownLatch(1);
        after(0, dueHasRun::countDown);
        try {
            dueHasRun.await(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
