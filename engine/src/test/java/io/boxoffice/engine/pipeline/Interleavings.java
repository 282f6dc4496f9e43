package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Tries the orders in which the steps of two threads may fall together, as far as one of them is held up once: at each of its
 * statements in turn, and the other does all of its part meanwhile. Everything runs in one thread, so that what is found is
 * found again. What a processor or compiler may reorder is not its matter: see the stress tests for that.
 *
 * <p>The statements are those of the class under test, which is compiled with a step before each: see {@link VariedClass}.
 */
final class Interleavings {
    private static Runnable meanwhile;
    private static int stepsLeft;

    private Interleavings() {}

    /** What two threads do together, on what a new scenario has. With a constructor without arguments. */
    interface Scenario {
        void one();

        void another();

        /** What must be true when both are done. */
        default void afterwards() {}
    }

    /** Before each statement of a class that is tried. */
    static void step() {
        if (stepsLeft > 0 && --stepsLeft == 0) {
            meanwhile.run();
        }
    }

    /** Tries a scenario in all orders, in the world in which it was loaded. */
    static final class AllOrders implements Runnable {
        private final Class<?> scenario;

        AllOrders(Class<?> scenario) {
            this.scenario = scenario;
        }

        @Override
        public void run() {
            int orders = 0;
            for (boolean oneIsHeldUp : new boolean[] {true, false}) {
                int step = 1;
                while (heldUpAt(step++, oneIsHeldUp)) {
                    orders++;
                }
            }
            assertTrue(orders >= 2, "only " + orders + " orders to try");
        }

        /** Whether there was such a step. */
        private boolean heldUpAt(int step, boolean oneIsHeldUp) {
            Scenario s = (Scenario) VariedClass.instance(scenario);
            meanwhile = oneIsHeldUp ? s::another : s::one;
            stepsLeft = step;
            if (oneIsHeldUp) {
                s.one();
            } else {
                s.another();
            }
            boolean reached = stepsLeft == 0;
            stepsLeft = 0;
            if (!reached) {
                meanwhile.run();
            }
            s.afterwards();
            return reached;
        }
    }

    /** Fails when an order of steps of a class is found in which the scenario does. */
    static void holds(Class<? extends Scenario> scenario, Class<?> stepping) {
        VariedClass.of(stepping, "is as it is").run(scenario);
    }

    /** Fails unless the scenario fails with a class broken so. */
    static void catches(Class<? extends Scenario> scenario, VariedClass broken) {
        assertThrows(AssertionError.class, () -> broken.run(scenario), broken + " is not noticed");
    }
}
