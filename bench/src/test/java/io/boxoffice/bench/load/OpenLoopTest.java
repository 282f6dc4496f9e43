package io.boxoffice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the figures when a server stalls: they must say so. The bounds hold on machines of any slowness. */
final class OpenLoopTest {
    private static final long STALL_MS = 600;

    private final AtomicBoolean stalled = new AtomicBoolean();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers anything with an id, and each of several shows with one; the first hold only after a while, and everybody waits for it. */
    private void answer(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        int shows = asked.length == 0
                ? 0
                : new ObjectMapper().readTree(asked).path("shows").size();
        if (exchange.getRequestURI().getPath().endsWith("/holds") && stalled.compareAndSet(false, true)) {
            try {
                TimeUnit.MILLISECONDS.sleep(STALL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String items = String.join(",", Collections.nCopies(shows, "{\"status\":201,\"id\":\"7\"}"));
        byte[] body =
                ("{\"id\":\"7\",\"sequence\":\"3\",\"items\":[" + items + "]}").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(201, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private LoadResult run(int connections) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        LoadPlan plan = LoadPlan.of(Scenario.HOLDS, 100, 0, 1).over(connections, 1);
        return new LoadRun(new Target(url, null, "token", customer -> "token"), line -> {})
                .run(plan)
                .result();
    }

    @Test
    void shouldCountAStallForEveryRequestItHeldUp() {
        LoadResult result = run(1);

        // Sixty requests were meant to start during the stall; each waited for what was left of it.
        LoadResult.Distribution holds = result.of(Kind.HOLD).latencyUs();
        assertTrue(holds.p50() > result.of(Kind.HOLD).servedUs().p50(), result.toString());
        assertTrue(holds.mean() > STALL_MS * 1_000 / 10.0, result.toString());
        assertTrue(holds.max() >= STALL_MS * 1_000 * 0.99, result.toString());
    }

    @Test
    void shouldFailARunThatWasAnsweredTooSlowly() {
        server.removeContext("/");
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/holds")) {
                stalled.set(false);
            }
            answer(exchange);
        });

        LoadResult result = run(1);

        assertFalse(result.passed(), result.toString());
        assertTrue(result.unsent() > 0, result.toString());
    }

    @Test
    void shouldMakeNoLoadOnOtherMachines() {
        URI other = URI.create("http://192.0.2.7:8080");

        LoadFailedException refused =
                assertThrows(LoadFailedException.class, () -> new Target(other, null, "token", customer -> "token"));

        assertEquals(
                "192.0.2.7 is not this machine: load is made against the loopback interface only",
                refused.getMessage());
    }
}
