package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Constructor;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Tries the orders in which the steps of a few threads may fall together, one after the other, under Lincheck's model checker:
 * it decides at each access to shared memory which thread goes on, so that what it finds it finds again. It assumes sequential
 * consistency: what a processor or compiler may reorder is not its matter, see the stress tests for that.
 *
 * <p>A scenario is a {@link Runnable} with a constructor without arguments, so that it can be run with a broken version of the
 * class it is about too.
 */
final class Interleavings {
    /** {@code -Dboxoffice.interleavings=100000} tries more. */
    private static final int INVOCATIONS = Integer.getInteger("boxoffice.interleavings", 1_000);

    private Interleavings() {}

    /** Fails when an order of steps is found in which the scenario does. */
    static void holdsInAll(Class<? extends Runnable> scenario) {
        Lincheck.runConcurrentTest(INVOCATIONS, instance(scenario));
    }

    /** Fails unless the scenario fails with a class broken so. */
    static void catches(Class<? extends Runnable> scenario, BrokenClass broken) {
        Runnable withBroken = instance(broken.load(scenario));
        assertThrows(
                LincheckAssertionError.class,
                () -> Lincheck.runConcurrentTest(INVOCATIONS, withBroken),
                broken + " is not noticed");
    }

    /** Runs the parts of a scenario at the same time; what any of them throws, it throws. */
    static void together(Runnable... parts) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread[] threads = new Thread[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Runnable part = parts[i];
            threads[i] = new Thread(() -> {
                try {
                    part.run();
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private static Runnable instance(Class<?> scenario) {
        try {
            Constructor<?> constructor = scenario.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Runnable) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
