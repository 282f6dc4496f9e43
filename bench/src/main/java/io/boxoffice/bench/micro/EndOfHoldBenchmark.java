package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.InMemoryCore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How seats come back: 20,000 bookings cancelled one by one, and 100,000 holds that lapse at the same instant, swept in
 * commands of a thousand. Milliseconds for all of them.
 *
 * <p>Topology: as in {@link HoldAndReleaseBenchmark}; every shot begins with a fresh state.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(3)
public class EndOfHoldBenchmark {
    private static final int HOLDS = 100_000;
    private static final int BOOKINGS = 20_000;
    private static final int SHOWS = 100;
    private static final int PAIRS_PER_SHOW = HOLDS / SHOWS;
    private static final long LONGER_THAN_A_HOLD_MS = 700_000;
    private static final int COMPILING_SHOTS = 40;

    /** Bookings to cancel. */
    @State(Scope.Thread)
    public static class Booked {
        private InMemoryCore core;
        private final long[] bookings = new long[BOOKINGS];

        /** As in {@link SellBenchmark#compile()}. */
        @Setup(Level.Trial)
        public void compile() {
            for (int shot = 0; shot < COMPILING_SHOTS; shot++) {
                sell();
                cancel();
            }
        }

        @Setup(Level.Invocation)
        public void sell() {
            core = new InMemoryCore(SHOWS, 2 * PAIRS_PER_SHOW / 50, 50);
            for (int i = 0; i < BOOKINGS; i++) {
                bookings[i] = core.sell(1 + i % SHOWS, 1 + i, i / SHOWS * 2, 2);
            }
        }

        long cancel() {
            for (long booking : bookings) {
                core.applyAccepted(core.commands.cancelBooking(core.command, booking));
            }
            return core.eventBytes();
        }
    }

    /** Holds that have just lapsed. */
    @State(Scope.Thread)
    public static class Lapsed {
        private InMemoryCore core;

        /** As in {@link SellBenchmark#compile()}. */
        @Setup(Level.Trial)
        public void compile() {
            for (int shot = 0; shot < COMPILING_SHOTS; shot++) {
                hold();
                core.sweep();
            }
        }

        @Setup(Level.Invocation)
        public void hold() {
            core = new InMemoryCore(SHOWS, 2 * PAIRS_PER_SHOW / 50, 50);
            for (int i = 0; i < HOLDS; i++) {
                core.applyAccepted(core.commands.placeHold(core.command, 1 + i % SHOWS, 1 + i, i / SHOWS * 2, 2));
            }
            core.advance(LONGER_THAN_A_HOLD_MS);
        }
    }

    @Benchmark
    public long cancel20000(Booked booked) {
        return booked.cancel();
    }

    @Benchmark
    public int expire100000(Lapsed lapsed) {
        int commands = lapsed.core.sweep();
        if (commands < HOLDS / 1_000) {
            throw new IllegalStateException("swept in " + commands + " commands: not all had lapsed");
        }
        return commands;
    }
}
