package io.boxoffice.bench.load;

import java.net.URI;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a server's heap several times a second while something else goes on. What is used varies with garbage; the least that
 * was seen is what stood right after a collection, and near to what is really needed. For one thread, beside its own.
 */
final class HeapWatch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_MS = 200;
    private static final double MIB = 1 << 20;

    private final URI admin;
    private final Thread thread = new Thread(this::watch, "heap-watch");
    private volatile boolean closed;
    private volatile double leastMib = Double.MAX_VALUE;

    /**
     * @param admin null: nothing is known then
     */
    HeapWatch(URI admin) {
        this.admin = admin;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed) {
                leastMib = Math.min(leastMib, AdminMetrics.read(admin).heapUsedBytes() / MIB);
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LoadFailedException e) {
            // Whoever makes the load meets the same trouble, and says so.
            closed = true;
        }
    }

    /** The least that was used at any look; 0 when there was none. */
    double leastMib() {
        return leastMib == Double.MAX_VALUE ? 0 : leastMib;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
