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

    /** {@link #inGroups} of one each. */
    public <T> void forEach(String kind, List<T> items, Consumer<T> work) {
        inGroups(kind, items, 1, group -> work.accept(group.get(0)));
    }

    /**
     * Returns when all items are done.
     *
     * @param kind what the items are, in the plural
     * @param size of a group: neighbours in the list, which are worked on as one
     * @throws RuntimeException the first that a group's work threw; no further group is begun then
     */
    public <T> void inGroups(String kind, List<T> items, int size, Consumer<List<T>> work) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        int groups = (items.size() + size - 1) / size;
        Thread[] workers = new Thread[Math.min(threads, groups)];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Thread(
                    () -> {
                        int group;
                        while (failure.get() == null && (group = next.getAndIncrement()) < groups) {
                            try {
                                List<T> some = items.subList(group * size, Math.min(items.size(), (group + 1) * size));
                                work.accept(some);
                                done.addAndGet(some.size());
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
