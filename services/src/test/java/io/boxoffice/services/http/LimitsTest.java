package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventLoops;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.route.Callers.Rates;
import io.boxoffice.gateway.route.CorsPolicy;
import io.boxoffice.gateway.stream.StreamLimits;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that are set low. */
class LimitsTest {
    private static final String PRICES = "/v1/shows/" + SHOW + "/prices";
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";

    @TempDir
    private Path directory;

    private static HttpLimits limits(int maxConnections, int timeoutMs, int graceMs) {
        return limits(maxConnections, timeoutMs, 30_000, graceMs);
    }

    private static HttpLimits limits(int maxConnections, int timeoutMs, int idleMs, int graceMs) {
        return HttpLimits.defaults()
                .withConnections(new HttpLimits.Connections(maxConnections, maxConnections))
                .withTimeouts(new HttpLimits.Timeouts(timeoutMs, timeoutMs, idleMs, 300, 300, 200, 0, graceMs));
    }

    @Test
    void shouldRefuseAtOnceWhenTheRingIsFull() throws IOException {
        try (TestGateway server = aGateway().ringSlots(4).start(directory);
                TestClient ann = server.customer(1);
                TestClient ben = server.customer(2)) {
            server.core.pause();
            for (int seat = 1; seat <= 4; seat++) {
                ann.write("POST", HOLDS, "{\"seats\":[\"A-" + seat + "\"]}");
            }
            await(() -> server.core.used() == 4);
            Reply refused = ben.post(HOLDS, "{\"seats\":[\"B-1\"]}");
            assertEquals(503, refused.status());
            assertEquals("overloaded", refused.code());
            assertEquals("1", refused.header("retry-after"));
            server.core.resume();
            for (int seat = 1; seat <= 4; seat++) {
                assertEquals(201, ann.read().status());
            }
            assertEquals(201, ben.post(HOLDS, "{\"seats\":[\"B-1\"]}").status());
        }
    }

    @Test
    void shouldRefuseWhenTooManyWaitForReplies() throws IOException {
        GatewayConfig.Work work = new GatewayConfig.Work(1, 0, 2, 16, 1_000, 100, 1_000_000, 10_000_000);
        try (TestGateway server = aGateway().config(c -> c.withWork(work)).start(directory);
                TestClient client = server.customer(1)) {
            server.core.pause();
            client.write("GET", "/v1/holds/1", null);
            client.write("GET", "/v1/holds/1", null);
            await(() -> server.meters
                            .get("boxoffice.http.rejections")
                            .tag("code", "overloaded")
                            .counter()
                            .count()
                    == 1);
            assertEquals(
                    1,
                    server.meters
                            .get("boxoffice.gateway.replies.awaited")
                            .gauge()
                            .value());
            server.core.resume();
            assertEquals(404, client.read().status());
            assertEquals(503, client.read().status());
        }
    }

    @Test
    void shouldRefuseNewHoldsButNothingThatGivesSeatsBackWhileManyWaitLong() throws Exception {
        GatewayConfig.Work work = new GatewayConfig.Work(1_000, 5, 2, 16, 1_000, 100, 1_000_000, 10_000_000);
        GatewayConfig.Listener oneLoop = new GatewayConfig.Listener("127.0.0.1", 0, 1, EventLoops.Transport.AUTO, null);
        try (TestGateway server = aGateway()
                        .config(c -> c.withWork(work).withListener(oneLoop))
                        .start(directory);
                TestClient late = server.customer(2);
                TestClient leaving = server.customer(3)) {
            server.core.pause();
            List<TestClient> crowd = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                crowd.add(server.customer(1));
                for (int i = 0; i < 32; i++) {
                    crowd.get(client).write("GET", "/v1/holds/1", null);
                }
            }
            awaitUnderWay(server, 128);
            // Longer than a burst may last.
            Thread.sleep(150);
            Reply refused = late.post(HOLDS, "{\"seats\":[\"A-1\"]}");
            assertEquals(503, refused.status());
            assertEquals("overloaded", refused.code());
            assertEquals("1", refused.header("retry-after"));
            assertEquals(503, late.get("/v1/holds/1").status());
            assertEquals(503, late.get(HOLDS.replace("holds", "availability")).status());
            leaving.write("DELETE", "/v1/holds/1", null);
            leaving.write("GET", "/v1/bookings/1", null);
            leaving.write("GET", "/v1/bookings/1/tickets", null);
            awaitUnderWay(server, 131);
            server.core.resume();
            for (TestClient client : crowd) {
                for (int i = 0; i < 32; i++) {
                    assertEquals(404, client.read().status());
                }
                client.close();
            }
            assertEquals("not_found", leaving.read().code());
            // The core was asked, and knows no such booking; whether it is past, PostgreSQL would know.
            assertEquals("database_unavailable", leaving.read().code());
            assertEquals("database_unavailable", leaving.read().code());
            assertEquals(201, late.post(HOLDS, "{\"seats\":[\"A-1\"]}").status());
        }
    }

    private static void awaitUnderWay(TestGateway server, int requests) {
        await(() ->
                server.meters.get("boxoffice.gateway.replies.awaited").gauge().value() == requests);
    }

    @Test
    void shouldRefuseConnectionsBeyondTheLimit() throws IOException {
        try (TestGateway server =
                aGateway().config(c -> c.withHttp(limits(2, 30_000, 100))).start(directory)) {
            try (TestClient one = server.client();
                    TestClient two = server.client()) {
                assertEquals(200, one.get(PRICES).status());
                assertEquals(200, two.get(PRICES).status());
                try (TestClient three = server.client()) {
                    Reply reply = three.read();
                    assertEquals(503, reply.status());
                    assertEquals("too_many_connections", reply.code());
                    assertNotNull(reply.header("retry-after"));
                    assertTrue(three.isClosed());
                }
            }
            await(() ->
                    server.meters.get("boxoffice.gateway.connections").gauge().value() == 0);
            try (TestClient again = server.client()) {
                assertEquals(200, again.get(PRICES).status());
            }
        }
    }

    @Test
    void shouldTimeOutSlowHeadersAndBodies() throws IOException {
        try (TestGateway server =
                        aGateway().config(c -> c.withHttp(limits(10, 150, 100))).start(directory);
                TestClient slowHeader = server.client();
                TestClient slowBody = server.customer(1)) {
            slowHeader.raw("GET /v1/venues HTTP/1.1\r\nHost:");
            slowBody.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 20");
            Reply header = slowHeader.read();
            assertEquals(408, header.status());
            assertEquals("request_timeout", header.code());
            assertTrue(slowHeader.isClosed());
            assertEquals(408, slowBody.read().status());
            assertTrue(slowBody.isClosed());
        }
    }

    @Test
    void shouldEndIdleConnections() throws IOException {
        try (TestGateway server = aGateway()
                        .config(c -> c.withHttp(limits(10, 30_000, 100, 100)))
                        .start(directory);
                TestClient idle = server.client()) {
            assertTrue(idle.isClosed());
        }
    }

    @Test
    void shouldNotTimeOutARequestThatWaitsForTheCore() throws Exception {
        try (TestGateway server = aGateway()
                        .config(c -> c.withHttp(limits(10, 500, 500, 100)))
                        .start(directory);
                TestClient client = server.customer(1)) {
            server.core.pause();
            client.write("GET", "/v1/holds/1", null);
            Thread.sleep(1_200);
            server.core.resume();
            assertEquals(404, client.read().status());
        }
    }

    @Test
    void shouldCutOffAClientThatTakesNothingOfItsAnswer() throws IOException {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        for (int seat = 0; seat < 100_000; seat++) {
            map.seat("seat-with-a-long-name-" + seat, "s", seat, 0, 0, false, false, 1);
        }
        try (TestGateway server = aGateway()
                        .config(c -> c.withHttp(limits(10, 30_000, 100)))
                        .start(directory);
                TestClient client = server.client()) {
            server.core.open(200, map.build(), 1);
            client.write("GET", "/v1/shows/200/seat-map", null);
            client.write("GET", "/v1/shows/200/seat-map", null);
            await(() ->
                    server.meters.get("boxoffice.gateway.connections").gauge().value() == 0);
        }
    }

    @Test
    void shouldSlowDownOneCustomerButNotAnother() throws IOException {
        Rate one = new Rate(1, 3);
        Rate ten = new Rate(1, 20);
        GatewayConfig.Callers callers = new GatewayConfig.Callers(
                10_000, new Rates(one, ten, one, one, one, 100), ClientAddresses.LOOPBACK_TRUSTED);
        try (TestGateway server = aGateway().config(c -> c.withCallers(callers)).start(directory);
                TestClient ann = server.customer(1);
                TestClient ben = server.customer(2);
                TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE))) {
            Reply reply = ann.get("/v1/holds/1");
            for (int i = 0; i < 50 && reply.status() == 404; i++) {
                reply = ann.get("/v1/holds/1");
            }
            assertEquals(429, reply.status());
            assertEquals("too_many_requests", reply.code());
            assertEquals("1", reply.header("retry-after"));
            assertEquals(404, ben.get("/v1/holds/1").status());
            for (int i = 0; i < 10; i++) {
                assertEquals(404, office.get("/v1/holds/1").status());
            }
        }
    }

    @Test
    void shouldLimitStreams() throws IOException {
        StreamLimits streams = new StreamLimits(1, 1, 1, 10, 1_000, 16, 10_000, 1_000);
        try (TestGateway server = aGateway().config(c -> c.withStreams(streams)).start(directory)) {
            try (TestClient watcher = server.client();
                    TestClient other = server.client()) {
                assertEquals(200, watcher.get("/v1/shows/" + SHOW + "/stream").status());
                Reply refused = other.get("/v1/shows/" + SHOW + "/stream");
                assertEquals(503, refused.status());
                assertEquals("too_many_streams", refused.code());
            }
            await(() -> server.meters.get("boxoffice.gateway.streams").gauge().value() == 0);
            try (TestClient watcher = server.client()) {
                assertEquals(200, watcher.get("/v1/shows/" + SHOW + "/stream").status());
            }
        }
    }

    @Test
    void shouldAnswerWhatWasAcceptedBeforeItStops() throws Exception {
        TestGateway server = aGateway().start(directory);
        try (server;
                TestClient waiting = server.customer(1);
                TestClient idle = server.client();
                TestClient watcher = server.client()) {
            assertEquals(200, idle.get(PRICES).status());
            assertEquals(200, watcher.get("/v1/shows/" + SHOW + "/stream").status());
            server.core.pause();
            String token = TestGateway.token(1, Role.CUSTOMER);
            String rest = " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            waiting.raw("GET /v1/holds/1" + rest + "GET " + PRICES + rest);
            await(() -> server.core.used() == 1);
            Thread stopping = new Thread(server.gateway::close, "stopping");
            stopping.start();
            assertTrue(idle.isClosed());
            // It waits once it has told all connections, and what it told comes before what the core will answer.
            await(() ->
                    stopping.getState() == Thread.State.WAITING || stopping.getState() == Thread.State.TIMED_WAITING);
            server.core.resume();
            assertEquals(404, waiting.read().status());
            Reply last = waiting.read();
            assertEquals(200, last.status());
            assertEquals("close", last.header("connection"));
            assertTrue(waiting.isClosed());
            stopping.join();
        }
    }

    @Test
    void shouldStopInBoundedTimeWhenTheCoreNeverAnswers() throws Exception {
        TestGateway server =
                aGateway().config(c -> c.withHttp(limits(10, 30_000, 100))).start(directory);
        try (server;
                TestClient waiting = server.customer(1)) {
            server.core.pause();
            waiting.write("GET", "/v1/holds/1", null);
            await(() -> server.core.used() == 1);
            server.gateway.close();
            assertTrue(waiting.isClosed());
        }
    }

    @Test
    void shouldAllowConfiguredOriginsOnly() throws IOException {
        CorsPolicy cors = new CorsPolicy(Set.of("https://shop.example"), false, 600);
        try (TestGateway server = aGateway().config(c -> c.withCors(cors)).start(directory);
                TestClient client = server.client()) {
            Reply preflight = client.request(
                    "OPTIONS", HOLDS, null, "Origin: https://shop.example", "Access-Control-Request-Method: POST");
            assertEquals("https://shop.example", preflight.header("access-control-allow-origin"));
            assertEquals("OPTIONS, POST", preflight.header("access-control-allow-methods"));
            Reply get = client.get(PRICES, "Origin: https://shop.example");
            assertEquals("https://shop.example", get.header("access-control-allow-origin"));
            assertTrue(get.header("vary").contains("origin"));
            assertNull(client.get(PRICES, "Origin: https://evil.example").header("access-control-allow-origin"));
        }
    }

    @Test
    void shouldAllowPagesOfThisMachineWhereThatIsConfigured() throws IOException {
        CorsPolicy cors = new CorsPolicy(Set.of(), true, 600);
        try (TestGateway server = aGateway().config(c -> c.withCors(cors)).start(directory);
                TestClient client = server.client()) {
            for (String origin : List.of("http://localhost", "http://localhost:5173", "http://127.0.0.1:8080")) {
                Reply reply = client.get(PRICES, "Origin: " + origin);
                assertEquals(origin, reply.header("access-control-allow-origin"));
                assertTrue(reply.header("access-control-expose-headers").contains("server-time"));
                assertTrue(reply.header("access-control-expose-headers").contains("etag"));
            }
            for (String origin : List.of(
                    "https://localhost",
                    "http://localhost.evil.example",
                    "http://localhost:80.evil",
                    "null",
                    "http://evil.example/http://localhost")) {
                assertNull(client.get(PRICES, "Origin: " + origin).header("access-control-allow-origin"), origin);
            }
        }
    }

    @Test
    void shouldAllowNoOriginByDefault() throws IOException {
        try (TestGateway server = aGateway().start(directory);
                TestClient client = server.client()) {
            assertNull(client.get(PRICES, "Origin: https://shop.example").header("access-control-allow-origin"));
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.holds() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(100_000);
        }
        assertTrue(condition.holds());
    }
}
