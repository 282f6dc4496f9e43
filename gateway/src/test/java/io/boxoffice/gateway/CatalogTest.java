package io.boxoffice.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog through HTTP, down to a real PostgreSQL; each test has venues of its own. */
class CatalogTest {
    private static final Instant STARTS =
            Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private static final String MAP = """
            {"name":"Plan","sections":[
              {"rows":[{"seats":[{"id":"A-1","label":"1","x":1.25,"y":0,"category":"Stalls"},
                                 {"id":"A-2","x":2.5,"y":0,"category":"Stalls","accessible":true,"gapBefore":true,"places":2}],
                        "label":"A"}],
               "name":"Main"}],
             "categories":["Stalls","Standing"],
             "areas":[{"id":"Pit","capacity":50,"category":"Standing","x":0,"y":-5.5}],
             "focus":{"x":1.5,"y":-3}}
            """;

    private static EmbeddedPostgres postgres;
    private static TestGateway server;

    private TestClient client;
    private String unique;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        server = TestGateway.aGateway()
                .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                .start(directory);
        server.database.migrate();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // What the persistence writer keeps, as far as lists read it.
            statement.execute("""
                    CREATE SCHEMA sales;
                    CREATE TABLE sales.writer_watermark (journal_id bigint, sequence bigint);
                    INSERT INTO sales.writer_watermark VALUES (1, 1000000);
                    CREATE TABLE sales.reservations (reservation_id bigint PRIMARY KEY, show_id bigint, customer_id bigint,
                      status text, payment_status text, reference bigint, currency char(3), amount bigint,
                      paid_amount bigint, refund_due_amount bigint, refunded_amount bigint, units int,
                      created_at timestamptz, deadline_at timestamptz, updated_at timestamptz, last_sequence bigint);
                    INSERT INTO sales.reservations SELECT i, 100, 77, 'booked', 'captured', 5, 'EUR', 100, 100, 0, 0, 1,
                      now(), NULL, now(), i FROM generate_series(1, 3) i;
                    """);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        postgres.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = server.organizer();
        unique = Long.toString(System.nanoTime());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private String made(String path, String body) throws IOException {
        Reply reply = client.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        assertEquals(200, client.get(reply.header("location")).status());
        return reply.id();
    }

    private String venue() throws IOException {
        return made(
                "/v1/venues",
                "{\"name\":\"Theatre %s\",\"city\":\"City%s\",\"latitude\":48.2,\"longitude\":16.4,\"timezone\":\"Europe/Vienna\"}"
                        .formatted(unique, unique));
    }

    private String hall() throws IOException {
        return made("/v1/venues/" + venue() + "/halls", "{\"name\":\"Hall 1\"}");
    }

    private String event() throws IOException {
        return made(
                "/v1/events",
                "{\"title\":\"Quasar %s\",\"genres\":[\"drama\"],\"language\":\"de\",\"durationMinutes\":95}"
                        .formatted(unique));
    }

    private static String show(String hall, String event, String map) {
        return ("{\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                        + "\"currency\":\"EUR\",\"rules\":{\"holdTtlMs\":60000},\"externalId\":\"x\","
                        + "\"prices\":{\"categories\":{\"Stalls\":1200},\"seats\":{\"A-1\":1500},\"areas\":{\"Pit\":4000}}}")
                .formatted(hall, event, map, STARTS, STARTS.plusSeconds(7_200));
    }

    private String draft() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        return made("/v1/shows", show(hall, event(), map));
    }

    @Test
    void shouldKeepVenuesAndTheirVersions() throws IOException {
        String id = venue();
        Reply before = client.get("/v1/venues/" + id);
        assertEquals("\"1\"", before.header("etag"));
        String path = "/v1/venues/" + id;
        assertEquals(428, client.request("PATCH", path, "{\"city\":\"Graz\"}").status());
        Reply changed = client.request("PATCH", path, "{\"city\":\"Graz\"}", "If-Match: \"1\"");
        assertEquals(200, changed.status(), changed.text());
        assertEquals("Graz", changed.json().path("city").asText());
        assertEquals(before.json().path("name"), changed.json().path("name"));
        assertEquals(
                412,
                client.request("PATCH", path, "{\"city\":\"Linz\"}", "If-Match: \"1\"")
                        .status());
        assertEquals(
                200,
                client.request("PATCH", path, "{\"city\":null}", "If-Match: *").status());
        try (TestClient other = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(404, other.request("PATCH", path, "{}", "If-Match: *").status());
            assertEquals(404, other.request("DELETE", path, null).status());
        }
        assertEquals(204, client.request("DELETE", path, null).status());
        assertEquals(404, client.get(path).status());
    }

    @Test
    void shouldFindWhatIsThereByItsExternalId() throws IOException {
        String body = "{\"name\":\"V\",\"timezone\":\"UTC\",\"externalId\":\"%s\"}".formatted(unique);
        String id = made("/v1/venues", body);
        Reply again = client.post("/v1/venues", body);
        assertEquals(200, again.status());
        assertEquals(id, again.id());
        assertEquals("/v1/venues/" + id, again.header("location"));
    }

    @Test
    void shouldAnswerARetryLikeTheFirst() throws IOException {
        String body = "{\"name\":\"V\",\"timezone\":\"UTC\"}";
        Reply first = client.post("/v1/venues", body, "Idempotency-Key: " + unique);
        Reply again = client.post("/v1/venues", body, "Idempotency-Key: " + unique);
        assertEquals(201, again.status());
        assertEquals(first.id(), again.id());
        assertEquals(first.header("location"), again.header("location"));
        Reply other = client.post("/v1/venues", "{\"name\":\"W\",\"timezone\":\"UTC\"}", "Idempotency-Key: " + unique);
        assertEquals("idempotency_key_reused", other.code());
        assertNotEquals(first.id(), client.post("/v1/venues", body).id());
    }

    @Test
    void shouldRefuseWhatCannotBeTaken() throws IOException {
        Reply zone = client.post("/v1/venues", "{\"name\":\"V\",\"timezone\":\"Mars/Base\"}");
        assertEquals(422, zone.status());
        assertEquals("invalid_value", zone.code());
        assertEquals("timezone", zone.json().path("field").asText());
        assertEquals(
                400,
                client.post("/v1/venues", "{\"name\":7,\"timezone\":\"UTC\"}").status());
        assertEquals(404, client.post("/v1/venues/1/halls", "{\"name\":\"H\"}").status());
        try (TestClient ann = server.customer(1)) {
            assertEquals(403, ann.post("/v1/venues", "{}").status());
        }
        try (TestClient anybody = server.client()) {
            assertEquals(401, anybody.post("/v1/venues", "{}").status());
        }
    }

    @Test
    void shouldListVenuesAndHalls() throws IOException {
        String hall = hall();
        String venue = client.get("/v1/halls/" + hall).json().path("venueId").asText();
        assertEquals(
                hall,
                client.get("/v1/venues/" + venue + "/halls")
                        .json()
                        .at("/items/0/id")
                        .asText());
        JsonNode venues = client.get("/v1/venues?city=City" + unique).json();
        assertEquals(venue, venues.at("/items/0/id").asText());
        assertTrue(venues.path("next").isNull());
        assertEquals(409, client.request("DELETE", "/v1/venues/" + venue, null).status(), "has halls");
        Reply renamed = client.request("PATCH", "/v1/halls/" + hall, "{\"name\":\"Big\"}", "If-Match: \"1\"");
        assertEquals("Big", renamed.json().path("name").asText());
        assertEquals(204, client.request("DELETE", "/v1/halls/" + hall, null).status());
        JsonNode first = client.get("/v1/venues?limit=1").json();
        assertEquals(1, first.path("items").size());
        assertEquals("invalid_request", client.get("/v1/venues?limit=0").code());
        assertEquals("invalid_request", client.get("/v1/venues?city=%zz").code());
    }

    @Test
    void shouldKeepSeatMapsAsTheyCame() throws IOException {
        String hall = hall();
        String path = "/v1/halls/" + hall + "/seat-maps";
        String id = made(path, MAP);
        Reply map = client.get("/v1/seat-maps/" + id);
        JsonNode seats = map.json().at("/sections/0/rows/0/seats");
        assertEquals(1.25, seats.at("/0/x").asDouble());
        assertEquals("A-2", seats.at("/1/label").asText());
        assertEquals(2, seats.at("/1/places").asInt());
        assertTrue(seats.at("/1/accessible").asBoolean());
        assertEquals(-3, map.json().at("/focus/y").asInt());
        assertEquals(
                304,
                client.get("/v1/seat-maps/" + id, "If-None-Match: " + map.header("etag"))
                        .status());
        Reply again = client.post(path, MAP);
        assertEquals(200, again.status());
        assertEquals(id, again.id());
        assertEquals(id, client.get(path).json().at("/items/0/id").asText());
        Reply twice = client.post(path, MAP.replace("A-2", "A-1"));
        assertEquals(422, twice.status());
        assertEquals("invalid_value", twice.code());
        assertEquals("invalid_value", client.post(path, "{\"sections\":[]}").code());
        assertEquals(
                "invalid_request",
                client.post(path, MAP.replace("2.5", "1e300")).code());
        assertEquals(
                "invalid_request",
                client.post(path, MAP.replace("\"name\":\"Main\"", "\"nome\":\"Main\""))
                        .code());
        assertEquals(204, client.request("DELETE", "/v1/seat-maps/" + id, null).status());
        assertEquals(404, client.get("/v1/seat-maps/" + id).status());
    }

    @Test
    void shouldTakeASeatMapOfAHundredThousandSeats() throws IOException {
        StringBuilder map = new StringBuilder("{\"categories\":[\"A\"],\"sections\":[{\"name\":\"S\",\"rows\":[");
        for (int row = 0; row < 1_000; row++) {
            map.append(row == 0 ? "" : ",").append("{\"label\":\"").append(row).append("\",\"seats\":[");
            for (int seat = 0; seat < 100; seat++) {
                map.append(seat == 0 ? "" : ",")
                        .append("{\"id\":\"%d-%d\",\"label\":\"%d\",\"x\":%d.5,\"y\":%d,\"category\":\"A\"}"
                                .formatted(row, seat, seat, seat, row));
            }
            map.append("]}");
        }
        Reply reply = client.post(
                "/v1/halls/" + hall() + "/seat-maps", map.append("]}]}").toString());
        assertEquals(201, reply.status(), reply.text());
        assertEquals(100_000, reply.json().path("seats").asInt());
    }

    @Test
    void shouldPublishSellAndClose() throws IOException {
        String id = draft();
        try (TestClient ann = server.customer(1)) {
            assertEquals(404, ann.get("/v1/shows/" + id).status(), "a draft is its organizer's");
            Reply published = client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
            assertEquals(200, published.status(), published.text());
            assertEquals("published", published.json().path("status").asText());
            assertEquals(
                    "published",
                    client.post("/v1/shows/" + id + "/publish", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            Reply seen = ann.get("/v1/shows/" + id);
            assertEquals("Quasar " + unique, seen.json().path("eventTitle").asText());
            assertEquals("Theatre " + unique, seen.json().path("venueName").asText());
            assertEquals("Hall 1", seen.json().path("hallName").asText());
            assertEquals(200, seen.status());
            assertFalse(seen.json().has("prices"));
            assertTrue(client.get("/v1/shows/" + id).json().has("prices"));
            String holds = "/v1/shows/" + id + "/holds";
            Reply hold =
                    ann.post(holds, "{\"seats\":[\"A-1\"],\"areas\":[{\"area\":\"Pit\"}],\"expectedAmount\":5500}");
            assertEquals(201, hold.status(), hold.text());
            Reply taken = client.request("PUT", "/v1/shows/" + id + "/seat-blocks", "{\"blocks\":{\"A-1\":1}}");
            assertEquals("seat_unavailable", taken.code());
            assertEquals("A-1", taken.json().at("/conflicts/0").asText());
            Reply blocked = client.request("PUT", "/v1/shows/" + id + "/seat-blocks", "{\"blocks\":{\"A-2\":3}}");
            assertEquals(200, blocked.status(), blocked.text());
            assertEquals(
                    1,
                    ann.get("/v1/shows/" + id + "/availability")
                            .json()
                            .path("blocked")
                            .size());
            Reply prices = client.request("PUT", "/v1/shows/" + id + "/prices", "{\"default\":100}");
            assertEquals(200, prices.status(), prices.text());
            assertEquals(
                    100,
                    ann.get("/v1/shows/" + id + "/prices")
                            .json()
                            .at("/classes/0/amount")
                            .asInt());
            assertEquals(
                    "closed",
                    client.post("/v1/shows/" + id + "/close", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            assertEquals(
                    "show_not_on_sale",
                    ann.post(holds, "{\"areas\":[{\"area\":\"Pit\"}]}").code());
            assertSaleStatus("closed", id, ann);
            assertEquals(
                    "cancelled",
                    client.post("/v1/shows/" + id + "/cancel", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            assertEquals(200, client.post("/v1/shows/" + id + "/archive", null, "If-Match: *").status());
            assertEquals(404, ann.get("/v1/shows/" + id + "/availability").status());
        }
    }

    private void assertSaleStatus(String expected, String show, TestClient anybody) throws IOException {
        String path = "/v1/shows/" + show;
        assertEquals(expected, anybody.get(path).json().path("saleStatus").asText());
        assertEquals(
                expected,
                anybody.get(path + "/availability").json().path("saleStatus").asText());
        if (!expected.equals("on_sale")) {
            Reply refused = anybody.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\"}]}");
            assertEquals("show_not_on_sale", refused.code(), refused.text());
            assertEquals(expected, refused.json().path("saleStatus").asText());
        }
    }

    @Test
    void shouldSayWhyAShowIsNotOnSale() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        assertEquals("not_yet", client.get(path).json().path("saleStatus").asText());
        try (TestClient ann = server.customer(1)) {
            client.post(path + "/publish", null, "If-Match: *");
            assertSaleStatus("on_sale", id, ann);
            String event = ann.get(path).json().path("eventId").asText();
            for (String list : new String[] {"/v1/events/" + event + "/shows", "/v1/shows?limit=200"}) {
                JsonNode items = ann.get(list).json().path("items");
                assertTrue(items.size() > 0, list);
                items.forEach(item -> assertTrue(item.has("saleStatus"), item.toString()));
            }
            client.request("PATCH", path, "{\"onSaleFrom\":\"%s\"}".formatted(STARTS.minusSeconds(60)), "If-Match: *");
            assertSaleStatus("not_yet", id, ann);
            client.request("PATCH", path, "{\"onSaleFrom\":null}", "If-Match: *");
            assertSaleStatus("on_sale", id, ann);
            client.post(path + "/cancel", null, "If-Match: *");
            assertSaleStatus("cancelled", id, ann);
        }
    }

    @Test
    void shouldAnswerAStepsKeyAsItDidFirstAndDemandTheVersionThatIsKnown() throws IOException {
        String path = "/v1/shows/" + draft();
        assertEquals(428, client.post(path + "/publish", null).status());
        assertEquals("precondition_required", client.post(path + "/publish", null).code());
        String draft = client.get(path).header("etag");
        String[] known = {"Idempotency-Key: k" + unique, "If-Match: \"99\", " + draft};
        Reply published = client.post(path + "/publish", null, known);
        assertEquals(200, published.status(), published.text());
        assertFalse(published.json().has("prices"), "kept answers are small");
        assertEquals(412, client.post(path + "/close", null, "If-Match: " + draft).status());
        assertEquals(
                412,
                client.post(path + "/close", null, "If-Match: W/" + published.header("etag"))
                        .status(),
                "a weak tag names no version");
        Reply closed = client.post(path + "/close", null, "If-Match: " + published.header("etag"));
        assertEquals("closed", closed.json().path("status").asText());

        Reply again = client.post(path + "/publish", null, known);

        assertArrayEquals(published.body(), again.body());
        assertEquals(published.header("etag"), again.header("etag"));
        assertEquals("closed", client.get(path).json().path("status").asText(), "sales do not begin again");
        assertEquals(
                "idempotency_key_reused",
                client.post(path + "/publish", "{}", known).code());
        assertEquals(422, client.post(path + "/cancel", null, known).status());
        assertEquals("closed", client.get(path).json().path("status").asText());
    }

    @Test
    void shouldGiveEachAnswerOfAShowItsOwnEtag() throws IOException {
        String path = "/v1/shows/" + draft();
        String rules = "{\"rules\":{\"maxUnitsPerHold\":48,\"maxUnitsPerCustomer\":0}}";
        Reply before = client.request("PATCH", path, rules, "If-Match: *");
        client.post(path + "/publish", null, "If-Match: " + before.header("etag"));
        Reply onSale = client.get(path);
        try (TestClient ann = server.customer(1)) {
            ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":40}],\"seats\":[\"A-1\",\"A-2\"]}");
            ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":10}]}");
        }
        Reply soldOut = client.get(path);
        assertEquals("sold_out", soldOut.json().path("saleStatus").asText(), soldOut.text());
        assertEquals(onSale.json().path("version"), soldOut.json().path("version"));
        assertNotEquals(onSale.header("etag"), soldOut.header("etag"), "the bytes differ, and so does the tag");
        assertEquals(soldOut.header("etag"), client.get(path).header("etag"));
        Reply changed = client.request("PATCH", path, "{}", "If-Match: " + onSale.header("etag"));
        assertEquals(200, changed.status(), "what is known of the show itself is as it was");
    }

    @Test
    void shouldLetAdministratorsAloneLowerTheLatestEnd() throws IOException {
        String path = "/v1/shows/" + draft();
        client.post(path + "/publish", null, "If-Match: *");
        Instant late = STARTS.plusSeconds(100_000);
        client.request("PATCH", path, "{\"endsAt\":\"%s\"}".formatted(late), "If-Match: *");
        Reply shortened =
                client.request("PATCH", path, "{\"endsAt\":\"%s\"}".formatted(STARTS.plusSeconds(60)), "If-Match: *");
        String body = "{\"latestEndsAt\":\"%s\",\"reason\":\"a slip\"}".formatted(STARTS.plusSeconds(60));
        String known = "If-Match: " + shortened.header("etag");
        assertEquals(
                "forbidden", client.request("PUT", path + "/latest-end", body, known).code());
        try (TestClient admin = server.client().as(TestGateway.token(5, Role.ADMIN))) {
            assertEquals(428, admin.request("PUT", path + "/latest-end", body).status());
            assertEquals(
                    "invalid_value",
                    admin.request("PUT", path + "/latest-end", body.replace("a slip", " "), known)
                            .code());
            Reply lowered = admin.request("PUT", path + "/latest-end", body, known);
            assertEquals(200, lowered.status(), lowered.text());
            assertEquals("5", lowered.json().path("changedBy").asText());
            assertEquals(late.toString(), lowered.json().path("from").asText());
            assertEquals("a slip", lowered.json().path("reason").asText());
            assertEquals(
                    412, admin.request("PUT", path + "/latest-end", body, known).status(), "once");
        }
    }

    @Test
    void shouldChangeAndDeleteDrafts() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        String etag = client.get(path).header("etag");
        Reply changed = client.request(
                "PATCH", path, "{\"rules\":{\"maxUnitsPerHold\":4},\"onSaleUntil\":null}", "If-Match: " + etag);
        assertEquals(200, changed.status(), changed.text());
        assertEquals(4, changed.json().at("/rules/maxUnitsPerHold").asInt());
        assertEquals(60_000, changed.json().at("/rules/holdTtlMs").asInt());
        assertEquals(
                412, client.request("PATCH", path, "{}", "If-Match: " + etag).status());
        assertEquals(
                "invalid_request",
                client.request("PATCH", path, "{\"startsAt\":\"soon\"}", "If-Match: *")
                        .code());
        assertEquals(204, client.request("DELETE", path, null).status());
        assertEquals(404, client.post(path + "/publish", null, "If-Match: *").status());
    }

    @Test
    void shouldFindEventsAndShows() throws IOException {
        String id = draft();
        client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
        JsonNode show = client.get("/v1/shows/" + id).json();
        String event = show.path("eventId").asText();
        try (TestClient anybody = server.client()) {
            JsonNode found =
                    anybody.get("/v1/events?q=quasar&city=City" + unique).json();
            assertEquals(event, found.at("/items/0/id").asText());
            JsonNode near = anybody.get("/v1/events?near=48.2,16.4&genre=drama&language=de")
                    .json();
            assertTrue(near.path("items").size() >= 1);
            assertTrue(near.at("/items/0").has("distanceMetres"));
            assertEquals("invalid_request", anybody.get("/v1/events?near=north").code());
            assertEquals(
                    "invalid_request", anybody.get("/v1/events?date=tomorrow").code());
            JsonNode shows = anybody.get("/v1/events/" + event + "/shows").json();
            assertEquals(id, shows.at("/items/0/id").asText());
            JsonNode ofVenue = anybody.get(
                            "/v1/shows?venue=" + show.path("venueId").asText())
                    .json();
            assertEquals(id, ofVenue.at("/items/0/id").asText());
            assertEquals("Hall 1", ofVenue.at("/items/0/hallName").asText());
            assertEquals("invalid_request", anybody.get("/v1/shows?venue=x").code());
        }
    }

    @Test
    void shouldRefuseCursorsThatAreNotOfTheList() throws IOException {
        String event = event();
        try (TestClient ann = server.customer(77)) {
            for (String path : new String[] {
                "/v1/events?cursor=nonsense",
                "/v1/events?cursor=-5",
                "/v1/events/" + event + "/shows?cursor=-5",
                "/v1/shows?cursor=-5",
                "/v1/venues?cursor=nonsense",
                "/v1/bookings?cursor=nonsense",
                "/v1/bookings?cursor=-5",
                "/v1/bookings?cursor=0"
            }) {
                Reply refused = ann.get(path);
                assertEquals(400, refused.status(), path);
                assertEquals("invalid_request", refused.code(), path);
                assertEquals("cursor", refused.json().path("field").asText(), path);
            }
            assertEquals(
                    "invalid_request",
                    ann.get("/v1/events?q=" + "x".repeat(201)).code());
        }
    }

    @Test
    void shouldTakeBlankParametersAsAbsent() throws IOException {
        event();
        JsonNode all = client.get("/v1/venues").json();
        assertEquals(all, client.get("/v1/venues?city=&cursor=&limit=").json());
        assertEquals(all, client.get("/v1/venues?city=%20+").json());
        JsonNode events = client.get("/v1/events").json();
        assertEquals(
                events,
                client.get("/v1/events?q=&city=&date=&genre=&language=&near=&cursor=&limit=")
                        .json());
        assertEquals(200, client.get("/v1/shows?venue=&date=").status());
    }

    @Test
    void shouldTellAnEventWithoutShowsFromNone() throws IOException {
        JsonNode none = client.get("/v1/events/" + event() + "/shows").json();
        assertEquals(0, none.path("items").size());
        Reply unknown = client.get("/v1/events/5/shows");
        assertEquals(404, unknown.status());
        assertEquals("not_found", unknown.code());
    }

    @Test
    void shouldListACustomersBookings() throws IOException {
        try (TestClient ann = server.customer(77)) {
            JsonNode list = ann.get("/v1/bookings?limit=2").json();
            assertEquals(2, list.path("items").size());
            assertEquals("confirmed", list.at("/items/0/status").asText());
            JsonNode rest = ann.get(
                            "/v1/bookings?limit=2&cursor=" + list.path("next").asText())
                    .json();
            assertEquals(1, rest.path("items").size());
            assertEquals("forbidden", ann.get("/v1/bookings?onBehalfOf=78").code());
        }
        try (TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE))) {
            assertEquals(
                    3,
                    office.get("/v1/bookings?onBehalfOf=77")
                            .json()
                            .path("items")
                            .size());
        }
    }
}
