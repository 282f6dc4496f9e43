package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Tries the orders in which the steps of a few threads may fall together, one after the other, under Lincheck's model checker:
 * it decides at each access to shared memory which thread goes on, so that what it finds it finds again. It assumes sequential
 * consistency: what a processor or compiler may reorder is not its matter, see the stress tests for that. It cannot look into
 * Agrona's buffers.
 */
final class Interleavings {
    /** Orders tried a scenario; {@code -Dboxoffice.interleavings=100000} tries more. */
    private static final int ORDERS = Integer.getInteger("boxoffice.interleavings", 200);

    static {
        // What it says of classes that it cannot look into is not for whoever reads a build's output.
        System.setProperty("lincheck.logLevel", "OFF");
    }

    private Interleavings() {}

    /**
     * What two or three threads do together, on what a new scenario has. Without lambdas that capture anything shared, and
     * without reflection: Lincheck does not see what those do. With a constructor without arguments.
     */
    abstract static class Scenario implements Runnable {
        abstract Scenario anew();

        abstract void one();

        abstract void another();

        /** A third thread's part; only when there are three. */
        void third() {}

        /** Two or three. */
        int threads() {
            return 2;
        }

        /** What must be true when all are done. */
        void afterwards() {}

        @Override
        public final void run() {
            anew().runParts();
        }

        /** Throws what any part throws. */
        private void runParts() {
            Part[] parts = new Part[threads()];
            Thread[] threads = new Thread[parts.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = new Part(this, i);
                threads[i] = new Thread(parts[i]);
            }
            for (Thread thread : threads) {
                thread.start();
            }
            for (Thread thread : threads) {
                await(thread);
            }
            for (Part part : parts) {
                if (part.failure != null) {
                    throw new AssertionError(part.failure);
                }
            }
            afterwards();
        }

        private static void await(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Part implements Runnable {
        private final Scenario scenario;
        private final int number;
        private Throwable failure;

        Part(Scenario scenario, int number) {
            this.scenario = scenario;
            this.number = number;
        }

        @Override
        public void run() {
            try {
                switch (number) {
                    case 0 -> scenario.one();
                    case 1 -> scenario.another();
                    default -> scenario.third();
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    /** Fails when an order of steps is found in which the scenario does. */
    static void holdsInAll(Class<? extends Scenario> scenario) {
        Lincheck.runConcurrentTest(ORDERS, BrokenClass.instance(scenario));
    }

    /** Fails unless the scenario fails with a class broken so. */
    static void catches(Class<? extends Scenario> scenario, BrokenClass broken) {
        Runnable run = broken.runnable(scenario);
        assertThrows(
                LincheckAssertionError.class,
                () -> Lincheck.runConcurrentTest(ORDERS, run),
                broken + " is not noticed");
    }
}
