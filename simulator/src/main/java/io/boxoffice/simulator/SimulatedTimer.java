package io.boxoffice.simulator;

import io.boxoffice.services.payment.PaymentTimer;
import java.util.PriorityQueue;

/** The thread of one life's payments, on the virtual clock: what is due runs when it is told to. */
final class SimulatedTimer implements PaymentTimer {
    private static final class Waiting implements Scheduled, Comparable<Waiting> {
        private final long dueAtMs;
        private final long order;
        private Runnable task;

        private Waiting(long dueAtMs, long order, Runnable task) {
            this.dueAtMs = dueAtMs;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Waiting other) {
            return dueAtMs == other.dueAtMs ? Long.compare(order, other.order) : Long.compare(dueAtMs, other.dueAtMs);
        }
    }

    private final VirtualClock clock;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
    private long scheduled;

    SimulatedTimer(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public long nowMs() {
        return clock.monotonicNs() / 1_000_000;
    }

    @Override
    public Scheduled after(long delayMs, Runnable task) {
        Waiting next = new Waiting(nowMs() + delayMs, scheduled++, task);
        waiting.add(next);
        return next;
    }

    /** Runs what is due, the earliest first; returns how many tasks ran. */
    int runDue(int limit) {
        int ran = 0;
        while (ran < limit && !waiting.isEmpty() && waiting.peek().dueAtMs <= nowMs()) {
            Runnable task = waiting.poll().task;
            if (task != null) {
                task.run();
                ran++;
            }
        }
        return ran;
    }
}
