package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds that come to nothing, released, lapsed, or lapsed as a booking that nobody paid, leave no row in PostgreSQL.
 *
 * <p>{@code mvn test -pl server -am -Dtest=HoldsToNothingTest -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.holds=1000000} has
 * a million (default 20,000).
 */
class HoldsToNothingTest {
    private static final int HOLDS = Integer.getInteger("boxoffice.holds", 20_000);
    private static final int CLIENTS = 4;
    private static final int PIPELINED = 16;
    private static final int PLACES = 500_000;
    private static final Duration HOLD_TIME = Duration.ofSeconds(3);
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");

    @TempDir
    private Path directory;

    private TestServer server;
    private OnSale show;

    @Test
    void shouldLeaveNoRowOfHoldsThatComeToNothing() throws Exception {
        try (TestServer started = TestServer.aServer()
                .in(directory)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.address-requests-per-second", 0)
                .with("booking.lapsed-retention-ms", 5_000)
                .start()) {
            server = started;
            show = server.organizer().putOnSale(Organizer.hall(1, 4, PLACES), HOLD_TIME);
            long startNs = System.nanoTime();
            everybodyHolds();
            Await.until("the last holds lapse", () -> held() == 0);
            server.awaitWriter();
            System.out.printf("HoldsToNothingTest: %d holds in %.1f s%n", HOLDS, (System.nanoTime() - startNs) / 1e9);
            assertTrue(server.inside().core().lastEventSequence() > HOLDS, "each was placed by a command of its own");
            assertRows(0);

            server.customer(1).buy(show, "A-1");
            server.awaitWriter();
            Await.until("the capture", () -> {
                server.awaitWriter();
                return server.sales().number("SELECT count(*) FROM sales.payments WHERE status = 'captured'") == 1;
            });
            assertRows(1);
            // Placed and booked are what came before, and left no row of their own.
            assertEquals(
                    List.of(
                            List.of("payment_started"),
                            List.of("payment_authorised"),
                            List.of("booking_confirmed"),
                            List.of("payment_captured")),
                    server.sales().rows("SELECT step FROM sales.reservation_transitions ORDER BY sequence, ordinal"));
        }
    }

    private void assertRows(int reservations) {
        assertEquals(reservations, server.sales().number("SELECT count(*) FROM sales.reservations"));
        assertEquals(
                reservations,
                server.sales().number("SELECT count(DISTINCT reservation_id) FROM sales.reservation_transitions"));
    }

    private long held() {
        return server.anybody()
                .get(show.path("/availability"))
                .expect(200)
                .body()
                .at("/counts/held")
                .asLong(-1);
    }

    private void everybodyHolds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                String token = server.token(100 + client, Role.CUSTOMER);
                clients.add(threads.submit(() -> {
                    hold(token, HOLDS / CLIENTS);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Of sixteen holds twelve are released, two lapse, and two become bookings and lapse. */
    private void hold(String token, int holds) throws IOException {
        try (RawHttp http = new RawHttp(server.inside().address())) {
            for (int done = 0; done < holds; done += PIPELINED) {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < PIPELINED; i++) {
                    post(http, token, show.path("/holds"), "{\"areas\":[{\"area\":\"pit\",\"quantity\":1}]}", done + i);
                }
                for (int i = 0; i < PIPELINED; i++) {
                    Matcher id = ID.matcher(expect(http, 201).body());
                    assertTrue(id.find());
                    ids.add(id.group(1));
                }
                for (int i = 2; i < PIPELINED; i++) {
                    if (i < 4) {
                        post(http, token, "/v1/bookings", "{\"holdId\":\"" + ids.get(i) + "\"}", holds + done + i);
                    } else {
                        send(http, "DELETE /v1/holds/" + ids.get(i), token, "", "");
                    }
                }
                for (int i = 2; i < PIPELINED; i++) {
                    expect(http, i < 4 ? 201 : 204);
                }
            }
        }
    }

    private static RawHttp.Answer expect(RawHttp http, int status) throws IOException {
        RawHttp.Answer answer = http.read(false);
        assertEquals(status, answer.status(), answer.body());
        return answer;
    }

    private static void post(RawHttp http, String token, String path, String body, int key) throws IOException {
        String fields = "Idempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n";
        send(http, "POST " + path, token, fields, body);
    }

    private static void send(RawHttp http, String line, String token, String fields, String body) throws IOException {
        String request = line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n" + fields
                + "\r\n" + body;
        http.send(request.getBytes(StandardCharsets.US_ASCII));
    }
}
