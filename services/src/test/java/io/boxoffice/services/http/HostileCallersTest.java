package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Callers.Rates;
import io.boxoffice.gateway.stream.StreamLimits;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One caller who wants what all share: bodies held back, rates, tokens, connections, names. */
class HostileCallersTest {
    private static final String PRICES = "/v1/shows/" + SHOW + "/prices";
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";
    private static final String STREAM = "/v1/shows/" + SHOW + "/stream";
    private static final String STRANGER = "127.0.0.2";
    private static final Rate MUCH = new Rate(10_000, 10_000);

    @TempDir
    private Path directory;

    private static GatewayConfig.Callers rates(Rate customer, Rate address, Rate failures) {
        return new GatewayConfig.Callers(
                100_000, new Rates(customer, MUCH, address, failures, MUCH, 100), ClientAddresses.LOOPBACK_TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET " + PRICES, "OPTIONS " + PRICES, "OPTIONS *", "DELETE /v1/holds/1"})
    void shouldTakeNoBodyWhereNoneIsDeclared(String request) throws IOException {
        String auth = "Authorization: Bearer " + TestGateway.token(1, Role.CUSTOMER) + "\r\n";
        try (TestGateway server = aGateway().start(directory)) {
            try (TestClient client = server.client()) {
                client.raw(request + " HTTP/1.1\r\nHost: a\r\n" + auth + "Content-Length: 262144\r\n\r\nx");
                Reply reply = client.read();
                assertEquals(413, reply.status());
                assertEquals(0, reply.json().path("limit").asInt(-1));
                assertTrue(client.isClosed());
            }
            try (TestClient client = server.client()) {
                client.raw(
                        request + " HTTP/1.1\r\nHost: a\r\n" + auth + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
                assertEquals(413, client.read().status());
                assertTrue(client.isClosed());
            }
        }
    }

    @Test
    void shouldTakeAnEmptyObjectAndNothingElseWhereAnOperationHasNoBody() throws IOException {
        try (TestGateway server = aGateway().start(directory);
                TestClient client = server.customer(1)) {
            String id = client.post(HOLDS, "{\"seats\":[\"A-1\"]}").id();
            assertEquals(200, client.post("/v1/holds/" + id + "/extend", "{ }").status());
            assertEquals(
                    "invalid_request",
                    client.post("/v1/holds/" + id + "/extend", "{\"a\":1}").code());
            assertEquals(
                    413,
                    client.post("/v1/holds/" + id + "/extend", "{\"minutes\":1000000000}")
                            .status());
        }
    }

    @Test
    void shouldTakeOthersBodiesWhileOneCallerHoldsBackAllThatOneMay() throws IOException {
        HttpLimits limits = HttpLimits.defaults().withBodies(new HttpLimits.Bodies(8_192, 1_000_000, 100_000, 20_000));
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory)) {
            List<TestClient> hostile = new ArrayList<>();
            try {
                for (int i = 0; i < 30; i++) {
                    TestClient client = server.customer(1);
                    hostile.add(client);
                    client.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 8000");
                    client.raw(" ".repeat(7_000));
                }
                // One of any size, and two beside it.
                await(() -> rejections(server, "overloaded") == 27);
                assertEquals(
                        21_000,
                        server.meters
                                .get("boxoffice.gateway.body.bytes")
                                .gauge()
                                .value());
                try (TestClient ben = server.customer(2)) {
                    String body = "{\"seats\":[\"A-1\"]}";
                    ben.write(
                            "POST", HOLDS, null, "Content-Type: application/json", "Content-Length: " + body.length());
                    ben.raw(body.substring(0, 5));
                    ben.raw(body.substring(5));
                    assertEquals(201, ben.read().status());
                }
                try (TestClient ann = server.customer(1)) {
                    assertEquals(201, ann.post(HOLDS, "{\"seats\":[\"A-4\"]}").status(), "a body that comes whole");
                }
            } finally {
                for (TestClient client : hostile) {
                    client.close();
                }
            }
            await(() ->
                    server.meters.get("boxoffice.gateway.body.bytes").gauge().value() == 0);
        }
    }

    @Test
    void shouldEndABodyThatComesSlowerThanTheLeastRate() throws Exception {
        try (TestGateway server = aGateway().start(directory);
                TestClient slow = server.customer(1)) {
            slow.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 8000");
            long startNs = System.nanoTime();
            Thread trickle = new Thread(() -> trickle(slow), "trickle");
            trickle.start();
            assertEquals("request_timeout", slow.read().code());
            assertTrue(System.nanoTime() - startNs < 25_000_000_000L, "not by the time-out of bodies");

            trickle.join();
        }
    }

    private static void trickle(TestClient client) {
        try {
            for (int i = 0; i < 300; i++) {
                client.raw(" ");
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // It was ended.
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldLimitAStrangersAddressByRateAndNobodyElses() throws IOException {
        GatewayConfig.Callers callers = rates(MUCH, new Rate(1, 5), MUCH);
        try (TestGateway server = aGateway().config(c -> c.withCallers(callers)).start(directory);
                TestClient stranger = server.clientFrom(STRANGER);
                TestClient other = server.clientFrom("127.0.0.3");
                TestClient proxy = server.client()) {
            assertEquals(429, untilRefused(stranger, PRICES));
            assertEquals(200, other.get(PRICES).status());
            assertEquals(
                    200,
                    stranger.as(TestGateway.token(1, Role.CUSTOMER)).get(PRICES).status(),
                    "a person is known");
            for (int i = 0; i < 50; i++) {
                assertEquals(200, proxy.get(PRICES).status(), "it does not say whom it speaks for");
            }
            assertEquals(429, untilRefused(proxy, PRICES, "X-Forwarded-For: 203.0.113.9"));
            assertEquals(200, proxy.get(PRICES, "X-Forwarded-For: 203.0.113.10").status());
        }
    }

    private static int untilRefused(TestClient client, String path, String... headers) throws IOException {
        int status = client.get(path, headers).status();
        for (int i = 0; i < 200 && status < 400; i++) {
            status = client.get(path, headers).status();
        }
        return status;
    }

    @Test
    void shouldKeepAReserveForWhatCompletesASale() throws IOException {
        GatewayConfig.Callers callers = rates(new Rate(1, 20), MUCH, MUCH);
        try (TestGateway server = aGateway().config(c -> c.withCallers(callers)).start(directory);
                TestClient ann = server.customer(1)) {
            String hold = ann.post(HOLDS, "{\"seats\":[\"A-1\"]}").id();
            assertEquals(429, untilRefused(ann, "/v1/holds/" + hold));
            assertEquals(
                    201,
                    ann.post("/v1/bookings", "{\"holdId\":\"" + hold + "\"}").status());
            assertEquals(200, ann.get("/v1/bookings/" + hold).status());
            assertEquals(429, ann.get("/v1/holds/" + hold).status());
        }
    }

    @Test
    void shouldLimitTokensThatDoNotCountAndBearWithThoseThatAreKnown() throws IOException {
        GatewayConfig.Callers callers = rates(MUCH, MUCH, new Rate(1, 5));
        try (TestGateway server = aGateway().config(c -> c.withCallers(callers)).start(directory);
                TestClient honest = server.clientFrom(STRANGER).as(TestGateway.token(1, Role.CUSTOMER));
                TestClient guessing = server.clientFrom(STRANGER)) {
            assertEquals(404, honest.get("/v1/holds/99").status());
            int[] statuses = new int[20];
            String token = TestGateway.token(2, Role.CUSTOMER);
            for (int i = 0; i < statuses.length; i++) {
                statuses[i] = guessing.as(token + "A".repeat(i + 1))
                        .get("/v1/holds/99")
                        .status();
            }
            assertEquals(401, statuses[0]);
            assertEquals(429, statuses[19]);
            assertEquals(404, honest.get("/v1/holds/99").status());
            try (TestClient elsewhere = server.clientFrom("127.0.0.3").as(token)) {
                assertEquals(404, elsewhere.get("/v1/holds/99").status());
            }
        }
    }

    @Test
    void shouldCountWhatARoleMayNotForThePersonWhoAsks() throws IOException {
        GatewayConfig.Callers callers = rates(new Rate(1, 20), MUCH, MUCH);
        try (TestGateway server = aGateway().config(c -> c.withCallers(callers)).start(directory);
                TestClient ann = server.customer(1)) {
            assertEquals(403, ann.post("/v1/venues", "{}").status());
            int status = 403;
            for (int i = 0; i < 50 && status == 403; i++) {
                status = ann.post("/v1/venues", "{}").status();
            }
            assertEquals(429, status);
        }
    }

    @Test
    void shouldRefuseATokenOnceItIsRevoked() throws IOException {
        String token = TestGateway.token(1, Role.CUSTOMER);
        try (TestGateway server = aGateway().start(directory);
                TestClient ann = server.client().as(token)) {
            assertEquals(404, ann.get("/v1/holds/99").status());
            server.revoked.revokeToken(token);
            await(() -> status(ann, "/v1/holds/99") == 401);
            try (TestClient other = server.client()) {
                assertEquals(200, other.get(PRICES).status());
            }
        }
    }

    private static int status(TestClient client, String path) {
        try {
            return client.get(path).status();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldLimitConnectionsAndStreamsOfOneAddress() throws IOException {
        HttpLimits limits = HttpLimits.defaults().withConnections(new HttpLimits.Connections(100, 3));
        StreamLimits streams = new StreamLimits(100, 2, 2, 10, 1_000, 16, 10_000, 1_000);
        try (TestGateway server = aGateway()
                        .config(c -> c.withHttp(limits).withStreams(streams))
                        .start(directory);
                TestClient one = server.clientFrom(STRANGER);
                TestClient two = server.clientFrom(STRANGER);
                TestClient three = server.clientFrom(STRANGER)) {
            assertEquals(200, one.get(STREAM).status());
            assertEquals(200, two.get(STREAM).status());
            assertEquals("too_many_streams", three.get(STREAM).code());
            try (TestClient four = server.clientFrom(STRANGER)) {
                Reply refused = four.read();
                assertEquals("too_many_connections", refused.code());
                assertNotNull(refused.header("retry-after"));
            }
            try (TestClient other = server.clientFrom("127.0.0.3")) {
                assertEquals(200, other.get(STREAM).status());
            }
            one.shutdownOutput();
            await(() -> server.meters.get("boxoffice.gateway.streams").gauge().value() == 1);
            try (TestClient again = server.clientFrom(STRANGER)) {
                assertEquals(200, again.get(STREAM).status());
            }
        }
    }

    @Test
    void shouldKeepNoNamesThatStrangersSend() throws IOException {
        byte[] body = "{\"a-name-nobody-has-used-before\":1}".getBytes(StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (JsonParser json = Json.parser(Unpooled.wrappedBuffer(body))) {
                assertEquals(JsonToken.START_OBJECT, json.nextToken());
                assertEquals(JsonToken.FIELD_NAME, json.nextToken());
                names.add(json.currentName());
            }
        }
        assertEquals(names.get(0), names.get(1));
        assertNotSame(names.get(0), names.get(1), "no table of names is shared");
        String interned = names.get(0).intern();
        assertNotSame(names.get(1), interned);
    }

    /** Bodies that come in pieces lie amid others' memory. */
    @Test
    void shouldReadABodyAndNothingThatLiesBehindIt() throws IOException {
        for (int padding : new int[] {0, 1, 100_000}) {
            byte[] body = ("{\"a\":\"" + " ".repeat(padding) + "\"}").getBytes(StandardCharsets.UTF_8);
            byte[] memory = new byte[body.length + 200_010];
            Arrays.fill(memory, (byte) '}');
            System.arraycopy(body, 0, memory, 10, body.length);
            List<String> names = new ArrayList<>();
            JsonFields.read(Unpooled.wrappedBuffer(memory, 10, body.length), (name, value) -> names.add(name));
            assertEquals(List.of("a"), names);
        }
    }

    @Test
    void shouldReadABodyThatComesInPieces() throws IOException {
        String body = "{\"seats\":[\"A-1\"]" + " ".repeat(3_000) + "}";
        try (TestGateway server = aGateway().start(directory)) {
            for (int customer = 1; customer <= 20; customer++) {
                try (TestClient client = server.customer(customer)) {
                    client.write(
                            "POST", HOLDS, null, "Content-Type: application/json", "Content-Length: " + body.length());
                    for (int from = 0; from < body.length(); from += 700) {
                        client.raw(body.substring(from, Math.min(body.length(), from + 700)));
                        LockSupport.parkNanos(100_000);
                    }
                    assertEquals(customer == 1 ? 201 : 409, client.read().status());
                }
            }
        }
    }

    @Test
    void shouldRefuseAnObjectWithMoreNamesThanAMapHasSeats() {
        for (String around : new String[] {"%s", "{\"unknown\":[%s]}"}) {
            StringBuilder names = new StringBuilder("{\"a\":1");
            for (int i = 0; i < 140_000; i++) {
                names.append(",\"").append(Integer.toString(i, 36)).append("_\":1");
            }
            byte[] body = around.formatted(names + "}").getBytes(StandardCharsets.UTF_8);
            ProblemException refused = assertThrows(
                    ProblemException.class,
                    () -> JsonFields.read(Unpooled.wrappedBuffer(body), (name, value) -> {
                        // Nothing here is known.
                    }));
            assertEquals(HttpProblem.TOO_LARGE, refused.problem().code());
        }
    }

    @Test
    void shouldServeOthersWhileBodiesOfManyNamesAreRefused() throws IOException {
        StringBuilder names = new StringBuilder("{\"seats\":[\"A-1\"]");
        for (int i = 0; names.length() < 8_100; i++) {
            names.append(",\"n").append(i).append("\":1");
        }
        try (TestGateway server = aGateway().start(directory);
                TestClient hostile = server.customer(1);
                TestClient other = server.customer(2)) {
            for (int i = 0; i < 20; i++) {
                assertTrue(hostile.post(HOLDS, names + "}").status() < 500);
                assertEquals(200, other.get(PRICES).status());
            }
            assertEquals(
                    413,
                    hostile.post(HOLDS, names + names.substring(1).replace("n", "m") + "}")
                            .status());
        }
    }

    private static double rejections(TestGateway server, String code) {
        return server.meters
                .get("boxoffice.http.rejections")
                .tag("code", code)
                .counter()
                .count();
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "not within half a minute");
            LockSupport.parkNanos(100_000);
        }
    }
}
