package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.Halls;
import io.boxoffice.gateway.availability.AvailabilityJson;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.sbe.ShowStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A show's availability, half of it taken at random: read seat by seat, encoded as JSON, encoded with two bits a seat. A server
 * encodes it once a version, whoever asks.
 *
 * <p>Topology: one thread, a snapshot that is at hand; no compression, no socket.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class AvailabilityBenchmark {
    private static final int SEATS_PER_ROW = 50;

    @Param({"200", "60000"})
    int seats;

    private final ShowSnapshot told = new ShowSnapshot();
    private final AvailabilitySnapshot snapshot = told.seats();
    private SeatMap hall;

    @Setup
    public void takeHalf() {
        hall = Halls.hall(seats / SEATS_PER_ROW, SEATS_PER_ROW);
        snapshot.ensureCapacity(seats, 0);
        SplittableRandom random = new SplittableRandom(42);
        for (int seat = 0; seat < seats; seat++) {
            long state = random.nextBoolean() ? SeatState.FREE : SeatState.SOLD;
            snapshot.words[seat >>> 5] |= state << ((seat & 31) << 1);
        }
        told.become(
                new ShowDefinition(
                        1, 1, 1, 1, 1, 90, 100, 0, 90, 0, 0, 0, 60_000, 10, 0, "EUR", false, 1, ShowStatus.OPEN),
                1);
    }

    @Benchmark
    public int read() {
        int free = 0;
        for (int seat = 0; seat < seats; seat++) {
            free += snapshot.seatState(seat) == SeatState.FREE ? 1 : 0;
        }
        return free;
    }

    @Benchmark
    public byte[] encodeJson() {
        return AvailabilityJson.encode(hall, told, 50);
    }

    @Benchmark
    public byte[] encodeBits() {
        return AvailabilityJson.bits(snapshot);
    }
}
