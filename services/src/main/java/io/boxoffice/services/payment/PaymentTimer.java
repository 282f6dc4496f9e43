package io.boxoffice.services.payment;

/** Time as payments see it: a clock, and one thread on which things happen later. Any thread may call. */
public interface PaymentTimer extends AutoCloseable {
    /** Milliseconds that never run backwards; the origin means nothing. */
    long nowMs();

    /** Runs a short task that does not block, on the timer's thread; at once when the delay is 0. */
    Scheduled after(long delayMs, Runnable task);

    /** Forgets what waits. */
    @Override
    default void close() {
        // Only one with a thread of its own has something to end.
    }

    /** A task that waits. */
    interface Scheduled {
        /** Forgets it, unless it runs or ran. */
        void cancel();
    }
}
