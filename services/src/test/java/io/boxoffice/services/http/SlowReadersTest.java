package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.http.HttpLimits;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that ask for the largest answers and read none. What they cost stays within the budgets, and others are served beside
 * them. The full form, against a server with the memory it ships with: {@code bin/boxoffice load slow-readers}.
 */
class SlowReadersTest {
    private static final long HALL_SHOW = 200;
    private static final int SEATS = 60_000;
    private static final int CONNECTIONS = 100;
    private static final String HOST = " HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir
    private Path directory;

    private static SeatMap hall() {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        for (int seat = 0; seat < SEATS; seat++) {
            map.seat("seat-" + seat, Integer.toString(seat), seat, 0, 0, false, false, 1);
        }
        return map.build();
    }

    private static double gauge(TestGateway server, String name) {
        return server.meters.get(name).gauge().value();
    }

    /** Memory outside the heap, whoever counts it. */
    private static long directBytes() {
        long counted = Math.max(0, PlatformDependent.usedDirectMemory());
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                counted += pool.getMemoryUsed();
            }
        }
        return counted;
    }

    private static void closeAll(List<TestClient> clients) throws IOException {
        for (TestClient client : clients) {
            client.close();
        }
    }

    @Test
    void shouldKeepToItsBudgetsAndServeOthersBesideThem() throws IOException {
        GatewayConfig config = GatewayConfig.defaults();
        try (TestGateway server = aGateway().start(directory);
                TestClient other = server.customer(1)) {
            TestShow show = server.core.open(HALL_SHOW, hall(), 1);
            String base = "/v1/shows/" + HALL_SHOW;
            long mapBytes = other.get(base + "/seat-map").body().length;
            assertTrue(mapBytes > 4_000_000, "a large one");
            long before = directBytes();
            List<TestClient> deaf = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    TestClient client = server.client();
                    deaf.add(client);
                    // One half of the hall is blocked instead of the other.
                    int first = (i & 1) == 0 ? 0 : SEATS / 2;
                    show.block(first, first + SEATS / 2 - 1);
                    show.unblock(SEATS / 2 - first, SEATS - 1 - first);
                    client.raw(("GET " + base + "/seat-map" + HOST).repeat(10)
                            + ("GET " + base + "/availability?format=json" + HOST).repeat(12)
                            + ("GET /openapi.json" + HOST).repeat(10));
                    assertEquals(200, other.get("/v1/shows/" + SHOW + "/prices").status());
                    long direct = directBytes() - before;
                    assertTrue(direct < config.work().maxSharedBytes(), () -> direct + " bytes outside the heap");
                }
                assertTrue(gauge(server, "boxoffice.gateway.shared.bytes")
                        <= config.work().maxSharedBytes());
                double held = gauge(server, "boxoffice.gateway.held.bytes");
                assertTrue(held <= config.http().memory().maxHeldBytes(), () -> held + " bytes held");
                String seat = "{\"seats\":[\"A-1\"]}";
                assertEquals(
                        201, other.post("/v1/shows/" + SHOW + "/holds", seat).status());
            } finally {
                closeAll(deaf);
            }
        }
    }

    @Test
    void shouldCutThemOffSoonWhileMemoryIsShort() throws IOException {
        HttpLimits limits = HttpLimits.defaults()
                .withMemory(new HttpLimits.Memory(1_500_000, 200_000))
                .withTimeouts(new HttpLimits.Timeouts(10_000, 30_000, 75_000, 60_000, 1_000, 1_000, 0, 1_000));
        try (TestGateway server = aGateway().config(c -> c.withHttp(limits)).start(directory)) {
            server.core.open(HALL_SHOW, hall(), 1);
            List<TestClient> deaf = new ArrayList<>();
            try {
                for (int i = 0; i < 60; i++) {
                    TestClient client = server.client();
                    deaf.add(client);
                    client.raw(("GET /v1/shows/" + HALL_SHOW + "/seat-map" + HOST).repeat(32));
                }
                long startNs = System.nanoTime();
                // Those who hold more than three quarters of the memory together are ended until they do not.
                while (gauge(server, "boxoffice.gateway.connections") > 40) {
                    assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "long before their time-out");
                    LockSupport.parkNanos(100_000);
                }
            } finally {
                closeAll(deaf);
            }
        }
    }

    @Test
    void shouldHoldLittleForStreamsThatNobodyReads() throws IOException {
        GatewayConfig config = GatewayConfig.defaults();
        try (TestGateway server = aGateway().start(directory);
                TestClient reading = server.client()) {
            TestShow show = server.core.open(HALL_SHOW, hall(), 1);
            String stream = "/v1/shows/" + HALL_SHOW + "/stream";
            List<TestClient> deaf = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    TestClient client = server.client();
                    deaf.add(client);
                    client.raw("GET " + stream + HOST);
                }
                assertEquals(200, reading.get(stream).status());
                // From its first sign of life on the stream tells what happens.
                assertEquals("ping", reading.anyEvent().get("event"));
                for (int round = 1; round <= 30; round++) {
                    if ((round & 1) == 0) {
                        show.unblock(0, SEATS - 1);
                    } else {
                        show.block(0, SEATS - 1);
                    }
                    assertEquals("changes", reading.event().get("event"));
                    double held = gauge(server, "boxoffice.gateway.held.bytes");
                    assertTrue(held <= config.http().memory().maxHeldBytes(), () -> held + " bytes held");
                }
            } finally {
                closeAll(deaf);
            }
        }
    }
}
