package io.boxoffice.bench.micro;

import io.boxoffice.bench.core.Halls;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.gateway.auth.TokenVerifier;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.booking.HoldRequest;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the gateway does with a hold but talk to the network: verify a token that it has seen before, and one that it has not;
 * read the request's body; write the answer's.
 *
 * <p>Topology: one thread; the gateway's own classes with the bytes at hand. The answer is written as the gateway writes it,
 * field by field, into an array. Tokens not seen before: more of them, in turn, than the verifier remembers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GatewayBenchmark {
    private static final int CACHED_BYTES = 16_777_216;
    private static final int TOKENS = 1_024;

    private final SeatMap hall = Halls.hall(100, 50);
    private final ByteBuf body = Unpooled.wrappedBuffer(Json.utf8("{\"seats\":[\"12-7\",\"12-8\"]}"));
    private final SigningKeys keys = SigningKeys.generate();
    private final TokenVerifier verifier =
            new TokenVerifier(keys, RevokedTokens.none(), CACHED_BYTES, Clock.systemUTC());
    private final String token = new TokenIssuer(keys, Clock.systemUTC()).issue(42, Role.CUSTOMER, Duration.ofDays(1));

    private final String[] tokens = new String[TOKENS];
    private int next;

    @Setup
    public void issueTokens() {
        verifier.remember(token, verifier.check(token));
        TokenIssuer issuer = new TokenIssuer(keys, Clock.systemUTC());
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = issuer.issue(1 + i, Role.CUSTOMER, Duration.ofDays(1));
        }
    }

    @Benchmark
    public Principal verifyKnownToken() {
        return verifier.known(token).principal();
    }

    @Benchmark
    public Principal verifyNewToken() {
        return verifier.check(tokens[next++ % TOKENS]).principal();
    }

    @Benchmark
    public HoldRequest readHold() {
        return HoldRequest.parse(body, hall, 1, show -> TicketTypes.FIRST_ONLY);
    }

    @Benchmark
    public int writeHold() {
        return JsonBytes.write(HoldAnswer::write).length;
    }
}
