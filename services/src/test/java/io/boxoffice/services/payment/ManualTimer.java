package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A {@link PaymentTimer} whose time is advanced by hand; the test's thread is the timer's thread. */
public final class ManualTimer implements PaymentTimer {
    private static final long PATIENCE_NS = 10_000_000_000L;

    private static final class Waiting implements Scheduled {
        final long dueAtMs;
        final long order;
        final Runnable task;
        volatile boolean cancelled;

        Waiting(long dueAtMs, long order, Runnable task) {
            this.dueAtMs = dueAtMs;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();
    private long nowMs;
    private long order;

    @Override
    public synchronized long nowMs() {
        return nowMs;
    }

    @Override
    public synchronized Scheduled after(long delayMs, Runnable task) {
        Waiting scheduled = new Waiting(nowMs + delayMs, order++, task);
        waiting.add(scheduled);
        return scheduled;
    }

    /** Lets time pass, task by task. */
    public void advance(long ms) {
        long until = nowMs() + ms;
        for (Waiting next = next(until); next != null; next = next(until)) {
            synchronized (this) {
                nowMs = Math.max(nowMs, next.dueAtMs);
            }
            next.task.run();
        }
        synchronized (this) {
            nowMs = until;
        }
    }

    /** Runs what is due, as it comes from other threads, without time passing, until the condition holds. */
    public void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - start < PATIENCE_NS) {
            advance(0);
            LockSupport.parkNanos(100_000);
            met = condition.getAsBoolean();
        }
        assertTrue(met, "did not come about");
    }

    /** Lets time pass in small steps until the condition holds. */
    public void advanceUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - start < PATIENCE_NS) {
            advance(5);
            LockSupport.parkNanos(200_000);
            met = condition.getAsBoolean();
        }
        assertTrue(met, "did not come about");
    }

    private synchronized Waiting next(long until) {
        waiting.removeIf(w -> w.cancelled);
        Waiting next = waiting.stream()
                .filter(w -> w.dueAtMs <= until)
                .min(Comparator.<Waiting>comparingLong(w -> w.dueAtMs).thenComparingLong(w -> w.order))
                .orElse(null);
        waiting.remove(next);
        return next;
    }
}
