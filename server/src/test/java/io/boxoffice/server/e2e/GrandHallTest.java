package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.services.http.PageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hall with all there may be in one: told, drawn, sold, and on the tickets. */
class GrandHallTest {
    /** Pictures and pages to look at. */
    private static final Path DRAWN = Path.of("target", "halls");

    private static TestServer server;
    private static Mails mails;
    private static Organizer organizer;
    private static String hallId;
    private static String mapId;
    private static String eventId;
    private static JsonNode told;

    private OnSale show;

    @BeforeAll
    static void build(@TempDir Path directory) {
        server = TestServer.aServer()
                .in(directory)
                .with("mail.folder", "mails")
                .with("mail.poll-interval-ms", 50)
                .start();
        mails = new Mails(directory.resolve("mails"));
        organizer = server.organizer();
        Api api = organizer.api();
        Await.until("the catalog", () -> api.get("/v1/events").status() == 200);
        String venue = api.post(
                        "/v1/venues", "{\"name\":\"Round House\",\"city\":\"Weir\",\"timezone\":\"Europe/London\"}")
                .expect(201)
                .id();
        hallId = api.post("/v1/venues/" + venue + "/halls", "{\"name\":\"Grand hall\"}")
                .expect(201)
                .id();
        mapId = api.post("/v1/halls/" + hallId + "/seat-maps", GrandHall.body().toString())
                .expect(201)
                .id();
        eventId =
                api.post("/v1/events", "{\"title\":\"The Thrust\"}").expect(201).id();
        told = api.get("/v1/seat-maps/" + mapId).expect(200).body();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void putOnSale() {
        Instant start = Instant.now().plus(Duration.ofDays(10));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("eventId", eventId)
                .put("hallId", hallId)
                .put("seatMapId", mapId)
                .put("currency", "GBP");
        body.put("startsAt", start.toString()).put("allowOverlap", true);
        body.put("endsAt", start.plus(Duration.ofHours(2)).toString());
        body.putObject("rules")
                .put("holdTtlMs", 3_600_000)
                .put("maxUnitsPerHold", 48)
                .put("maxUnitsPerCustomer", 0)
                .put("strandedSeatRule", false);
        body.set("prices", GrandHall.prices());
        String id =
                organizer.api().post("/v1/shows", body.toString()).expect(201).id();
        organizer.api().post("/v1/shows/" + id + "/publish", "{}").expect(200);
        show = new OnSale(Long.parseLong(id), null);
    }

    /** A seat as the API tells it, with where it is in its row. */
    private record Seat(JsonNode json, String section, String row, int segment) {
        String id() {
            return json.path("id").asText();
        }

        boolean isKept() {
            return json.path("accessible").asBoolean() || json.path("companion").asBoolean();
        }

        double cost() {
            double x = json.path("x").asDouble() - told.at("/focus/x").asDouble();
            double y = json.path("y").asDouble() - told.at("/focus/y").asDouble();
            return x * x + y * y;
        }
    }

    /** Seats in the order of the plan; a segment is what stands side by side. */
    private static List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        int segment = 0;
        for (JsonNode section : told.path("sections")) {
            for (JsonNode row : section.path("rows")) {
                segment++;
                for (JsonNode seat : row.path("seats")) {
                    segment += seat.path("gapBefore").asBoolean() ? 1 : 0;
                    seats.add(new Seat(
                            seat,
                            section.path("name").asText(),
                            row.path("label").asText(),
                            segment));
                }
            }
        }
        return seats;
    }

    private List<String> best(Customer customer, String request) {
        return held(customer.api()
                .post(show.path("/holds"), "{\"bestAvailable\":" + request + "}")
                .expect(201));
    }

    private static List<String> held(Answer hold) {
        return StreamSupport.stream(hold.body().path("seats").spliterator(), false)
                .map(seat -> seat.path("seat").asText())
                .toList();
    }

    /** What stands in one is in the other too, as it stands there. */
    private static void assertHas(String at, JsonNode sent, JsonNode answered) {
        if (sent.isObject()) {
            for (Map.Entry<String, JsonNode> field : sent.properties()) {
                assertHas(at + '/' + field.getKey(), field.getValue(), answered.path(field.getKey()));
            }
        } else if (sent.isArray()) {
            assertEquals(sent.size(), answered.size(), at);
            for (int i = 0; i < sent.size(); i++) {
                assertHas(at + '/' + i, sent.get(i), answered.get(i));
            }
        } else if (sent.isNumber()) {
            assertEquals(sent.asDouble(), answered.asDouble(), at);
        } else {
            assertEquals(sent, answered, at);
        }
    }

    @Test
    void shouldTellTheHallAsItWasDescribedAndEnoughToDrawIt() throws IOException {
        ObjectNode sent = GrandHall.body();
        sent.remove("name");
        assertHas("", sent, told);
        assertHas(
                "",
                sent,
                organizer.api().get(show.path("/seat-map")).expect(200).body());
        HallDrawing.Drawn drawn = HallDrawing.of(told);
        assertEquals(seats().size(), drawn.seats());
        Files.writeString(Files.createDirectories(DRAWN).resolve("grand-hall.svg"), drawn.svg());
        for (String text : List.of("Stage", "Bar", "The pit (150)", "Door A", "Circle, First floor", "Royal box")) {
            assertTrue(drawn.svg().contains(">" + text + "<"), text);
        }
    }

    @Test
    void shouldSellTheSeatsNearestToTheMiddleOfTheStage() {
        Customer ann = server.customer(1);
        Set<String> taken = new HashSet<>();
        for (int quantity : new int[] {2, 3, 1, 4, 6, 2, 5}) {
            List<String> nearest = nearest(quantity, taken);
            List<String> held = best(ann, "{\"quantity\":" + quantity + '}');
            assertEquals(nearest, held, quantity + " seats");
            taken.addAll(held);
        }
    }

    /** Of all that stand side by side and leave nobody's seat alone, those with the least sum of squared distances. */
    private static List<String> nearest(int quantity, Set<String> taken) {
        List<Seat> seats = seats();
        List<String> best = List.of();
        double least = Double.MAX_VALUE;
        for (int first = 0; first + quantity <= seats.size(); first++) {
            List<Seat> window = seats.subList(first, first + quantity);
            boolean together = window.stream()
                    .allMatch(s -> s.segment() == window.get(0).segment() && !s.isKept() && !taken.contains(s.id()));
            double cost = window.stream().mapToDouble(Seat::cost).sum();
            if (together && cost < least - 1e-6 && !strands(seats, first, first + quantity, taken)) {
                least = cost;
                best = window.stream().map(Seat::id).toList();
            }
        }
        return best;
    }

    /** Whether a free seat beside them would have its other neighbour taken too. */
    private static boolean strands(List<Seat> seats, int first, int end, Set<String> taken) {
        int segment = seats.get(first).segment();
        return isLeft(seats, first - 1, first - 2, segment, taken) || isLeft(seats, end, end + 1, segment, taken);
    }

    private static boolean isLeft(List<Seat> seats, int beside, int beyond, int segment, Set<String> taken) {
        return isThere(seats, beside, segment)
                && !taken.contains(seats.get(beside).id())
                && isThere(seats, beyond, segment)
                && taken.contains(seats.get(beyond).id());
    }

    private static boolean isThere(List<Seat> seats, int seat, int segment) {
        return seat >= 0 && seat < seats.size() && seats.get(seat).segment() == segment;
    }

    @Test
    void shouldLeaveNoSeatAloneWhileThereIsAnyOtherChoice() {
        Customer ann = server.customer(1);
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String category = i % 2 == 0 ? "Stalls" : "Circle";
            taken.addAll(best(ann, "{\"quantity\":" + (2 + i / 2 % 4) + ",\"category\":\"" + category + "\"}"));
        }
        List<Seat> seats = seats();
        for (int seat = 0; seat < seats.size(); seat++) {
            int segment = seats.get(seat).segment();
            boolean alone = !taken.contains(seats.get(seat).id())
                    && isThere(seats, seat - 1, segment)
                    && taken.contains(seats.get(seat - 1).id())
                    && isThere(seats, seat + 1, segment)
                    && taken.contains(seats.get(seat + 1).id());
            assertFalse(alone, seats.get(seat).id() + " is alone");
        }
    }

    @Test
    void shouldGivePartiesOfTenTablesOfTheirOwnUntilNoneIsWhole() {
        Customer ann = server.customer(1);
        Map<String, String> tables = seats().stream().collect(Collectors.toMap(Seat::id, Seat::row));
        Set<String> given = new HashSet<>();
        for (int party = 0; party < GrandHall.TABLES; party++) {
            List<String> chairs = best(ann, "{\"quantity\":10,\"category\":\"Table\"}");
            assertEquals(GrandHall.CHAIRS, Set.copyOf(chairs).size());
            Set<String> rows = chairs.stream().map(tables::get).collect(Collectors.toSet());
            assertEquals(1, rows.size(), "one table: " + chairs);
            assertTrue(given.addAll(rows), "a table of their own: " + rows);
            if (party == 0) {
                assertTrue(Set.of("4", "5").containsAll(rows), "the nearest: " + rows);
            }
        }
        Answer none =
                ann.api().post(show.path("/holds"), "{\"bestAvailable\":{\"quantity\":10,\"category\":\"Table\"}}");
        assertEquals(409, none.status(), none.body().toString());
    }

    @Test
    void shouldSellTheBaysToThoseWhoAskForThemAlone() {
        Customer ann = server.customer(1);
        Map<String, Seat> seats = seats().stream().collect(Collectors.toMap(Seat::id, seat -> seat));
        int free = (int) seats.values().stream()
                .filter(seat -> seat.section().equals("Stalls") && !seat.isKept())
                .count();
        Map<String, List<String>> sold = new HashMap<>();
        for (int left = free; left > 0; left--) {
            best(ann, "{\"quantity\":1,\"category\":\"Stalls\"}").forEach(seat -> sold.put(seat, List.of()));
        }
        assertEquals(free, sold.size());
        assertTrue(sold.keySet().stream().noneMatch(seat -> seats.get(seat).isKept()), sold.toString());
        assertEquals(
                409,
                ann.api()
                        .post(show.path("/holds"), "{\"bestAvailable\":{\"quantity\":1,\"category\":\"Stalls\"}}")
                        .status());
        for (int bay = 0; bay < 2; bay++) {
            List<String> pair = best(ann, "{\"quantity\":2,\"accessible\":true}");
            assertTrue(
                    pair.stream()
                            .anyMatch(seat ->
                                    seats.get(seat).json().path("accessible").asBoolean()),
                    pair.toString());
            assertTrue(
                    pair.stream()
                            .anyMatch(seat ->
                                    seats.get(seat).json().path("companion").asBoolean()),
                    pair.toString());
        }
    }

    private static final List<String> SEATS = List.of("S-D-1", "T7-3", "B1-2", "C-A-4", "S-H-1", "S-H-2");

    private Answer bought(Customer buyer, String address, String language) {
        String seats = SEATS.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
        Answer hold = buyer.api()
                .post(show.path("/holds"), "{\"seats\":" + seats + ",\"areas\":[{\"area\":\"pit\"}]}")
                .expect(201);
        buyer.api()
                .put(
                        "/v1/contacts/" + hold.id(),
                        "{\"email\":\"" + address + "\",\"language\":\"" + language
                                + "\",\"consents\":[{\"kind\":\"terms\",\"given\":true}]}")
                .expect(200);
        Answer booking = buyer.book(hold).expect(201);
        buyer.pay(booking, Customer.APPROVE).expect(201);
        return booking;
    }

    private static void assertTicket(JsonNode tickets, String place, Map<String, String> wanted) {
        for (JsonNode ticket : tickets) {
            if (ticket.path("seat").asText(ticket.path("area").asText()).equals(place)) {
                wanted.forEach(
                        (field, text) -> assertEquals(text, ticket.path(field).asText(), place + ' ' + field));
                return;
            }
        }
        throw new AssertionError("no ticket of " + place + ": " + tickets);
    }

    @Test
    void shouldSayOnEachTicketWhereItsPlaceIs() {
        Customer ann = server.customer(11);
        JsonNode tickets =
                ann.tickets(bought(ann, "ann@example.org", "en").id()).body().path("items");
        assertTicket(
                tickets,
                "S-D-1",
                Map.of(
                        "level",
                        "Ground floor",
                        "section",
                        "Stalls",
                        "row",
                        "D",
                        "label",
                        "1",
                        "entrance",
                        "Door A",
                        "note",
                        "Behind a pillar",
                        "price",
                        "2500"));
        assertTicket(
                tickets,
                "T7-3",
                Map.of(
                        "level",
                        "Ground floor",
                        "section",
                        "Tables",
                        "row",
                        "7",
                        "rowKind",
                        "round_table",
                        "label",
                        "3",
                        "entrance",
                        "Door B"));
        assertTicket(
                tickets,
                "B1-2",
                Map.of(
                        "level",
                        "Second floor",
                        "row",
                        "Royal box",
                        "rowKind",
                        "box",
                        "label",
                        "2",
                        "entrance",
                        "Box stairs"));
        assertTicket(tickets, "C-A-4", Map.of("level", "First floor", "section", "Circle", "entrance", "Door C"));
        assertTicket(tickets, "S-H-2", Map.of("note", "Room for one wheelchair"));
        assertTicket(
                tickets,
                "pit",
                Map.of(
                        "level",
                        "Ground floor",
                        "label",
                        "The pit",
                        "entrance",
                        "Door A",
                        "note",
                        "Standing, no seats"));
    }

    @Test
    void shouldSayTheSameInMailsAndOnPagesOfBothLanguages() throws IOException {
        bought(server.customer(12), "english@example.org", "en");
        Mails.Mail mail = mails.await("english@example.org", "Your tickets");
        for (String text : List.of(
                "Stalls, row D, seat 1 · Ground floor · Door A · Behind a pillar",
                "Tables, table 7, chair 3 · Ground floor · Door B",
                "Boxes, Royal box, seat 2 · Second floor · Box stairs",
                "Circle, row A, seat 4 · First floor · Door C",
                "The pit, standing · Ground floor · Door A · Standing, no seats")) {
            assertTrue(mail.plain().contains(text), text + " in " + mail.plain());
        }
        for (String language : List.of("en", "ar")) {
            PageClient browser = new PageClient(server.inside().address());
            String page = browser.until("/" + language + "/b/" + mail.link(), seen -> seen.status() == 200)
                    .text();
            Files.writeString(Files.createDirectories(DRAWN).resolve("booking-" + language + ".html"), page);
            List<String> texts = language.equals("en")
                    ? List.of(
                            "Row D",
                            "restricted view",
                            "Behind a pillar",
                            "Table 7, chair 3",
                            "Royal box",
                            "Box stairs",
                            "First floor",
                            "for a companion")
                    : List.of(
                            "رؤية محدودة",
                            "Behind a pillar",
                            "الطاولة",
                            "الكرسي",
                            "Royal box",
                            "Box stairs",
                            "First floor",
                            "لمرافق");
            for (String text : texts) {
                assertTrue(page.contains(text), text + " in " + page);
            }
        }
        putOnSale();
        bought(server.customer(13), "arabic@example.org", "ar");
        String arabic = mails.await("arabic@example.org", "تذاكرك").plain().replaceAll("[\u2068\u2069]", "");
        assertTrue(arabic.contains("Tables، الطاولة 7، الكرسي 3 · Ground floor · Door B"), arabic);
        assertTrue(arabic.contains("Stalls، الصف D، المقعد 1 · Ground floor · Door A · Behind a pillar"), arabic);
    }

    @Test
    void shouldSayBeforePayingWhatBestAvailableHasChosen() throws IOException {
        String path = "/en/s/" + show.id();
        PageClient browser = new PageClient(server.inside().address());
        PageClient.Page choosing = browser.until(path, seen -> seen.status() == 200);
        String held = browser.follow(browser.submit(path, choosing, "seat=S-D-1&seat=S-H-2&how=chosen"))
                .text();
        assertTrue(held.contains("Row D, seat 1, restricted view, Behind a pillar"), held);
        assertTrue(held.contains("Row H, seat 2, accessible, Room for one wheelchair"), held);
    }
}
