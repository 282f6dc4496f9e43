package io.boxoffice.server.imports;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Does the same with each item of a list, a few at a time, and says how far it is. One caller at a time. */
public final class InParallel {
    private static final long REPORT_EVERY_NANOS = 2_000_000_000L;

    private final int threads;
    private final PrintWriter progress;

    /**
     * @param threads  how many items are worked on at the same time
     * @param progress where a line is printed every two seconds
     */
    public InParallel(int threads, PrintWriter progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Returns when all items are done.
     *
     * @param kind what the items are, in the plural
     * @throws RuntimeException the first that an item's work threw; no further item is begun then
     */
    public <T> void forEach(String kind, List<T> items, Consumer<T> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread[] workers = new Thread[Math.min(threads, items.size())];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(
                    () -> {
                        int item;
                        while (failure.get() == null && (item = next.getAndIncrement()) < items.size()) {
                            try {
                                work.accept(items.get(item));
                                done.incrementAndGet();
                            } catch (RuntimeException e) {
                                failure.compareAndSet(null, e);
                            }
                        }
                    },
                    "import-" + i);
            workers[i].start();
        }
        await(workers, kind, done, items.size());
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void await(Thread[] workers, String kind, AtomicInteger done, int total) {
        long nextReport = System.nanoTime() + REPORT_EVERY_NANOS;
        try {
            for (Thread worker : workers) {
                while (worker.isAlive()) {
                    worker.join(100);
                    if (System.nanoTime() - nextReport >= 0) {
                        progress.printf("%s: %d of %d%n", kind, done.get(), total);
                        progress.flush();
                        nextReport += REPORT_EVERY_NANOS;
                    }
                }
            }
        } catch (InterruptedException e) {
            for (Thread worker : workers) {
                worker.interrupt();
            }
            Thread.currentThread().interrupt();
            throw new ImportException("interrupted", e);
        }
    }
}
