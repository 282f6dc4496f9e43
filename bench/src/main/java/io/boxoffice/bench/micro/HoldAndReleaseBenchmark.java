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
 * What the booking rules cost: commands a second of one thread.
 *
 * <p>Topology: one thread calls the state machine with encoded commands and drops what it says; no ring, no journal, no
 * published availability, no network. The hall has rows of 50 seats; every show uses the same map. Included: encoding the
 * command, decoding it, the rules, encoding reply and events. The shows take turns, each with the same seats. What is held is
 * given back, so that this goes on for ever and, once the tables have grown, allocates nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED")
public class HoldAndReleaseBenchmark {
    private static final int SEATS_PER_ROW = 50;
    private static final int SEATS_PER_HOLD = 2;
    private static final int COMMANDS_BETWEEN_TICKS = 500;

    /** Seats of all shows together. */
    @Param({"100000", "1000000", "10000000"})
    int seats;

    private InMemoryCore core;
    private int shows;
    private int next;

    @Setup(Level.Trial)
    public void openShows() {
        shows = seats / 1_000;
        core = new InMemoryCore(shows, 1_000 / SEATS_PER_ROW, SEATS_PER_ROW);
    }

    /** Now and then time passes, so that released holds are forgotten as they are in life. */
    @Benchmark
    @OperationsPerInvocation(2)
    public long holdAndRelease() {
        core.applyAccepted(core.commands.placeHold(core.command, 1 + next % shows, 7, 10, SEATS_PER_HOLD));
        core.applyAccepted(core.commands.releaseHold(core.command, core.lastReservationId()));
        if (++next % COMMANDS_BETWEEN_TICKS == 0) {
            core.advance(1);
            core.applyAccepted(core.commands.tick(core.command));
        }
        return core.eventBytes();
    }

    /** The same with four seats that the core chooses. */
    @Benchmark
    @OperationsPerInvocation(2)
    public long bestAvailableAndRelease() {
        core.applyAccepted(core.commands.placeBestAvailable(core.command, 1 + next % shows, 7, 4));
        core.applyAccepted(core.commands.releaseHold(core.command, core.lastReservationId()));
        if (++next % COMMANDS_BETWEEN_TICKS == 0) {
            core.advance(1);
            core.applyAccepted(core.commands.tick(core.command));
        }
        return core.eventBytes();
    }
}
