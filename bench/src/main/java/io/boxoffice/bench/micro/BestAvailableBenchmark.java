package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.InMemoryCore;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to find the best four seats: a hold of them and its release, together, in a small hall (200 seats) and a large
 * one (9,000), empty and half sold. Sold is what a seeded random choice of pairs says, so that blocks of four are scattered.
 *
 * <p>Topology: as in {@link HoldAndReleaseBenchmark}. The release, encoding and decoding are included, so this is more than the
 * search alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BestAvailableBenchmark {
    private static final int COMMANDS_BETWEEN_TICKS = 500;

    /** Rows x seats a row. */
    @Param({"10x20", "180x50"})
    String hall;

    @Param({"0", "50"})
    int soldPercent;

    private InMemoryCore core;
    private int calls;

    @Setup(Level.Trial)
    public void sellSome() {
        String[] size = hall.split("x");
        int rows = Integer.parseInt(size[0]);
        int seatsPerRow = Integer.parseInt(size[1]);
        core = new InMemoryCore(1, rows, seatsPerRow);
        SplittableRandom random = new SplittableRandom(42);
        for (int pair = 0; pair < rows * seatsPerRow / 2; pair++) {
            if (random.nextInt(100) < soldPercent) {
                core.sell(1, 1 + pair, 2 * pair, 2);
            }
        }
    }

    @Benchmark
    public long holdFourAndRelease() {
        core.applyAccepted(core.commands.placeBestAvailable(core.command, 1, 7, 4));
        core.applyAccepted(core.commands.releaseHold(core.command, core.lastReservationId()));
        if (++calls % COMMANDS_BETWEEN_TICKS == 0) {
            core.advance(1);
            core.applyAccepted(core.commands.tick(core.command));
        }
        return core.eventBytes();
    }
}
