package io.boxoffice.server.e2e;

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
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > LIMIT_NS) {
                throw new AssertionError("not within a minute: " + what.get());
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
