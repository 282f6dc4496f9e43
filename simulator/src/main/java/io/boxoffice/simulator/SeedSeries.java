package io.boxoffice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Runs many seeds, each on one of several threads. */
final class SeedSeries {
    /** A seed that found something. */
    record Failure(long seed, int step, Throwable cause) {}

    private final int steps;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong crashes = new AtomicLong();
    private final List<Failure> failures = new ArrayList<>();
    private volatile boolean ended;

    SeedSeries(int steps) {
        this.steps = steps;
    }

    /**
     * Runs seeds until all are done, or one has found something.
     *
     * @param progress hears about each seed that is done, on any thread
     * @return what was found: none, or one a thread at most, lowest seed first
     */
    List<Failure> run(long from, long seeds, int threads, LongConsumer progress) {
        AtomicLong next = new AtomicLong(from);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> work(next, from + seeds, progress), "simulation-" + i);
            workers.add(worker);
            worker.start();
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            ended = true;
            Thread.currentThread().interrupt();
        }
        failures.sort((one, other) -> Long.compare(one.seed, other.seed));
        return failures;
    }

    long done() {
        return done.get();
    }

    long commands() {
        return commands.get();
    }

    long crashes() {
        return crashes.get();
    }

    private void work(AtomicLong next, long end, LongConsumer progress) {
        long seed;
        while (!ended && (seed = next.getAndIncrement()) < end) {
            Simulation simulation = null;
            try {
                simulation = new Simulation(seed, null);
                Simulation.Outcome outcome = simulation.run(steps);
                commands.addAndGet(outcome.commands());
                crashes.addAndGet(outcome.crashes());
            } catch (RuntimeException | Error e) {
                synchronized (failures) {
                    failures.add(new Failure(seed, simulation == null ? 0 : simulation.step(), e));
                }
                ended = true;
            }
            progress.accept(done.incrementAndGet());
        }
    }
}
