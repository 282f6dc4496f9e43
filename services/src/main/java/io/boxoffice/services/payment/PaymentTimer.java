package io.boxoffice.services.payment;

/** Time as payments see it: a clock, and one thread on which things happen later. Any thread may call. */
public interface PaymentTimer {
    /** Milliseconds that never run backwards; the origin means nothing. */
    long nowMs();

    /** Runs a short task that does not block, on the timer's thread; at once when the delay is 0. */
    Scheduled after(long delayMs, Runnable task);

    /** A task that waits. */
    interface Scheduled {
        /** Forgets it, unless it runs or ran. */
        void cancel();
    }
}
