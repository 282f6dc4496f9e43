package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen times as many requests under way as a server has places for. Each is answered: taken, or refused in so many words.
 * What was taken is there, once; what was refused changed nothing and can be tried again. No time is judged here: that is the
 * load generator's part.
 */
class OverloadTest {
    private static final int CLIENTS = 32;
    private static final int PIPELINED = 32;
    private static final int ROUNDS = Integer.getInteger("boxoffice.overload.rounds", 12);
    private static final int PLACES_UNDER_WAY = 64;
    private static final int PLACES = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private final Map<String, String> taken = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final LongAdder answers = new LongAdder();

    @Test
    void shouldTakeOrRefuseEveryRequestAndLoseNothingItTook() throws Exception {
        try (TestServer server = TestServer.aServer()
                .in(data)
                .with("http.event-loop-threads", 1)
                .with("http.work.max-in-flight-per-loop", PLACES_UNDER_WAY)
                .with("ring.slots", PLACES_UNDER_WAY)
                .with("ring.max-batch-commands", PLACES_UNDER_WAY / 2)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(2, 2, PLACES));
            flood(server, show);

            assertEquals((long) CLIENTS * PIPELINED * ROUNDS, answers.sum(), "answers");
            assertEquals(answers.sum(), taken.size() + refused.size(), "each key was taken or refused");
            assertTrue(!taken.isEmpty() && !refused.isEmpty(), taken.size() + " taken, " + refused.size() + " refused");
            System.out.println("OverloadTest: " + taken.size() + " taken, " + refused.size() + " refused");
            requireThere(server, show);
            requireOpenToRetries(server, show);
        }
    }

    private void flood(TestServer server, OnSale show) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> {
                    ask(server, show, number);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void ask(TestServer server, OnSale show, int client) throws IOException {
        String token = server.token(1_000 + client, Role.CUSTOMER);
        try (RawHttp connection = new RawHttp(server.inside().address())) {
            for (int round = 0; round < ROUNDS; round++) {
                StringBuilder all = new StringBuilder();
                for (int i = 0; i < PIPELINED; i++) {
                    all.append(hold(show, token, key(client, round, i)));
                }
                connection.send(all.toString().getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < PIPELINED; i++) {
                    judge(connection.read(false), key(client, round, i));
                }
            }
        }
    }

    private static String key(int client, int round, int i) {
        return client + "-" + round + "-" + i;
    }

    private static String hold(OnSale show, String token, String key) {
        String body = "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":1}]}";
        return "POST " + show.path("/holds") + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                + "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n" + body;
    }

    private void judge(RawHttp.Answer answer, String key) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        answers.increment();
        if (answer.status() == 201) {
            assertEquals(null, taken.put(key, body.path("id").asText()), "a key taken twice");
            return;
        }
        assertEquals(503, answer.status(), answer::body);
        assertEquals("overloaded", body.path("code").asText());
        assertTrue(answer.head().contains("retry-after: "), answer::head);
        assertTrue(refused.add(key));
    }

    /** The core has as many places held as were taken, no more and no less, and each of them can be asked for. */
    private void requireThere(TestServer server, OnSale show) {
        JsonNode area = server.anybody()
                .get(show.path("/availability"))
                .expect(200)
                .body()
                .at("/areas/0");
        assertEquals(PLACES - taken.size(), area.path("free").asInt());
        assertEquals(taken.size(), Set.copyOf(taken.values()).size(), "ids of their own");
        taken.entrySet().stream().limit(200).forEach(entry -> {
            Api api = server.as(1_000 + Integer.parseInt(entry.getKey().split("-")[0]), Role.CUSTOMER);
            assertEquals(
                    "held", api.get("/v1/holds/" + entry.getValue()).expect(200).text("status"));
        });
    }

    /** The same key gives the same hold again where it was taken, and a new one where it was refused. */
    private void requireOpenToRetries(TestServer server, OnSale show) {
        String body = "{\"areas\":[{\"area\":\"" + Organizer.PIT + "\",\"quantity\":1}]}";
        taken.entrySet().stream().limit(50).forEach(entry -> {
            Api api = server.as(1_000 + Integer.parseInt(entry.getKey().split("-")[0]), Role.CUSTOMER);
            assertEquals(
                    entry.getValue(),
                    api.post(show.path("/holds"), body, entry.getKey())
                            .expect(201)
                            .id());
        });
        refused.stream().limit(50).forEach(key -> {
            Api api = server.as(1_000 + Integer.parseInt(key.split("-")[0]), Role.CUSTOMER);
            String id = api.post(show.path("/holds"), body, key).expect(201).id();
            assertTrue(!taken.containsValue(id), id);
        });
    }
}
