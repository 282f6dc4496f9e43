package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.services.WriterTables;
import io.boxoffice.services.catalog.QuotaConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What organizers may not do to shows that are sold, and bookings after their show, down to a real PostgreSQL. */
class PastBookingsTest {
    private static final Instant STARTS =
            Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    private static EmbeddedPostgres postgres;
    private static TestGateway server;

    private TestClient client;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        server = TestGateway.aGateway()
                .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                .start(directory);
        server.database.migrate();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(WriterTables.CREATE);
            statement.execute("""
                    INSERT INTO sales.writer_watermark VALUES (1, 1000000);
                    INSERT INTO sales.reservations SELECT i, 12, 77, 'booked', 'captured', 5, 'EUR', 100, 100, 0, 0, 1,
                      date_trunc('milliseconds', now()), NULL, now(), i FROM generate_series(5000001, 5000003) i;
                    INSERT INTO sales.booked_seats SELECT i, 0, 0, 100, 'booked' FROM generate_series(5000001, 5000003) i;
                    INSERT INTO sales.payments SELECT i, 1, 100 FROM generate_series(5000001, 5000003) i;
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
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private String made(String path, String body) throws IOException {
        Reply reply = client.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.id();
    }

    private String draft() throws IOException {
        String venue = made("/v1/venues", "{\"name\":\"Theatre\",\"timezone\":\"Europe/Vienna\"}");
        String hall = made("/v1/venues/" + venue + "/halls", "{\"name\":\"Hall 1\"}");
        String map = made("/v1/halls/" + hall + "/seat-maps", """
                {"name":"Plan","categories":["Stalls"],"sections":[{"name":"Main","rows":[{"label":"A","seats":[
                  {"id":"A-1","x":1,"y":0,"category":"Stalls"},{"id":"A-2","x":2,"y":0,"category":"Stalls"}]}]}]}""");
        String event = made("/v1/events", "{\"title\":\"Quasar\"}");
        return made(
                "/v1/shows",
                ("{\"allowOverlap\":true,\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                                + "\"currency\":\"EUR\",\"prices\":{\"default\":1200}}")
                        .formatted(hall, event, map, STARTS, STARTS.plusSeconds(7_200)));
    }

    /** The core knows none of them: their show is long over. */
    @Test
    void shouldLinkFromTheListOfBookingsToNothingThatIsNotThere() throws IOException {
        try (TestClient ann = server.customer(77);
                TestClient ben = server.customer(78);
                TestClient annAtWork = server.client().as(TestGateway.token(77, Role.BOX_OFFICE, 901));
                TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE))) {
            for (JsonNode item : ann.get("/v1/bookings").json().path("items")) {
                String path = "/v1/bookings/" + item.path("id").asText();
                Reply booking = ann.get(path);
                assertEquals(200, booking.status(), booking.text());
                assertEquals("confirmed", booking.json().path("status").asText());
                assertEquals(item.path("createdAt"), booking.json().path("createdAt"));
                String payment =
                        path + "/payments/" + booking.json().path("paymentId").asText();
                assertEquals("completed", ann.get(payment).json().path("status").asText());
                assertEquals(
                        "not_found",
                        ann.get(path + "/payments/" + item.path("id").asText() + "-2")
                                .code());
                assertEquals(
                        "valid",
                        ann.get(path + "/tickets").json().at("/items/0/status").asText());
                assertEquals(200, office.get(path).status());
                assertEquals("not_found", annAtWork.get(path).code(), "for another organisation");

                assertEquals(
                        "wrong_state",
                        ann.post(path + "/cancel", "{\"all\":true}").code());
                assertEquals(
                        "wrong_state",
                        ann.post(path + "/cancel", "{\"seats\":[\"A-1\"]}").code());
                assertEquals(
                        "wrong_state",
                        ann.post(path + "/payments", "{\"token\":\"tok_approve\"}")
                                .code());

                assertEquals("not_found", ben.get(path).code());
                assertEquals("not_found", ben.get(path + "/tickets").code());
                assertEquals("not_found", ben.get(payment).code());
                assertEquals(
                        "not_found",
                        ben.post(path + "/cancel", "{\"all\":true}").code());
                assertEquals(
                        "not_found",
                        ben.post(path + "/payments", "{\"token\":\"tok_approve\"}")
                                .code());
                assertEquals("not_found", client.get(path).code(), "an organizer whose show it was not");
            }
            assertEquals("not_found", ann.get("/v1/bookings/999").code());
            assertEquals("not_found", ann.get("/v1/holds/1").code(), "it is no hold any more");
        }
    }

    @Test
    void shouldNameTheTypesOfTicketsOfAnArchivedShow() throws IOException, SQLException {
        String id = draft();
        String path = "/v1/shows/" + id;
        String types = "{\"default\":1200,\"types\":[{\"name\":\"child\",\"default\":500}]}";
        assertEquals(
                200,
                client.request("PUT", path + "/prices", types, "If-Match: *").status());
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        assertEquals(200, client.post(path + "/cancel", null, "If-Match: *").status());
        assertEquals(200, client.post(path + "/archive", null, "If-Match: *").status());
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO sales.reservations SELECT 6000001, %s, 81, 'booked', 'captured', 5, 'EUR', 500, 500, 0, 0, 1,
                      now(), NULL, now(), 1;
                    INSERT INTO sales.booked_seats VALUES (6000001, 0, 1, 500, 'booked', 1), (6000001, 1, 0, 0, 'booked', 0);
                    """.formatted(id));
        }
        try (TestClient ann = server.customer(81)) {
            JsonNode booking = ann.get("/v1/bookings/6000001").json();
            assertEquals("child", booking.at("/seats/0/type").asText());
            assertEquals("standard", booking.at("/seats/1/type").asText());
            JsonNode tickets = ann.get("/v1/bookings/6000001/tickets").json();
            assertEquals("child", tickets.at("/items/0/type").asText());
        }
    }

    private void sold(String showId, long... ids) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (long id : ids) {
                statement.execute("""
                        INSERT INTO sales.reservations VALUES (%1$d, %2$s, %1$d, 'booked', 'captured', %1$d, 'EUR', 700, 1200, 500,
                          0, 1, now(), NULL, now(), 1);
                        INSERT INTO sales.booked_seats VALUES (%1$d, 0, 0, 700, 'booked'), (%1$d, 1, 1, 500, 'cancelled');
                        INSERT INTO sales.payments VALUES (%1$d, 1, 1200);
                        INSERT INTO sales.refunds VALUES (%1$d, 1, 1, 500, 'EUR', 'due'), (%1$d, 2, 1, 9, 'EUR', 'void');
                        """.formatted(id, showId));
            }
        }
    }

    @Test
    void shouldListTheBookingsOfAShowForThoseWhoSellIt() throws IOException, SQLException {
        String show = draft();
        sold(show, 7_000_001, 7_000_002, 7_000_003);
        String path = "/v1/shows/" + show + "/bookings";
        JsonNode first = client.get(path + "?limit=2").json();
        assertEquals("7000003", first.at("/items/0/id").asText());
        assertEquals("Quasar", first.at("/items/0/show/eventTitle").asText());
        assertEquals("Europe/Vienna", first.at("/items/0/show/timezone").asText());
        assertEquals(STARTS.toString(), first.at("/items/0/show/startsAt").asText());
        assertEquals(1_200, first.at("/items/0/amount").asInt(), "what was sold");
        assertEquals(700, first.at("/items/0/remainingAmount").asInt());
        JsonNode rest = client.get(
                        path + "?limit=2&cursor=" + first.path("next").asText())
                .json();
        assertEquals("7000001", rest.at("/items/0/id").asText());
        assertTrue(rest.path("next").isNull());
        String reference = first.at("/items/1/reference").asText();
        JsonNode found = client.get(
                        path + "?reference=" + reference.replace("-", "").toLowerCase())
                .json();
        assertEquals(first.at("/items/1"), found.at("/items/0"));
        assertEquals(1, found.path("items").size());
        assertEquals(400, client.get(path + "?reference=unknown").status());
        try (TestClient stranger = server.client().as(TestGateway.token(901, Role.ORGANIZER));
                TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE));
                TestClient elsewhere = server.client().as(TestGateway.token(3, Role.BOX_OFFICE, 901));
                TestClient ann = server.customer(7_000_001)) {
            assertEquals("not_found", stranger.get(path).code());
            assertEquals("not_found", elsewhere.get(path).code());
            assertEquals("forbidden", ann.get(path).code());
            assertEquals(3, office.get(path).json().path("items").size());
            assertEquals("not_found", client.get("/v1/shows/5/bookings").code());
        }
    }

    @Test
    void shouldFindABookingByItsReferenceForItsCustomerAndTheBoxOffice() throws IOException, SQLException {
        sold(draft(), 7_100_001);
        try (TestClient ann = server.customer(7_100_001);
                TestClient ben = server.customer(7_100_002);
                TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE));
                TestClient itsOffice =
                        server.client().as(TestGateway.token(4, Role.BOX_OFFICE, TestGateway.ORGANIZER));
                TestClient elsewhere = server.client().as(TestGateway.token(3, Role.BOX_OFFICE, 901))) {
            String path = "/v1/bookings?reference="
                    + ann.get("/v1/bookings").json().at("/items/0/reference").asText();
            for (String part : List.of(path, path.substring(0, path.length() - 1))) {
                for (TestClient theirs : List.of(ann, office, itsOffice)) {
                    JsonNode found = theirs.get(part).json();
                    assertEquals("7100001", found.at("/items/0/id").asText(), found.toString());
                    assertEquals(1, found.path("items").size());
                }
                assertEquals(0, ben.get(part).json().path("items").size());
                assertEquals(0, elsewhere.get(part).json().path("items").size());
            }
            assertEquals(
                    0,
                    ann.get("/v1/bookings?reference=0000-0000-0009")
                            .json()
                            .path("items")
                            .size());
        }
    }

    @Test
    void shouldListRefundsOfABookingAndOfAnOrganisation() throws IOException, SQLException {
        String show = draft();
        sold(show, 7_200_001, 7_200_002);
        sold(draft(), 7_200_003);
        try (TestClient ann = server.customer(7_200_001);
                TestClient ben = server.customer(7_200_002);
                TestClient elsewhere = server.client().as(TestGateway.token(3, Role.BOX_OFFICE, 901))) {
            JsonNode mine = ann.get("/v1/bookings/7200001/refunds").json().path("items");
            assertEquals(2, mine.size());
            assertEquals("void", mine.at("/0/status").asText());
            assertEquals("7200001-r1", mine.at("/1/id").asText());
            assertEquals("7200001-1", mine.at("/1/paymentId").asText());
            assertEquals(500, mine.at("/1/amount").asInt());
            assertEquals("customer_cancelled", mine.at("/1/reason").asText());
            assertEquals("not_found", ben.get("/v1/bookings/7200001/refunds").code());
            assertEquals("forbidden", ann.get("/v1/refunds").code());
            assertEquals(0, elsewhere.get("/v1/refunds").json().path("items").size());
        }
        String path = "/v1/refunds?showId=" + show;
        JsonNode all = client.get(path).json();
        assertEquals(2, all.path("items").size(), "what came to nothing is not in it");
        assertEquals("7200002-r1", all.at("/items/0/id").asText());
        JsonNode first = client.get(path + "&limit=1").json();
        JsonNode next = client.get(
                        path + "&limit=1&cursor=" + first.path("next").asText())
                .json();
        assertEquals(all.at("/items/1"), next.at("/items/0"));
        assertTrue(next.path("next").isNull());
        assertEquals(400, client.get(path + "&cursor=7").status());
    }

    @Test
    void shouldSayWhichTimeOfAShowCannotBeTaken() throws IOException {
        String path = "/v1/shows/" + draft();
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        Instant lastYear = STARTS.minus(365, ChronoUnit.DAYS);
        assertRefused(
                "startsAt",
                path,
                "{\"startsAt\":\"%s\",\"endsAt\":\"%s\"}".formatted(lastYear, lastYear.plusSeconds(60)));
        assertRefused("endsAt", path, "{\"endsAt\":\"%s\"}".formatted(lastYear));
        assertRefused("endsAt", path, "{\"endsAt\":\"%s\"}".formatted(STARTS.plus(3_650, ChronoUnit.DAYS)));
        assertRefused("cancelUntil", path, "{\"cancelUntil\":\"%s\"}".formatted(STARTS.plus(2, ChronoUnit.DAYS)));
        assertRefused("onSaleUntil", path, "{\"onSaleUntil\":\"%s\"}".formatted(STARTS.plus(2, ChronoUnit.DAYS)));
        JsonNode show = client.get(path).json();
        assertEquals(STARTS.toString(), show.path("startsAt").asText());
        assertFalse(show.has("cancelUntil"));
    }

    private void assertRefused(String field, String path, String patch) throws IOException {
        Reply refused = client.request("PATCH", path, patch, "If-Match: *");
        assertEquals(422, refused.status(), refused.text());
        assertEquals("invalid_value", refused.code());
        assertEquals('/' + field, refused.json().at("/errors/0/pointer").asText());
    }

    @Test
    void shouldNotArchiveAShowWithSoldSeats() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        try (TestClient ann = server.customer(79)) {
            assertEquals(201, ann.post(path + "/holds", "{\"seats\":[\"A-1\"]}").status());
            Reply refused = client.post(path + "/archive", null, "If-Match: *");
            assertEquals(409, refused.status());
            assertEquals("wrong_state", refused.code());
            assertTrue(refused.json().path("detail").asText().contains("held or sold"), refused.text());
            assertEquals(200, ann.get(path + "/availability").status());
        }
    }

    @Test
    void shouldNameTheQuotaThatIsReached(@TempDir Path directory) throws IOException {
        QuotaConfig quotas = new QuotaConfig(1, 9, 9, 9, 9, 9, 9, 9, 9);
        try (TestGateway small = TestGateway.aGateway()
                .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                .quotas(quotas)
                .start(directory)) {
            small.database.migrate();
            try (TestClient other = small.client().as(TestGateway.token(4321, Role.ORGANIZER))) {
                String venue = "{\"name\":\"V\",\"timezone\":\"UTC\"}";
                Reply made = other.post("/v1/venues", venue);
                assertEquals(201, made.status());
                Reply refused = other.post("/v1/venues", venue);
                assertEquals(409, refused.status());
                assertEquals("quota_reached", refused.code());
                assertEquals("venues", refused.json().path("quota").asText());
                assertEquals(1, refused.json().path("limit").asInt());
                assertEquals(
                        204,
                        other.request("DELETE", "/v1/venues/" + made.id(), null, "If-Match: *")
                                .status());
                assertEquals(201, other.post("/v1/venues", venue).status());
            }
        }
    }
}
