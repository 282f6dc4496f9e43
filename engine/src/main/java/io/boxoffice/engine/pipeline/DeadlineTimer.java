package io.boxoffice.engine.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Wakes an idle booking thread when something is due: a deadline, pending work, the seal. The booking thread says when that
 * will be; a thread of its own compares that with the clock every few milliseconds, and when it has come puts an empty slot
 * into the ring. It knows nothing else, and never waits for a slot: in a full ring, traffic wakes the booking thread anyway.
 *
 * <p>At most one wake slot is in the ring at a time.
 */
final class DeadlineTimer {
    /** {@link #wakeAt}: nothing is due. */
    static final long NEVER = Long.MAX_VALUE;

    private final CommandRing ring;
    private final LongSupplier monotonicNs;
    private final long checkEveryNs;
    private final AtomicBoolean wakeQueued = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "booking-timer");
    private volatile long wakeAtNs = NEVER;
    private volatile boolean closed;

    DeadlineTimer(CommandRing ring, LongSupplier monotonicNs, int checkEveryMs) {
        this.ring = ring;
        this.monotonicNs = monotonicNs;
        checkEveryNs = TimeUnit.MILLISECONDS.toNanos(checkEveryMs);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Any thread. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Booking thread: when to wake it at the latest, on the monotonic clock; {@link #NEVER}. */
    void wakeAt(long atNs) {
        wakeAtNs = atNs;
    }

    /** Booking thread: a wake slot has come out of the ring. */
    void wakeTaken() {
        wakeQueued.set(false);
    }

    /** Puts a wake slot into the ring, unless one is there or there is no room. Any thread; does not wait. */
    void wakeNow() {
        if (wakeQueued.compareAndSet(false, true) && !ring.tryPublishWake()) {
            wakeQueued.set(false);
        }
    }

    /** Puts a wake slot into the ring when it is time. Any thread; does not wait. */
    void wakeIfDue(long nowNs) {
        long atNs = wakeAtNs;
        if (atNs != NEVER && nowNs - atNs >= 0) {
            wakeNow();
        }
    }

    private void run() {
        while (!closed) {
            wakeIfDue(monotonicNs.getAsLong());
            LockSupport.parkNanos(checkEveryNs);
        }
    }
}
