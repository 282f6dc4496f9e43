package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of holds, bookings, payments, tickets, doors and shows that wants a token, taken from the API's own document: those
 * who act for another organisation get 404 and change nothing; then the house's own people do what was asked.
 */
class OrganisationsTest {
    /** Also the subject of its organizer. */
    private static final long HOME = 77;

    private static final long OTHER = 88;
    private static final long ADA = 1;
    /** Where organizers, and those at the door or the books, are customers like all others: what they ask for is theirs. */
    private static final Set<String> FOR_ONESELF =
            Set.of("placeHold", "placeGroupHold", "listHolds", "createBooking", "listBookings");

    private static final Pattern RESERVATIONS_AND_SHOWS = Pattern.compile(
            "/v1/(holds|bookings|refunds|check-ins|shows|show-[a-z]+)(/.*)?|.*/\\{(showId|holdId|bookingId)}.*");

    @TempDir
    private static Path data;

    private static TestServer server;
    private static OnSale show;
    private static OnSale others;

    private final Organizer organizer = server.organizer();
    private final Customer ada = server.customer(ADA);
    private final Map<String, Set<Role>> rolesOf = new TreeMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, Api> watched = new LinkedHashMap<>();

    @BeforeAll
    static void startServer() {
        server = TestServer.aServer()
                .in(data)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .start();
        show = server.organizer().putOnSale(Organizer.hall(4, 10, 20));
        others = new Organizer(server.as(OTHER, Role.ORGANIZER)).putOnSale(Organizer.hall(4, 10, 20));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void readDocument() {
        JsonNode paths =
                server.anybody().get("/openapi.json").expect(200).body().path("paths");
        paths.properties().forEach(path -> path.getValue().forEach(operation -> {
            if (!operation.path("security").isEmpty()
                    && RESERVATIONS_AND_SHOWS.matcher(path.getKey()).matches()) {
                Set<Role> roles = EnumSet.noneOf(Role.class);
                for (String role : operation
                        .path("description")
                        .asText()
                        .replace("For: ", "")
                        .split(", ")) {
                    roles.add(Role.of(role));
                }
                rolesOf.put(operation.path("operationId").asText(), roles);
            }
        }));
        assertTrue(rolesOf.size() > 20, "the document names the routes: " + rolesOf);
    }

    @Test
    void shouldKeepEveryReservationAndShowFromOtherOrganisations() {
        watch(server.anybody(), show.path("/availability"), others.path("/availability"));
        watch(organizer.api(), show.path(""));
        watch(ada.api(), "/v1/holds?showId=" + show.id(), "/v1/holds?showId=" + others.id());
        savedShows();
        sellAtTheCounter();
        Answer paid = sell(replace(ada.hold(show, "A-1").expect(201)));
        giveBack();
        atTheDoor();
        drafts();
        stepsOfTheShow();
        afterTheShow(paid);
        Set<String> missing = new TreeSet<>(rolesOf.keySet());
        missing.removeAll(asked);
        assertEquals(Set.of(), missing, "routes that this test does not know how to call");
    }

    /** A show that everybody sees may be saved by anybody; who saved it is their matter alone. */
    private void savedShows() {
        String path = "/v1/saved-shows/" + show.id();
        asked.addAll(List.of("saveShow", "removeSavedShow"));
        send(ada.api(), "PUT", path, null).expect(200);
        watch(ada.api(), "/v1/saved-shows");
        JsonNode before = everything();
        for (Role role : strangersTo("saveShow")) {
            send(stranger(role), "PUT", path, null).expect(200);
            send(stranger(role), "DELETE", path, null).expect(204);
            send(house(role), "DELETE", path, null).expect(204);
        }
        assertEquals(before, everything(), "what others save and remove");
    }

    private void sellAtTheCounter() {
        Answer counter = probe("placeHold", "POST", show.path("/holds"), Customer.seats("A-1"), 201);
        String hold = "/v1/holds/" + counter.id();
        watch(house(Role.BOX_OFFICE), hold);
        probe("getHold", "GET", hold, null, 200);
        probe("extendHold", "POST", hold + "/extend", null, 200);
        probe("releaseHold", "DELETE", hold, null, 204);
        Answer group = probe("placeGroupHold", "POST", show.path("/group-holds"), "{\"quantity\":2}", 201);
        String ofGroup = "/v1/holds/" + group.body().at("/holds/0/id").asText();
        house(Role.BOX_OFFICE).delete(ofGroup).expect(204);
    }

    /** A hold of Ada's goes when the house's staff replace it, and not when others do, at their own show or at this one. */
    private String replace(Answer hold) {
        watch(ada.api(), "/v1/holds/" + hold.id());
        String body = "{\"seats\":[\"A-3\"],\"onBehalfOf\":\"" + ADA + "\",\"replaces\":\"" + hold.id() + "\"}";
        refused("placeHold", "POST", others.path("/holds"), body);
        JsonNode replaced =
                probe("placeHold", "POST", show.path("/holds"), body, 201).body();
        String ofAda = "/v1/holds?showId=" + show.id() + "&onBehalfOf=" + ADA;
        assertEquals(
                replaced.path("id"),
                probe("listHolds", "GET", ofAda, null, 200).body().at("/items/0/id"));
        return replaced.path("id").asText();
    }

    private Answer sell(String holdId) {
        refused("createBooking", "POST", "/v1/bookings", "{\"holdId\":\"" + holdId + "\"}");
        Answer booking = probe(
                "createBooking",
                "POST",
                "/v1/bookings",
                "{\"holdId\":\"" + holdId + "\",\"onBehalfOf\":\"" + ADA + "\"}",
                201);
        String path = "/v1/bookings/" + booking.id();
        watch(ada.api(), path);
        probe("payBooking", "POST", path + "/payments", Customer.payment(Customer.APPROVE), 201);
        awaitSettled(booking.id());
        String payment = path + "/payments/" + booking.id() + "-1";
        watch(ada.api(), path + "/tickets", payment);
        probe("getPayment", "GET", payment, null, 200);
        probe("listPayments", "GET", path + "/payments", null, 200);
        probe("getBooking", "GET", path, null, 200);
        probe("listTickets", "GET", path + "/tickets", null, 200);
        probe("getTicketQr", "GET", path + "/tickets/0/qr.svg", null, 200);
        probe("getBookingCalendar", "GET", path + "/calendar.ics", null, 200);
        probe("listShowBookings", "GET", show.path("/bookings"), null, 200);
        probe("reissueTicket", "POST", path + "/tickets/0/reissue", "{\"generation\":0}", 200);
        assertListedOnlyAtHome();
        return booking;
    }

    private void assertListedOnlyAtHome() {
        String path = "/v1/bookings?onBehalfOf=" + ADA;
        asked.add("listBookings");
        for (Role role : strangersTo("listBookings")) {
            assertEquals(
                    0, stranger(role).get(path).expect(200).body().path("items").size(), role.name());
        }
        assertEquals(
                1,
                house(Role.BOX_OFFICE)
                        .get(path)
                        .expect(200)
                        .body()
                        .path("items")
                        .size());
    }

    private void giveBack() {
        Answer booking = ada.buy(show, "B-1", "B-2");
        String path = "/v1/bookings/" + booking.id();
        awaitSettled(booking.id());
        watch(ada.api(), path);
        refused("cancelBooking", "POST", path + "/cancel", Customer.ALL);
        probe("cancelBooking", "POST", path + "/cancel", Customer.seats("B-1"), 200);
        awaitSettled(booking.id());
        ada.bookings().expect(200);
        Answer refunds = probe("listBookingRefunds", "GET", path + "/refunds", null, 200);
        assertEquals(
                "refunded",
                refunds.body().at("/items/0/status").asText(),
                refunds.body().toString());
        assertEquals(
                refunds.body().path("items"),
                house(Role.BOX_OFFICE)
                        .get("/v1/refunds?showId=" + show.id())
                        .expect(200)
                        .body()
                        .path("items"));
        asked.add("listRefunds");
        for (Role role : strangersTo("listRefunds")) {
            assertEquals(
                    0,
                    stranger(role)
                            .get("/v1/refunds?showId=" + show.id())
                            .expect(200)
                            .body()
                            .path("items")
                            .size(),
                    role.name());
        }
    }

    private void atTheDoor() {
        Answer booking = ada.buy(show, "C-1", "C-2");
        awaitSettled(booking.id());
        watch(ada.api(), "/v1/bookings/" + booking.id() + "/tickets");
        JsonNode tickets = ada.tickets(booking.id()).expect(200).body().path("items");
        String ticket = "\"device\":\"5\",\"gate\":2,\"ticket\":\""
                + tickets.at("/0/code").asText() + "\"";
        String scan = "{\"showId\":\"" + show.id() + "\"," + ticket;
        // Nor does the ticket say there which show it is for.
        refused("checkIn", "POST", "/v1/check-ins", "{\"showId\":\"" + others.id() + "\"," + ticket + "}");
        refused("lookAtTicket", "POST", "/v1/check-ins/look", "{\"showId\":\"" + others.id() + "\"," + ticket + "}");
        probe("lookAtTicket", "POST", "/v1/check-ins/look", scan + "}", 200);
        Answer in = probe("checkIn", "POST", "/v1/check-ins", scan + "}", 201);
        String undo = scan + ",\"checkedInAt\":\"" + in.text("checkedInAt") + "\"}";
        probe("undoCheckIn", "POST", "/v1/check-ins/undo", undo, 200);
        String told = "{\"showId\":\"" + show.id() + "\",\"device\":\"6\",\"scans\":[{\"ticket\":\""
                + tickets.at("/1/code").asText() + "\",\"scannedAt\":\"" + Instant.now() + "\"}]}";
        JsonNode before = everything();
        for (Role role : strangersTo("checkIn")) {
            JsonNode scans =
                    stranger(role).post("/v1/check-ins", told).expect(201).body();
            assertEquals("not_found", scans.at("/scans/0/code").asText(), scans.toString());
        }
        assertEquals(before, everything(), "an upload of a stranger's");
        JsonNode scans =
                house(Role.BOX_OFFICE).post("/v1/check-ins", told).expect(201).body();
        assertEquals("admitted", scans.at("/scans/0/outcome").asText());
    }

    private void drafts() {
        String draft = "/v1/shows/" + organizer.draftAgain(show);
        watch(organizer.api(), draft);
        // Whoever has no token sees it as little as they do.
        refused("getShow", "GET", draft, null);
        house(Role.ORGANIZER).get(draft).expect(200);
        probe("deleteShow", "DELETE", draft, null, 204);
        JsonNode like = organizer.api().get(show.path("")).expect(200).body();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("eventId", "hallId", "seatMapId", "startsAt", "endsAt", "currency")) {
            body.set(field, like.get(field));
        }
        body.put("allowOverlap", true);
        refused("createShow", "POST", "/v1/shows", body.toString(), OrganisationsTest::assertNamesNothing);
        house(Role.ORGANIZER).post("/v1/shows", body.toString()).expect(201);
        String batch = "{\"shows\":[" + body + "]}";
        refused("createShows", "POST", "/v1/show-batches", batch, answer -> {
            assertEquals(200, answer.status(), () -> "" + answer.body());
            assertEquals(422, answer.body().at("/items/0/status").asInt(), () -> "" + answer.body());
            assertNamesNothing(answer.body().at("/items/0/errors"));
        });
        Answer drafts = house(Role.ORGANIZER).post("/v1/show-batches", batch).expect(200);
        assertEquals(201, drafts.body().at("/items/0/status").asInt(), () -> "" + drafts.body());
        String season = """
                {"dryRun":true,"eventId":%s,"halls":[{"hallId":%s,"seatMapId":%s}],"from":"2031-05-01","until":"2031-05-01",
                 "times":["20:15"],"currency":"EUR"}""".formatted(like.path("eventId"), like.path("hallId"), like.path("seatMapId"));
        refused("createSeason", "POST", "/v1/show-seasons", season, OrganisationsTest::assertNamesNothing);
        house(Role.ORGANIZER).post("/v1/show-seasons", season).expect(200);
        String publication = "{\"shows\":[{\"id\":" + drafts.body().at("/items/0/id") + ",\"ifMatch\":\"*\"}]}";
        refused("publishShows", "POST", "/v1/show-publications", publication, OrganisationsTest::assertFindsNone);
        String change = publication.replace("}]}", "}],\"moveMinutes\":5}");
        refused("changeShows", "POST", "/v1/show-changes", change, OrganisationsTest::assertFindsNone);
        house(Role.ORGANIZER).post("/v1/show-changes", change).expect(200);
        Answer withoutPrices =
                house(Role.ORGANIZER).post("/v1/show-publications", publication).expect(200);
        assertEquals(
                "/prices",
                withoutPrices.body().at("/items/0/errors/0/pointer").asText(),
                () -> "" + withoutPrices.body());
    }

    private void stepsOfTheShow() {
        String end = organizer.api().get(show.path("")).expect(200).text("endsAt");
        Instant later = Instant.parse(end).plusSeconds(3_600);
        probe("updateShow", "PATCH", show.path(""), "{\"endsAt\":\"" + later + "\"}", 200);
        organizer.api().patch(show.path(""), "{\"endsAt\":\"" + end + "\"}").expect(200);
        String lower = "{\"latestEndsAt\":\"" + end + "\",\"reason\":\"a slip\"}";
        refused("lowerLatestEnd", "PUT", show.path("/latest-end"), lower);
        server.as(5, Role.ADMIN).put(show.path("/latest-end"), lower).expect(200);
        probe("putShowPrices", "PUT", show.path("/prices"), "{\"default\":1000}", 200);
        String two = "{\"blocks\":{\"D-1\":\"house\",\"D-2\":\"house\"}}";
        probe("putSeatBlocks", "PUT", show.path("/seat-blocks"), two, 200);
        probe("getSeatBlocks", "GET", show.path("/seat-blocks"), null, 200);
        probe("changeSeatBlocks", "PATCH", show.path("/seat-blocks"), "{\"unblock\":[\"D-2\"]}", 200);
        String fromBlock = "{\"seats\":[\"D-1\"],\"fromBlock\":\"house\"}";
        Answer sold = probe("placeHold", "POST", show.path("/holds"), fromBlock, 201);
        house(Role.BOX_OFFICE).delete("/v1/holds/" + sold.id()).expect(204);
        probe("closeShow", "POST", show.path("/close"), null, 200);
        probe("publishShow", "POST", show.path("/publish"), null, 200);
        probe("cancelShow", "POST", show.path("/cancel"), null, 200);
        Await.until("all bookings to be cancelled, and the money back", () -> {
            List<JsonNode> items = new ArrayList<>();
            ada.bookings().expect(200).body().path("items").forEach(items::add);
            return items.stream()
                    .allMatch(item -> item.path("status").asText().equals("cancelled")
                            && item.path("refundDueAmount").asLong() == 0);
        });
        refused("archiveShow", "POST", show.path("/archive"), null);
        Await.until("the show is archived", () -> {
            house(Role.ORGANIZER).post(show.path("/archive"), null);
            return server.inside().core().shows().show(show.id()) == null;
        });
    }

    /** The core knows none of it any more: PostgreSQL is asked. */
    private void afterTheShow(Answer booking) {
        String path = "/v1/bookings/" + booking.id();
        String payment = path + "/payments/" + booking.id() + "-1";
        watched.clear();
        watch(ada.api(), path, path + "/tickets", payment);
        probe("getBooking", "GET", path, null, 200);
        probe("listTickets", "GET", path + "/tickets", null, 200);
        probe("getPayment", "GET", payment, null, 200);
        probe("listPayments", "GET", path + "/payments", null, 200);
        probe("listBookingRefunds", "GET", path + "/refunds", null, 200);
        probe("listShowBookings", "GET", show.path("/bookings"), null, 200);
        probe("cancelBooking", "POST", path + "/cancel", Customer.ALL, 409);
        probe("cancelBooking", "POST", path + "/cancel", Customer.seats("A-3"), 409);
        probe("payBooking", "POST", path + "/payments", Customer.payment(Customer.APPROVE), 409);
        probe("reissueTicket", "POST", path + "/tickets/0/reissue", "{\"generation\":1}", 409);
    }

    /** Their organisation's token is for their work there, and no other house is part of it. */
    @Test
    void shouldNotTellStaffAtWorkWhatTheyBoughtElsewhere() {
        Customer privately = server.customer(9);
        OnSale elsewhere = organizer.putOnSale(Organizer.hall(2, 4, 5));
        Answer bought = privately.buy(elsewhere, "A-1");
        Api atWork = server.as(9, Role.BOX_OFFICE, OTHER);
        atWork.get("/v1/bookings/" + bought.id()).expect(404);
        atWork.get("/v1/bookings/" + bought.id() + "/tickets").expect(404);
        atWork.get("/v1/holds/" + bought.id()).expect(404);
        atWork.get("/v1/holds?showId=" + elsewhere.id()).expect(404);
        assertEquals(
                0, atWork.get("/v1/bookings").expect(200).body().path("items").size());
        assertEquals(1, privately.bookings().expect(200).body().path("items").size());
        privately.booking(bought.id()).expect(200);
    }

    /** One person works for both, and a client makes the same key for each. */
    @Test
    void shouldKeepTheKeysOfSomebodyWhoWorksForTwoOrganisationsApart() {
        OnSale here = organizer.putOnSale(Organizer.hall(2, 4, 5));
        String key = UUID.randomUUID().toString();
        String body = Customer.seats("A-1");
        Api atHome = server.as(9, Role.BOX_OFFICE, HOME);
        Answer hold = atHome.post(here.path("/holds"), body, key).expect(201);
        server.as(9, Role.BOX_OFFICE, OTHER)
                .post(here.path("/holds"), body, key)
                .expect(404);
        assertEquals(
                hold.id(),
                atHome.post(here.path("/holds"), body, key).expect(201).id());
        String venue = "{\"name\":\"Mill\",\"timezone\":\"Europe/Vienna\"}";
        Set<String> made = new TreeSet<>();
        for (long organisation : new long[] {HOME, OTHER}) {
            Api manager = server.as(9, Role.ORGANIZER, organisation);
            made.add(manager.post("/v1/venues", venue, key).expect(201).id());
        }
        assertEquals(2, made.size(), "one each");
    }

    /** Strangers get nothing and change nothing; then the house's own people are answered with this status. */
    private Answer probe(String operation, String method, String path, String body, int status) {
        refused(operation, method, path, body);
        Set<Role> roles = rolesOf.get(operation);
        Role own = roles.contains(Role.BOX_OFFICE) ? Role.BOX_OFFICE : Role.ORGANIZER;
        return send(house(own), method, path, body).expect(status);
    }

    private void refused(String operation, String method, String path, String body) {
        refused(operation, method, path, body, OrganisationsTest::assertNotThere);
    }

    private void refused(String operation, String method, String path, String body, Consumer<Answer> judge) {
        asked.add(operation);
        JsonNode before = everything();
        for (Role role : strangersTo(operation)) {
            Answer answer = send(stranger(role), method, path, body);
            assertAll(operation + " " + path + " as " + role, () -> judge.accept(answer));
        }
        assertEquals(before, everything(), operation + " of strangers");
    }

    private static void assertNotThere(Answer answer) {
        assertEquals(404, answer.status(), () -> "" + answer.body());
        assertEquals("not_found", answer.code(), () -> "" + answer.body());
    }

    /** What a body names is not there for them. */
    private static void assertFindsNone(Answer answer) {
        assertEquals(200, answer.status(), () -> "" + answer.body());
        assertEquals(404, answer.body().at("/items/0/status").asInt(), () -> "" + answer.body());
        assertEquals("not_found", answer.body().at("/items/0/code").asText(), () -> "" + answer.body());
    }

    private static void assertNamesNothing(Answer answer) {
        assertEquals(422, answer.status(), () -> "" + answer.body());
        assertNamesNothing(answer.body().path("errors"));
    }

    private static void assertNamesNothing(JsonNode errors) {
        Set<String> missing = new TreeSet<>();
        errors.forEach(error -> {
            assertEquals("there is no such thing", error.path("detail").asText());
            missing.add(error.path("pointer").asText().replace("/halls/0", ""));
        });
        assertEquals(Set.of("/eventId", "/hallId"), missing);
    }

    private List<Role> strangersTo(String operation) {
        List<Role> strangers = new ArrayList<>(rolesOf.getOrDefault(operation, EnumSet.allOf(Role.class)));
        // Customers act for nobody but themselves, whatever their token names: SellingTest has them.
        strangers.remove(Role.CUSTOMER);
        if (FOR_ONESELF.contains(operation)) {
            strangers.removeAll(List.of(Role.ORGANIZER, Role.DOOR, Role.FINANCE));
        }
        assertTrue(strangers.contains(Role.ADMIN), operation);
        return strangers;
    }

    private static Answer send(Api api, String method, String path, String body) {
        return api.send(
                method, path, body, method.equals("POST") ? UUID.randomUUID().toString() : null);
    }

    private static Api stranger(Role role) {
        return server.as(9, role, OTHER);
    }

    private static Api house(Role role) {
        return server.as(8, role, HOME);
    }

    private void watch(Api api, String... paths) {
        for (String path : paths) {
            watched.put(path, api);
        }
    }

    /** What those whose it is see of all that is watched. */
    private JsonNode everything() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        watched.forEach((path, api) -> {
            Answer answer = api.get(path);
            ObjectNode content = all.putObject(path);
            content.put("status", answer.status());
            if (answer.body().isObject()) {
                // Of which moment the answer is.
                content.set("body", ((ObjectNode) answer.body().deepCopy()).without("sequence"));
            }
        });
        return all;
    }

    /** Until nothing happens to it by itself. */
    private void awaitSettled(String bookingId) {
        Await.until("the booking is settled", () -> {
            JsonNode now = ada.booking(bookingId).expect(200).body();
            return now.path("paymentStatus").asText().equals("captured")
                    && now.path("refundDueAmount").asLong() == 0;
        });
    }
}
