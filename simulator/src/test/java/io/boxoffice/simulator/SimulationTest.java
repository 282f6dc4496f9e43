package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The promises hold on every seed. {@code -Dboxoffice.simulations=100000} runs more than the thousand; {@code boxoffice simulate}
 * any number, and prints how a seed that failed is run again.
 */
class SimulationTest {
    @Test
    void shouldHoldEveryPromiseOnEverySeed() {
        long seeds = Long.getLong("boxoffice.simulations", 1_000);
        SeedSeries series = new SeedSeries(Simulate.DEFAULT_STEPS);
        List<SeedSeries.Failure> failures =
                series.run(1, seeds, Runtime.getRuntime().availableProcessors(), done -> {});
        assertTrue(failures.isEmpty(), () -> "boxoffice simulate --trace --seeds 1 --from " + failures);
        assertTrue(series.crashes() > seeds, "so few crashes show nothing: " + series.crashes());
    }

    @Test
    void shouldRunASeedTheSameEachTime() {
        for (long seed = 1; seed <= 10; seed++) {
            Simulation.Outcome once = new Simulation(seed, null).run(Simulate.DEFAULT_STEPS);
            assertEquals(once, new Simulation(seed, new StringBuilder()).run(Simulate.DEFAULT_STEPS));
        }
    }
}
