package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a show lets people in, and how long it is kept for the scans of devices that were without a network. */
class CheckInWindowTest {
    private static final Duration LEAD = Duration.ofHours(1);
    private static final Duration UPLOADS = Duration.ofSeconds(2);

    @TempDir
    private static Path data;

    private static TestServer server;
    private static OnSale show;
    private static long lastCustomer = 100;

    private final Api organizer = server.organizer().api();
    private final Api door = server.as(9, Role.BOX_OFFICE);
    private Customer ada;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("catalog.check-in-before-start-ms", LEAD.toMillis())
                .with("catalog.max-check-in-after-end-ms", 3_600_000)
                .with("booking.check-in-upload-window-ms", UPLOADS.toMillis())
                .with("catalog.archive-after-ms", 1)
                .with("catalog.keeper-interval-ms", 200)
                .start();
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void newCustomer() {
        ada = server.customer(++lastCustomer);
    }

    private String scan(OnSale of, JsonNode ticket) {
        return "{\"showId\":\"" + of.id() + "\",\"device\":\"5\",\"ticket\":\""
                + ticket.path("code").asText() + "\"}";
    }

    private JsonNode tickets(OnSale of, String... seats) {
        return ada.tickets(ada.buy(of, seats).id()).expect(200).body().path("items");
    }

    private void assertClosed(Instant from, Instant until, String scan) {
        for (String path : new String[] {"/v1/check-ins", "/v1/check-ins/look"}) {
            Answer refused = door.post(path, scan).expect(409);
            assertEquals("check_in_not_open", refused.code(), refused.body().toString());
            assertEquals(from.toString(), refused.text("from"), path);
            assertEquals(until.toString(), refused.text("until"), path);
        }
    }

    private void assertAdmittedWhenToldLater(OnSale of, JsonNode ticket, Instant scannedAt) {
        String told = "{\"showId\":\"%d\",\"device\":\"6\",\"scans\":[{\"ticket\":\"%s\",\"scannedAt\":\"%s\"}]}"
                .formatted(of.id(), ticket.path("code").asText(), scannedAt);
        assertEquals(
                "admitted",
                door.post("/v1/check-ins", told)
                        .expect(201)
                        .body()
                        .at("/scans/0/outcome")
                        .asText(),
                "what is told later is a fact");
    }

    private void change(OnSale of, String patch, int status) {
        organizer.patch(of.path(""), patch).expect(status);
    }

    @Test
    void shouldLetInWithinTheShowsWindowOnly() {
        JsonNode tickets = tickets(show, "A-1", "A-2", "A-3");
        JsonNode told = organizer.get(show.path("")).expect(200).body();
        Instant starts = Instant.parse(told.path("startsAt").asText());
        Instant ends = Instant.parse(told.path("endsAt").asText());
        assertFalse(told.has("checkInFrom"), "what is not stated is not told");
        assertClosed(starts.minus(LEAD), ends, scan(show, tickets.get(0)));

        Instant from = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        Instant until = ends.plusSeconds(600);
        change(show, "{\"checkInFrom\":\"%s\",\"checkInUntil\":\"%s\"}".formatted(from, until), 200);
        assertEquals(
                from.toString(), server.anybody().get(show.path("")).expect(200).text("checkInFrom"));
        door.post("/v1/check-ins/look", scan(show, tickets.get(0))).expect(200);
        door.post("/v1/check-ins", scan(show, tickets.get(0))).expect(201);

        change(show, "{\"checkInUntil\":\"%s\"}".formatted(ends.plus(LEAD).plusSeconds(1)), 422);
        change(show, "{\"checkInFrom\":\"%s\"}".formatted(starts), 200);
        server.restart();
        assertClosed(starts, until, scan(show, tickets.get(1)));
        change(show, "{\"checkInFrom\":null,\"checkInUntil\":null}", 200);
        assertClosed(starts.minus(LEAD), ends, scan(show, tickets.get(1)));
        assertAdmittedWhenToldLater(show, tickets.get(1), from);
    }

    @Test
    void shouldKeepAShowUntilDevicesHadTheirTimeAfterItsCheckIn() {
        Instant ends = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
        Instant until = ends.plusSeconds(4);
        OnSale tonight = server.organizer().putOnSaleAgain(show, ends.minusSeconds(1), ends, Duration.ofSeconds(60));
        change(tonight, "{\"checkInUntil\":\"%s\"}".formatted(until), 200);
        JsonNode tickets = tickets(tonight, "B-1", "B-2");

        Await.until("the show is over", () -> Instant.now().isAfter(ends));
        door.post("/v1/check-ins", scan(tonight, tickets.get(0))).expect(201);
        Answer kept = organizer.post(tonight.path("/archive"), "{}").expect(409);
        assertEquals("wrong_state", kept.code());
        assertEquals(
                until.plus(UPLOADS).toString(), kept.text("until"), kept.body().toString());

        Await.until("its doors are closed", () -> Instant.now().isAfter(until));
        assertClosed(ends.minusSeconds(1).minus(LEAD), until, scan(tonight, tickets.get(1)));
        assertAdmittedWhenToldLater(tonight, tickets.get(1), ends);

        Await.until("the show is archived", () -> server.inside().core().shows().show(tonight.id()) == null);
        assertTrue(Instant.now().isAfter(until.plus(UPLOADS)), "not before");
    }
}
