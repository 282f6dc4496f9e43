package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An organizer tries to make paid bookings disappear; then a show is archived in its time, and they are still there. */
class PastDatesTest {
    @TempDir
    private static Path data;

    private static TestServer server;
    private static long lastCustomer = 100;

    private Api organizer;
    private OnSale show;
    private Customer ada;
    private Customer ben;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("catalog.archive-after-ms", 1)
                .with("catalog.keeper-interval-ms", 200)
                .with("booking.seat-map-retention-ms", 1_500)
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void putOnSale() {
        organizer = server.organizer().api();
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        ada = server.customer(++lastCustomer);
        ben = server.customer(++lastCustomer);
    }

    private boolean isKnown(OnSale which) {
        return server.inside().core().shows().show(which.id()) != null;
    }

    private void move(Instant start, Instant end, int status) {
        String times = "{\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"cancelUntil\":null}".formatted(start, end);
        organizer.patch(show.path(""), times).expect(status);
    }

    private void assertKeptWith(Answer booking) {
        assertEquals(
                "wrong_state",
                organizer.post(show.path("/archive"), "{}").expect(409).code());
        assertTrue(isKnown(show));
        assertEquals("confirmed", ada.booking(booking.id()).expect(200).text("status"));
        assertEquals(
                2, ada.tickets(booking.id()).expect(200).body().path("items").size());
    }

    @Test
    void shouldKeepWhatWasPaidWhateverIsDoneToTheDates() {
        Answer booking = ada.buy(show, "A-1", "A-2");
        Instant now = Instant.now();
        Instant lastYear = now.minus(Duration.ofDays(365));

        move(lastYear, lastYear.plus(Duration.ofHours(2)), 422);
        move(now.minusSeconds(60), now.plusSeconds(60), 422);
        assertKeptWith(booking);

        // What may be done: it is over soon. Its tickets were sold for later.
        Instant soon = Instant.now().plusSeconds(2);
        move(soon, soon.plusMillis(200), 200);
        Await.until("the show is over", () -> Instant.now().isAfter(soon.plusSeconds(1)));
        assertKeptWith(booking);

        assertEquals("conflict", organizer.delete(show.path("")).expect(409).code());
        JsonNode of = organizer.get(show.path("")).expect(200).body();
        for (String path : new String[] {
            "/v1/events/" + of.path("eventId").asText(),
            "/v1/seat-maps/" + of.path("seatMapId").asText(),
            "/v1/halls/" + of.path("hallId").asText(),
            "/v1/venues/" + of.path("venueId").asText()
        }) {
            int status = organizer.delete(path).status();
            assertTrue(status == 409 || status == 405, path + " " + status);
        }
        organizer.post(show.path("/close"), "{}").expect(200);
        organizer.put(show.path("/prices"), "{\"default\":1}").expect(200);
        assertEquals(
                "wrong_state",
                organizer.post(show.path("/archive"), "{}").expect(409).code());
        assertEquals(
                2 * Organizer.STALLS_PRICE,
                ada.booking(booking.id()).expect(200).body().path("paidAmount").asLong());
    }

    @Test
    void shouldArchiveACancelledShowOnlyOnceAllIsPaidBack() {
        Answer booking = ada.buy(show, "A-1", "A-2");
        organizer.post(show.path("/cancel"), "{}").expect(200);

        Await.until("the cancelled show is archived", () -> {
            organizer.post(show.path("/archive"), "{}");
            return !isKnown(show);
        });

        JsonNode past = ada.booking(booking.id()).expect(200).body();
        assertEquals("cancelled", past.path("status").asText());
        assertEquals(0, past.path("refundDueAmount").asLong());
        assertEquals(2 * Organizer.STALLS_PRICE, past.path("refundedAmount").asLong());
        assertEquals(
                "cancelled",
                ada.tickets(booking.id())
                        .expect(200)
                        .body()
                        .at("/items/0/status")
                        .asText());
    }

    @Test
    void shouldReadBookingsTicketsAndPaymentsAfterTheirShow() {
        Instant end = Instant.now().plusSeconds(15);
        OnSale tonight = server.organizer().putOnSaleAgain(show, end.minusSeconds(1), end, Duration.ofSeconds(1));
        Answer seats = ada.buy(tonight, "B-1", "B-2", "D-1");
        ada.cancel(seats.id(), "D-1").expect(200);
        Answer places =
                ada.book(ada.holdPlaces(tonight, Organizer.PIT, 2).expect(201)).expect(201);
        ada.pay(places, Customer.DECLINE).expect(402);
        ada.pay(places, Customer.APPROVE).expect(201);
        Answer given = ada.buy(tonight, "C-1");
        ada.cancel(given.id()).expect(200);
        Answer lapsed = ada.book(ada.hold(tonight, "C-5").expect(201)).expect(201);
        Answer hold = ada.hold(tonight, "A-1").expect(201);
        String code = ada.tickets(seats.id()).body().at("/items/0/code").asText();
        server.as(9, Role.BOX_OFFICE)
                .post(
                        "/v1/check-ins",
                        "{\"showId\":\"" + tonight.id() + "\",\"device\":\"5\",\"ticket\":\"" + code + "\"}")
                .expect(201);
        Await.until(
                "all is settled and lapsed",
                () -> refundDue(seats) == 0
                        && refundDue(given) == 0
                        && status(places).equals("captured")
                        && ada.booking(lapsed.id()).text("status").equals("expired"));
        Map<String, JsonNode> before = new LinkedHashMap<>();
        for (Answer booking : new Answer[] {seats, places, given}) {
            String path = "/v1/bookings/" + booking.id();
            for (String each : new String[] {path, path + "/tickets", path + "/payments/" + booking.id() + "-1"}) {
                before.put(each, content(ada.api().get(each)));
            }
        }
        String second = "/v1/bookings/" + places.id() + "/payments/" + places.id() + "-2";
        before.put(second, content(ada.api().get(second)));
        assertNotNull(before.get(second).get("status"));

        organizer.post(show.path("/cancel"), "{}").expect(200);
        ShowDirectory core = server.inside().core().shows();
        long seatMapId = core.show(tonight.id()).definition().seatMapId();
        Await.until("the show is archived", () -> !isKnown(tonight));
        Await.until("its seat map is forgotten", () -> {
            organizer.post(show.path("/archive"), "{}");
            return core.seatMap(seatMapId) == null;
        });

        before.forEach(
                (path, was) -> assertEquals(withoutCodes(was), content(ada.api().get(path)), path));
        JsonNode list = ada.bookings().expect(200).body().path("items");
        assertEquals(3, list.size());
        for (JsonNode item : list) {
            String path = "/v1/bookings/" + item.path("id").asText();
            Answer booking = ada.api().get(path).expect(200);
            assertEquals(item.path("status"), booking.body().path("status"));
            ada.api().get(path + "/tickets").expect(200);
            if (booking.body().has("paymentId")) {
                ada.api().get(path + "/payments/" + booking.text("paymentId")).expect(200);
            }
        }
        // No payment was ever begun: nothing of it is kept.
        ada.booking(lapsed.id()).expect(404);
        ada.api().get("/v1/holds/" + hold.id()).expect(404);
        ada.booking(hold.id()).expect(404);
        assertEquals("wrong_state", ada.cancel(seats.id()).expect(409).code());
        ada.pay(lapsed, Customer.APPROVE).expect(404);
        assertOthersSeeWhatTheyMay(seats);
    }

    /** Tickets of an archived show open no door: they are told without what a code is made of, and else as before. */
    private static JsonNode withoutCodes(JsonNode answer) {
        JsonNode copy = answer.deepCopy();
        copy.path("items").forEach(item -> ((ObjectNode) item).remove(List.of("code", "generation")));
        return copy;
    }

    private void assertOthersSeeWhatTheyMay(Answer booking) {
        assertEquals("not_found", ben.booking(booking.id()).expect(404).code());
        assertEquals("not_found", ben.tickets(booking.id()).expect(404).code());
        assertEquals("not_found", ben.cancel(booking.id()).expect(404).code());
        String path = "/v1/bookings/" + booking.id();
        organizer.get(path).expect(200);
        organizer.get(path + "/tickets").expect(200);
        server.as(78, Role.ORGANIZER).get(path).expect(404);
        server.as(9, Role.BOX_OFFICE).get(path).expect(200);
        server.anybody().get(path).expect(401);
    }

    private long refundDue(Answer booking) {
        JsonNode now = ada.booking(booking.id()).expect(200).body();
        return now.path("refundDueAmount").asLong()
                + (now.path("paymentStatus").asText().equals("captured") ? 0 : 1);
    }

    private String status(Answer booking) {
        return ada.booking(booking.id()).expect(200).text("paymentStatus");
    }

    /** All but the sequence, which says of which moment an answer is. */
    private static JsonNode content(Answer answer) {
        ObjectNode content = answer.expect(200).body().deepCopy();
        content.remove("sequence");
        assertNotEquals(0, content.size());
        return content;
    }
}
