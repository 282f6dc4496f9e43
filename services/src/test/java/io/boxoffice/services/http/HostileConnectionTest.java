package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that hold on to connections. What they cost is bounded, they are ended by their time-outs, and others are served
 * beside them. With ten thousand of them, and what they cost on the server's side printed:
 *
 * <pre>
 * mvn test -pl gateway -am -Dtest=HostileConnectionTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dboxoffice.connections=10000
 * </pre>
 */
class HostileConnectionTest {
    private static final int CONNECTIONS = Integer.getInteger("boxoffice.connections", 300);
    private static final String PRICES = "/v1/shows/" + SHOW + "/prices";
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";

    @TempDir
    private Path directory;

    private static HttpLimits limits(int maxConnections, int readMs, int idleMs, int writeMs) {
        HttpLimits limits = HttpLimits.defaults();
        return limits.withConnections(new HttpLimits.Connections(maxConnections, maxConnections))
                .withTimeouts(new HttpLimits.Timeouts(readMs, readMs, idleMs, writeMs, writeMs, 200, 0, 1_000));
    }

    private static double connections(TestGateway server) {
        return server.meters.get("boxoffice.gateway.connections").gauge().value();
    }

    @Test
    void shouldServeBesideIdleConnectionsAndRefuseFurtherOnes() throws Exception {
        int idleMs = Math.max(3_000, 3 * CONNECTIONS);
        HttpLimits limits = limits(CONNECTIONS + 1, 30_000, idleMs, 30_000);
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory)) {
            long before = usedBytes();
            Process idle = crowd(server, "");
            try (BufferedReader said = idle.inputReader()) {
                assertEquals("open", said.readLine());
                try (TestClient client = server.client()) {
                    assertEquals(200, client.get(PRICES).status());
                    System.out.printf(
                            "HostileConnectionTest: %d idle connections take %d bytes each%n",
                            CONNECTIONS, (usedBytes() - before) / CONNECTIONS);
                    try (TestClient refused = server.client()) {
                        assertEquals("too_many_connections", refused.read().code());
                        assertTrue(refused.isClosed());
                    }
                    assertEquals(200, client.get(PRICES).status());
                }
                assertEquals("closed", said.readLine(), "by the idle time-out");
            } finally {
                idle.destroyForcibly().waitFor();
            }
            await(() -> connections(server) == 0);
        }
    }

    @Test
    void shouldTellSlowHeadersAndServeBesideThem() throws Exception {
        HttpLimits limits = limits(CONNECTIONS + 1, Math.max(2_000, CONNECTIONS), 60_000, 30_000);
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory)) {
            Process slow = crowd(server, "GET /v1/venues HTTP/1.1\r\nX-Slow:");
            try (BufferedReader said = slow.inputReader()) {
                assertEquals("open", said.readLine());
                try (TestClient client = server.client()) {
                    assertEquals(200, client.get(PRICES).status());
                }
                assertEquals("closed", said.readLine(), "by the time-out of headers");
            } finally {
                slow.destroyForcibly().waitFor();
            }
            await(() -> connections(server) == 0);
        }
    }

    /** The other ends are in a process of their own: both together would need more files than one process may open. */
    private static Process crowd(TestGateway server, String says) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path"), IdleCrowd.class.getName()));
        command.add(Integer.toString(server.gateway.address().getPort()));
        command.add(Integer.toString(CONNECTIONS));
        command.add(says);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Heap in use after a collection, and Netty's memory outside of it. */
    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    @Test
    void shouldCutOffThoseWhoNeverReadTheirAnswers() throws IOException {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        for (int seat = 0; seat < 20_000; seat++) {
            map.seat("seat-with-a-long-name-" + seat, "s", seat, 0, 0, false, false, 1);
        }
        HttpLimits limits = limits(100, 30_000, 30_000, 500);
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory)) {
            server.core.open(200, map.build(), 1);
            long before = PlatformDependent.usedDirectMemory();
            long[] most = {0};
            List<TestClient> deaf = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    TestClient client = server.client();
                    deaf.add(client);
                    client.raw("GET /v1/shows/200/seat-map HTTP/1.1\r\nHost: a\r\n\r\n".repeat(32));
                }
                await(() -> {
                    most[0] = Math.max(most[0], PlatformDependent.usedDirectMemory() - before);
                    return connections(server) == 0;
                });
                try (TestClient client = server.client()) {
                    long answer = client.get("/v1/shows/200/seat-map").body().length;
                    assertTrue(most[0] < 4 * 20 * answer, () -> most[0] + " bytes unsent, an answer has " + answer);
                }
            } finally {
                for (TestClient client : deaf) {
                    client.close();
                }
            }
        }
    }

    @Test
    void shouldTakeNoMoreThanItAnswers() throws Exception {
        int requests = 20_000;
        String token = TestGateway.token(1, Role.ADMIN);
        String one = "GET /v1/holds/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        try (TestGateway server = aGateway().unlimitedCallers().start(directory);
                TestClient client = server.client()) {
            server.core.pause();
            Thread talking = new Thread(() -> say(client, one, requests), "talking");
            talking.start();
            await(() -> server.core.used() == 32);
            try (TestClient other = server.client()) {
                assertEquals(200, other.get(PRICES).status());
            }
            assertEquals(32, server.core.used(), "under way");
            server.core.resume();
            for (int i = 0; i < requests; i++) {
                assertEquals(404, client.read().status());
            }
            talking.join();
        }
    }

    private static void say(TestClient client, String request, int times) {
        byte[] hundred = request.repeat(100).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < times; i += 100) {
                client.raw(hundred);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldAnswerAllThatWasAskedBeforeTheClientHadSaidItsLast() throws IOException {
        try (TestGateway server = aGateway().start(directory);
                TestClient client = server.customer(1)) {
            server.core.pause();
            client.write("GET", "/v1/holds/99", null);
            client.write("GET", PRICES, null);
            client.write("GET", "/v1/holds/98", null);
            client.raw("GET /v1/ven").shutdownOutput();
            server.core.resume();
            assertEquals(404, client.read().status());
            assertEquals(200, client.read().status());
            assertEquals(404, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldAnswerWhatCameBeforeARequestThatWasCutShort() throws IOException {
        String[] cut = {
            "GET /v1/venues HTTP/1.1\r\nHost: a\r\nX-",
            "POST " + HOLDS + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + TestGateway.token(1, Role.CUSTOMER) + "\r\nContent-Length: 9\r\n\r\n{"
        };
        try (TestGateway server = aGateway().start(directory)) {
            for (String half : cut) {
                try (TestClient client = server.customer(1)) {
                    server.core.pause();
                    client.write("GET", "/v1/holds/99", null);
                    client.raw(half).shutdownOutput();
                    server.core.resume();
                    assertEquals(404, client.read().status());
                    assertEquals("malformed_request", client.read().code());
                    assertTrue(client.isClosed());
                }
            }
        }
    }

    @Test
    void shouldAnswerMoreThanThePipelineHoldsAfterTheClientsLastWord() throws IOException {
        try (TestGateway server = aGateway().start(directory);
                TestClient client = server.client()) {
            server.core.pause();
            String token = TestGateway.token(1, Role.ADMIN);
            String one = "GET /v1/holds/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            client.raw(one.repeat(100)).shutdownOutput();
            await(() -> server.core.used() == 32);
            server.core.resume();
            for (int i = 0; i < 100; i++) {
                assertEquals(404, client.read().status());
            }
            assertTrue(client.isClosed());
        }
    }

    /** The client sends as fast as it can, all the time that the server listens: what the kernel keeps, and little more. */
    @Test
    void shouldTakeLittleOfABodyThatIsRefused() throws IOException {
        HttpLimits limits = HttpLimits.defaults()
                .withTimeouts(new HttpLimits.Timeouts(10_000, 30_000, 75_000, 30_000, 2_000, 1_000, 0, 1_000));
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory);
                SocketChannel client = SocketChannel.open(server.gateway.address())) {
            String head = "POST " + HOLDS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n";
            client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining()) {
                assertTrue(client.read(answer) > 0);
            }
            assertEquals("HTTP/1.1 401", new String(answer.array(), StandardCharsets.US_ASCII));
            ByteBuffer body = ByteBuffer.allocate(65_536);
            long sent = 0;
            try {
                while (sent < 200_000_000) {
                    sent += client.write(body.clear());
                }
            } catch (IOException e) {
                // It has listened long enough.
            }
            assertTrue(sent < 60_000_000, sent + " bytes were taken");
        }
    }

    @Test
    void shouldEndAnEndlessBodyAndAnEndlessHeader() throws IOException {
        try (TestGateway server = aGateway().start(directory)) {
            try (TestClient client = server.customer(1)) {
                client.write("POST", HOLDS, null, "Content-Type: application/json", "Transfer-Encoding: chunked");
                String chunks = "1\r\n \r\n".repeat(1_000);
                await(() -> isCutOff(client, chunks));
            }
            try (TestClient client = server.client()) {
                client.raw("GET /v1/venues HTTP/1.1\r\nHost: a\r\n");
                String line = "X-More: " + "y".repeat(1_000) + "\r\n";
                await(() -> isCutOff(client, line));
            }
            await(() -> connections(server) == 0);
        }
    }

    private static boolean isCutOff(TestClient client, String more) {
        try {
            client.raw(more);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < 60_000_000_000L, "not within a minute");
            LockSupport.parkNanos(100_000);
        }
    }
}
