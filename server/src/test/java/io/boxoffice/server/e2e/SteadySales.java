package io.boxoffice.server.e2e;

import io.boxoffice.server.e2e.Api.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Customers who buy places one after the other, some of whom give them back, and who accept no other answer than yes. What each
 * hold took is kept, phase by phase. One thread begins, asks and closes.
 */
final class SteadySales implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<?>> customers = new ArrayList<>();
    private final long pauseNs;
    private volatile boolean stopped;
    private volatile Phase phase = new Phase();

    /** Of one stretch of time: how many purchases, and how long holds took. Any thread. */
    static final class Phase {
        private final long beganNs = System.nanoTime();
        private long[] holdNs = new long[1024];
        private int holds;
        private double seconds;

        private synchronized void note(long tookNs) {
            if (holds == holdNs.length) {
                holdNs = Arrays.copyOf(holdNs, 2 * holds);
            }
            holdNs[holds++] = tookNs;
        }

        private synchronized Phase end() {
            seconds = (System.nanoTime() - beganNs) / 1e9;
            return this;
        }

        /** Purchases a second. */
        synchronized double rate() {
            return holds / seconds;
        }

        /** In one line, once it is over. */
        @Override
        public synchronized String toString() {
            long[] sorted = Arrays.copyOf(holdNs, holds);
            Arrays.sort(sorted);
            return holds == 0
                    ? "no holds"
                    : String.format(
                            "%d holds in %.1f s, %.0f a second; p50 %.2f ms, p99 %.2f ms, longest %.1f ms",
                            holds,
                            seconds,
                            holds / seconds,
                            sorted[holds / 2] / 1e6,
                            sorted[(int) (holds * 0.99)] / 1e6,
                            sorted[holds - 1] / 1e6);
        }
    }

    /**
     * @param pauseNs between two purchases of one customer
     */
    SteadySales(int count, long pauseNs, LongFunction<Customer> customer, OnSale show) {
        this.pauseNs = pauseNs;
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            long id = 900 + i;
            customers.add(threads.submit(() -> buy(customer.apply(id), show)));
        }
    }

    private void buy(Customer customer, OnSale show) {
        for (int purchase = 0; !stopped; purchase++) {
            long beganNs = System.nanoTime();
            Answer hold = customer.holdPlaces(show, Organizer.PIT, 1).expect(201);
            phase.note(System.nanoTime() - beganNs);
            if (purchase % 7 == 0) {
                customer.release(hold).expect(204);
                continue;
            }
            Answer booking = customer.book(hold).expect(201);
            customer.pay(booking, Customer.APPROVE).expect(201);
            if (purchase % 5 == 0) {
                customer.cancel(booking.id()).expect(200);
            }
            LockSupport.parkNanos(pauseNs);
        }
    }

    /** Ends the phase, and begins the next. */
    Phase next() {
        Phase over = phase;
        phase = new Phase();
        return over.end();
    }

    /** Everybody finishes a purchase and goes. */
    void finish() throws Exception {
        stopped = true;
        for (Future<?> customer : customers) {
            customer.get(60, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
