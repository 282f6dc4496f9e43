package io.boxoffice.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.bench.core.Commands;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a command costs to encode and decode: a hold of two named seats, as SBE in a slot, as JSON by streaming, and as JSON
 * bound to a record.
 *
 * <p>Topology: one thread, encode and then decode all fields, into and out of the same buffer. Excluded: HTTP, the rules.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED")
public class WireFormatBenchmark {
    private static final long SHOW = 402_827_674_722_939_137L;

    /** The command as a record, for data binding. */
    public record Hold(
            long showId,
            long customerId,
            long keyHi,
            long keyLo,
            long bodyHash,
            long expectedAmount,
            List<Integer> seats) {}

    private final Commands commands = new Commands();
    private final UnsafeBuffer slot = new UnsafeBuffer(new byte[Slot.SIZE_BYTES]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PlaceHoldDecoder hold = new PlaceHoldDecoder();
    private final JsonFactory json = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(Slot.SIZE_BYTES);

    @Benchmark
    public long sbe() {
        commands.placeHold(slot, SHOW, 42, 65, 2);
        hold.wrapAndApplyHeader(slot, 0, header);
        long sum = hold.showId() + hold.customerId() + hold.keyHi() + hold.keyLo();
        sum += hold.bodyHash() + hold.expectedAmount();
        PlaceHoldDecoder.SeatsDecoder seats = hold.seats();
        while (seats.hasNext()) {
            sum += seats.next().seat();
        }
        return sum + hold.areas().count() + hold.bestAvailable().count();
    }

    @Benchmark
    public long jsonStreaming() throws IOException {
        bytes.reset();
        try (JsonGenerator g = json.createGenerator(bytes)) {
            g.writeStartObject();
            g.writeNumberField("showId", SHOW);
            g.writeNumberField("customerId", 42);
            g.writeNumberField("keyHi", 0);
            g.writeNumberField("keyLo", 0);
            g.writeNumberField("bodyHash", 0);
            g.writeNumberField("expectedAmount", -1);
            g.writeArrayFieldStart("seats");
            g.writeNumber(65);
            g.writeNumber(66);
            g.writeEndArray();
            g.writeEndObject();
        }
        long sum = 0;
        try (JsonParser p = json.createParser(bytes.toByteArray())) {
            for (JsonToken token = p.nextToken(); token != null; token = p.nextToken()) {
                sum += token == JsonToken.VALUE_NUMBER_INT ? p.getLongValue() : 0;
            }
        }
        return sum;
    }

    @Benchmark
    public long jsonBound() throws IOException {
        byte[] encoded = mapper.writeValueAsBytes(new Hold(SHOW, 42, 0, 0, 0, -1, List.of(65, 66)));
        Hold decoded = mapper.readValue(encoded, Hold.class);
        return decoded.showId()
                + decoded.customerId()
                + decoded.seats().get(0)
                + decoded.seats().get(1);
    }
}
