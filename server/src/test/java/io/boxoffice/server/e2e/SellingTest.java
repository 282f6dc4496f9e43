package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one customer after the other sees of a server that sells. */
class SellingTest {
    @TempDir
    private static Path data;

    private static TestServer server;
    private static long lastCustomer = 100;

    private OnSale show;
    private Customer ada;
    private Customer ben;

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("payment.respond-within-ms", 300)
                .with("sandbox.late-approval-ms", 900)
                .with("booking.seat-map-retention-ms", 1_500)
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void putOnSale() {
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        ada = server.customer(++lastCustomer);
        ben = server.customer(++lastCustomer);
    }

    /** A city's day, a show, my tickets: a client that draws one of them asks once, however much is on it. */
    @Test
    void shouldTellAllThatAPageNeedsInOneAnswer() {
        Answer booked = ada.buy(show, "A-1", "A-2");
        OnSale second = server.organizer().putOnSaleAgain(show);
        ada.buy(second, "A-1");
        Answer stated = server.anybody().get(show.path("")).expect(200);
        LocalDate day = LocalDate.ofInstant(Instant.parse(stated.text("startsAt")), ZoneId.of("Europe/Vienna"));

        JsonNode list = page(server.anybody(), "/v1/shows?city=Millbrook&limit=200&date=" + day);
        assertTrue(list.path("items").size() > 1, list.toString());
        for (JsonNode item : list.path("items")) {
            assertHas(item, "id", "eventId", "eventTitle", "venueName", "city", "hallName", "timezone", "startsAt");
            assertHas(item, "saleStatus", "freeSeats", "priceFrom", "currency");
        }

        JsonNode one = page(server.anybody(), show.path("?include=event,venue,prices,availability"));
        assertHas(one, "eventTitle", "venueName", "timezone", "startsAt", "endsAt", "saleStatus", "currency", "rules");
        JsonNode included = one.path("included");
        assertHas(included, "serverTime", "event", "venue", "prices", "availability");
        assertEquals("The Miller's Daughter", included.at("/event/title").asText());
        assertEquals("Old Mill", included.at("/venue/name").asText());
        assertEquals(2, included.at("/availability/sold").size());
        assertEquals(40, included.at("/prices/seats").size());

        JsonNode mine = page(ada.api(), "/v1/bookings");
        assertEquals(2, mine.path("items").size());
        for (JsonNode item : mine.path("items")) {
            assertHas(item, "reference", "status", "units", "amount", "currency", "show");
            assertHas(item.path("show"), "eventTitle", "venueName", "hallName", "timezone", "startsAt");
        }
        assertEquals(booked.id(), mine.at("/items/1/id").asText());
    }

    /** One request, and what it said. */
    private static JsonNode page(Api api, String path) {
        int before = server.history().exchanges().size();
        JsonNode body = api.get(path).expect(200).body();
        assertEquals(1, server.history().exchanges().size() - before);
        return body;
    }

    private static void assertHas(JsonNode part, String... fields) {
        for (String field : fields) {
            assertTrue(part.hasNonNull(field), () -> field + " is not in " + part);
        }
    }

    @Test
    void shouldLeadFromSearchToTickets() {
        Answer found =
                server.anybody().get("/v1/events?q=miller&city=millbrook").expect(200);
        assertEquals("The Miller's Daughter", found.body().at("/items/0/title").asText());
        String startsAt =
                server.anybody().get("/v1/shows/" + show.id()).expect(200).text("startsAt");
        LocalDate day = LocalDate.ofInstant(Instant.parse(startsAt), ZoneId.of("Europe/Vienna"));
        Answer shows =
                server.anybody().get("/v1/shows?date=" + day + "&limit=200").expect(200);
        assertTrue(strings(shows.body().path("items"), "id").contains(Long.toString(show.id())), "found by its day");
        assertEquals(40, availability().at("/counts/free").asInt());

        Answer hold = ada.hold(show, "B-4", "B-5").expect(201);
        assertEquals("held", hold.text("status"));
        assertEquals(2 * Organizer.STALLS_PRICE, hold.body().path("amount").asLong());
        assertEquals(List.of("B-4", "B-5"), strings(hold.body().path("seats"), "seat"));
        assertEquals(List.of("B-4", "B-5"), strings(availability().path("held")));

        Answer booking = ada.book(hold).expect(201);
        assertEquals(hold.id(), booking.id());
        assertEquals("pending", booking.text("status"));
        Answer payment = ada.pay(booking, Customer.APPROVE).expect(201);
        assertEquals("completed", payment.text("status"));
        assertEquals("confirmed", payment.body().at("/booking/status").asText());
        assertEquals("confirmed", ada.booking(booking.id()).expect(200).text("status"));

        JsonNode tickets = ada.tickets(booking.id()).expect(200).body().path("items");
        assertEquals(List.of("B-4", "B-5"), strings(tickets, "seat"));
        assertEquals("The Miller's Daughter", tickets.at("/0/eventTitle").asText());
        assertEquals(List.of("B-4", "B-5"), strings(availability().path("sold")));
        assertEquals(List.of(), strings(availability().path("held")));

        Answer list = ada.bookings().expect(200);
        assertEquals(List.of(booking.id()), strings(list.body().path("items"), "id"));
        assertEquals("confirmed", list.body().at("/items/0/status").asText());
        assertEquals(0, ben.bookings().expect(200).body().path("items").size());
        server.awaitWriter();
        assertEquals(
                "booked",
                server.sales()
                        .text(
                                "SELECT status FROM sales.reservations WHERE reservation_id = ?",
                                Long.parseLong(booking.id())));
        assertEquals(
                List.of(List.of(Integer.toString(show.map().seatIndex("B-4"))), List.of("14")),
                server.sales().rows("SELECT unit FROM sales.booked_seats WHERE show_id = ? ORDER BY unit", show.id()));
    }

    @Test
    void shouldNameTheSeatsThatWereFaster() {
        ada.hold(show, "A-1", "A-2").expect(201);

        Answer refused = ben.hold(show, "A-2", "A-3").expect(409);

        assertTrue(refused.isProblem(), refused.header("content-type"));
        assertEquals("seat_unavailable", refused.code());
        assertEquals(List.of("A-2"), strings(refused.body().path("conflicts")));
        assertEquals(List.of("A-1", "A-2"), strings(availability().path("held")), "all or nothing");
        ben.hold(show, "A-3").expect(201);
    }

    @Test
    void shouldHideWhatIsAnothers() {
        Answer booking = ada.buy(show, "A-1");

        assertEquals("not_found", ben.booking(booking.id()).expect(404).code());
        assertEquals("not_found", ben.tickets(booking.id()).expect(404).code());
        ben.cancel(booking.id()).expect(404);
        ben.pay(booking, Customer.APPROVE).expect(404);
        server.anybody().get("/v1/bookings").expect(401);
    }

    @Test
    void shouldSellAfterADeclinedPayment() {
        Answer booking = ada.book(ada.hold(show, "C-1").expect(201)).expect(201);

        Answer declined = ada.pay(booking, Customer.DECLINE).expect(402);
        assertTrue(declined.isProblem(), declined.header("content-type"));
        assertEquals("payment_declined", declined.code());
        assertEquals(booking.id() + "-1", declined.text("paymentId"));
        assertEquals("pending", ada.booking(booking.id()).text("status"));

        Answer paid = ada.pay(booking, Customer.APPROVE).expect(201);
        assertEquals(booking.id() + "-2", paid.id());
        assertEquals("confirmed", ada.booking(booking.id()).text("status"));
    }

    @Test
    void shouldCompleteLateApproval() {
        Answer booking = ada.book(ada.hold(show, "C-2").expect(201)).expect(201);

        Answer accepted = ada.pay(booking, Customer.LATE_APPROVE).expect(202);
        assertEquals("processing", accepted.text("status"));
        String location = accepted.header("location");
        assertEquals("/v1/bookings/" + booking.id() + "/payments/" + accepted.id(), location);

        Await.until(
                "the late approval",
                () -> ada.api().get(location).expect(200).text("status").equals("completed"));
        assertEquals("confirmed", ada.booking(booking.id()).text("status"));
        assertTrue(strings(availability().path("sold")).contains("C-2"));
    }

    @Test
    void shouldGiveBackOneSeatAndItsMoney() {
        Answer booking = ada.buy(show, "A-5", "A-6", "D-1");

        Answer cancelled = ada.cancel(booking.id(), "D-1").expect(200);
        assertEquals("confirmed", cancelled.text("status"));
        assertEquals(
                Organizer.BALCONY_PRICE,
                cancelled.body().at("/refunds/0/amount").asLong());
        assertEquals("due", cancelled.body().at("/refunds/0/status").asText());

        assertEquals(List.of("A-5", "A-6"), strings(availability().path("sold")));
        long id = Long.parseLong(booking.id());
        Await.until(() -> server.sales().rows("SELECT * FROM sales.refunds").toString(), () -> server.sales()
                .rows("SELECT amount, status FROM sales.refunds WHERE reservation_id = ?", id)
                .equals(List.of(List.of(Long.toString(Organizer.BALCONY_PRICE), "refunded"))));
        assertEquals(
                "A-5 A-6",
                server
                        .sales()
                        .rows(
                                "SELECT unit FROM sales.booked_seats WHERE show_id = ? AND status = 'booked' ORDER BY unit",
                                show.id())
                        .stream()
                        .map(row -> show.map().seatId(Integer.parseInt(row.get(0))))
                        .reduce("", (a, b) -> (a + " " + b).strip()));
        assertEquals(
                Organizer.BALCONY_PRICE,
                ada.booking(booking.id()).body().path("refundedAmount").asLong());
        ben.buy(show, "D-1");
    }

    @Test
    void shouldMakeATicketAnewReplaceAHoldAndListWhatIsMine() {
        Answer booking = ada.buy(show, "B-5");
        String first = ada.tickets(booking.id()).body().at("/items/0/code").asText();
        ada.api()
                .post("/v1/bookings/" + booking.id() + "/tickets/0/reissue", "{\"generation\":0}")
                .expect(200);
        Api door = server.as(9, Role.BOX_OFFICE);
        String scan = "{\"showId\":\"" + show.id() + "\",\"device\":\"5\",\"ticket\":\"";
        assertEquals(
                "ticket_reissued",
                door.post("/v1/check-ins", scan + first + "\"}").expect(409).code());
        String second = ada.tickets(booking.id()).body().at("/items/0/code").asText();
        Answer in = door.post("/v1/check-ins", scan + second + "\"}").expect(201);
        door.post("/v1/check-ins/undo", scan + second + "\",\"checkedInAt\":\"" + in.text("checkedInAt") + "\"}")
                .expect(200);
        door.post("/v1/check-ins/look", scan + second + "\"}").expect(200);

        Answer hold = ada.hold(show, "C-5").expect(201);
        Answer other = ada.api()
                .post(
                        "/v1/shows/" + show.id() + "/holds",
                        "{\"seats\":[\"C-5\",\"C-6\"],\"replaces\":\"" + hold.id() + "\"}")
                .expect(201);
        JsonNode mine =
                ada.api().get("/v1/holds?showId=" + show.id()).expect(200).body();
        assertEquals(other.id(), mine.at("/items/0/id").asText());
        assertEquals(booking.id(), mine.at("/items/1/bookingId").asText());
        assertEquals(2, mine.path("items").size());
    }

    @Test
    void shouldLetATicketInOnce() {
        Answer booking = ada.buy(show, "B-1", "B-2");
        JsonNode tickets = ada.tickets(booking.id()).body().path("items");
        String ticket = "{\"showId\":\"" + show.id() + "\",\"device\":\"5\",\"gate\":2,\"ticket\":\""
                + tickets.at("/0/code").asText() + "\"}";
        Api door = server.as(9, Role.BOX_OFFICE);

        ada.api().post("/v1/check-ins", ticket).expect(403);
        Answer in = door.post("/v1/check-ins", ticket).expect(201);
        assertEquals("B-1", in.text("seat"));
        Answer again = door.post("/v1/check-ins", ticket).expect(409);
        assertEquals("already_checked_in", again.code());
        assertEquals(in.text("checkedInAt"), again.text("checkedInAt"));
        assertEquals(2, again.body().path("gate").asInt());
        assertEquals(
                List.of("used", "valid"),
                strings(ada.tickets(booking.id()).body().path("items"), "status"));
    }

    @Test
    void shouldAnswerARetryAlikeAlsoAfterARestart() {
        String holdBody = Customer.seats("A-8", "A-9");
        Answer hold = ada.api().post(show.path("/holds"), holdBody, "h1").expect(201);
        Answer booking = ada.book(hold.id(), "b1").expect(201);
        Answer declined = ada.pay(booking.id(), Customer.DECLINE, "p1").expect(402);
        Answer paid = ada.pay(booking.id(), Customer.APPROVE, "p2").expect(201);
        Answer cancelled = ada.api()
                .post("/v1/bookings/" + booking.id() + "/cancel", Customer.seats("A-9"), "c1")
                .expect(200);
        server.awaitWriter();

        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                server.restart();
            }
            assertEquals(
                    hold.body(),
                    ada.api().post(show.path("/holds"), holdBody, "h1").body());
            assertEquals(booking.body(), ada.book(hold.id(), "b1").expect(201).body());
            assertEquals(
                    "payment_declined",
                    ada.pay(booking.id(), Customer.DECLINE, "p1").expect(402).code());
            assertEquals(
                    paid.body(),
                    ada.pay(booking.id(), Customer.APPROVE, "p2").expect(201).body());
            Answer cancelledAgain =
                    ada.api().post("/v1/bookings/" + booking.id() + "/cancel", Customer.seats("A-9"), "c1");
            assertEquals(cancelled.body(), cancelledAgain.body());
            assertEquals(List.of("A-8"), strings(availability().path("sold")));
        }
        assertEquals(
                "idempotency_key_reused",
                ada.api()
                        .post(show.path("/holds"), Customer.seats("A-10"), "h1")
                        .expect(422)
                        .code());
        assertEquals(
                "idempotency_key_reused",
                ada.pay(booking.id(), "tok_other", "p2").expect(422).code());
        assertEquals(
                "1", server.sales().text("SELECT count(*) FROM sales.reservations WHERE customer_id = ?", ada.id()));
        assertFalse(ben.hold(show, "A-10").expect(201).id().equals(hold.id()), "keys are a customer's own");
    }

    /** The core keeps a seat map while shows have it, and some time after; the catalog keeps it for ever. */
    @Test
    void shouldSellAgainOnASeatMapThatTheCoreHasForgotten() {
        ShowDirectory core = server.inside().core().shows();
        long seatMapId = core.show(show.id()).definition().seatMapId();
        byte[] content = SeatMapCodec.encode(core.seatMap(seatMapId));
        Organizer organizer = server.organizer();
        OnSale other = organizer.putOnSaleAgain(show);
        ada.buy(other, "A-1");
        organizer.api().post(show.path("/cancel"), "{}").expect(200);
        Await.until("the cancelled show is archived", () -> {
            organizer.api().post(show.path("/archive"), "{}");
            return core.show(show.id()) == null;
        });
        assertArrayEquals(content, SeatMapCodec.encode(core.seatMap(seatMapId)), "the other show has it");

        organizer.api().post(other.path("/cancel"), "{}").expect(200);
        Await.until("what was paid is paid back, and the last show archived", () -> {
            organizer.api().post(other.path("/archive"), "{}");
            return core.show(other.id()) == null;
        });
        Await.until("the seat map is forgotten", () -> core.seatMap(seatMapId) == null);
        assertEquals(
                Long.toString(seatMapId),
                server.anybody().get("/v1/seat-maps/" + seatMapId).expect(200).id());

        OnSale again = organizer.putOnSaleAgain(show);
        assertEquals(seatMapId, core.show(again.id()).definition().seatMapId());
        assertArrayEquals(content, SeatMapCodec.encode(core.seatMap(seatMapId)), "the same map");
        ada.buy(again, "A-1");
    }

    private JsonNode availability() {
        return server.anybody().get(show.path("/availability")).expect(200).body();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static List<String> strings(JsonNode array, String field) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.path(field).asText()));
        return strings;
    }
}
