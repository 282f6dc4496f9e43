package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.InMemoryCore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a sale costs, a command: hold, booking, payment begun, authorised, confirm, for 20,000 pairs of seats one after the
 * other, spread over all shows.
 *
 * <p>Topology: as in {@link HoldAndReleaseBenchmark}. Every shot begins with shows that nobody has bought from; the tables have
 * grown before, by as many holds, which were released and forgotten. What JMH says is allocated counts that setting up too:
 * the engine's AllocationTest holds that the commands themselves allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(3)
public class SellBenchmark {
    private static final int SEATS_PER_ROW = 50;
    private static final int SEATS_PER_SALE = 2;
    private static final int SALES = 20_000;
    private static final int COMMANDS_PER_SALE = 5;
    private static final int SEATS_PER_SHOW = 1_000;
    private static final int COMPILING_SHOTS = 40;
    private static final int COMPILING_SHOWS = 100;

    /** Seats of all shows together; 10⁵ are enough for 50,000 sales. */
    @Param({"100000", "1000000", "10000000"})
    int seats;

    private InMemoryCore core;
    private int shows;

    /** A shot is a few hundredths of a second: as many as JMH warms up with are over before the compiler is. */
    @Setup(Level.Trial)
    public void compile() {
        for (int shot = 0; shot < COMPILING_SHOTS; shot++) {
            openShows(COMPILING_SHOWS);
            sell();
        }
    }

    @Setup(Level.Invocation)
    public void openShows() {
        openShows(seats / SEATS_PER_SHOW);
    }

    private void openShows(int count) {
        shows = count;
        core = new InMemoryCore(shows, SEATS_PER_SHOW / SEATS_PER_ROW, SEATS_PER_ROW);
        long[] holds = new long[SALES];
        for (int sale = 0; sale < SALES; sale++) {
            core.applyAccepted(
                    core.commands.placeHold(core.command, showOf(sale), 1 + sale, firstSeatOf(sale), SEATS_PER_SALE));
            holds[sale] = core.lastReservationId();
        }
        for (long hold : holds) {
            core.applyAccepted(core.commands.releaseHold(core.command, hold));
        }
        core.advance(1);
        core.sweep();
    }

    private int showOf(int sale) {
        return 1 + sale % shows;
    }

    private int firstSeatOf(int sale) {
        return sale / shows * SEATS_PER_SALE;
    }

    @Benchmark
    @OperationsPerInvocation(SALES * COMMANDS_PER_SALE)
    public long sell() {
        for (int sale = 0; sale < SALES; sale++) {
            core.sell(showOf(sale), 1 + sale, firstSeatOf(sale), SEATS_PER_SALE);
        }
        return core.eventBytes();
    }
}
