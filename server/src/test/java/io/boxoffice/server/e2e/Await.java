package io.boxoffice.server.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what happens by itself: asked again and again, for a bounded time. */
final class Await {
    private static final long LIMIT_NS = 60_000_000_000L;
    private static final long PAUSE_MS = 20;

    private Await() {}

    /**
     * @param what  for the failure: what did not become true
     */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        until(LIMIT_NS, what, condition);
    }

    /** For what takes more than a minute by itself. */
    static void within(Duration limit, String what, BooleanSupplier condition) {
        until(limit.toNanos(), () -> what, condition);
    }

    private static void until(long limitNs, Supplier<String> what, BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > limitNs) {
                throw new AssertionError("not within " + limitNs / 1_000_000_000 + " s: " + what.get());
            }
            pause();
        }
    }

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /** Between two looks. */
    static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
