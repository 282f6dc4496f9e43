package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.services.catalog.QuotaConfig;
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
            // What the persistence writer keeps, as far as it is read.
            statement.execute("""
                    CREATE SCHEMA sales;
                    CREATE TABLE sales.writer_watermark (journal_id bigint, sequence bigint);
                    INSERT INTO sales.writer_watermark VALUES (1, 1000000);
                    CREATE TABLE sales.reservations (reservation_id bigint PRIMARY KEY, show_id bigint, customer_id bigint,
                      status text, payment_status text, reference bigint, currency char(3), amount bigint,
                      paid_amount bigint, refund_due_amount bigint, refunded_amount bigint, units int,
                      created_at timestamptz, deadline_at timestamptz, updated_at timestamptz, last_sequence bigint);
                    CREATE TABLE sales.booked_seats (reservation_id bigint, ordinal int, unit int, price bigint, status text,
                      ticket_type int DEFAULT 0);
                    CREATE TABLE sales.check_ins (reservation_id bigint, ordinal int);
                    CREATE TABLE sales.payments (reservation_id bigint, attempt int, amount bigint);
                    CREATE TABLE sales.refunds (reservation_id bigint, refund int);
                    CREATE TABLE sales.reservation_transitions (reservation_id bigint, sequence bigint, ordinal int,
                      step text, attempt int, decline_reason text);
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
                ("{\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
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
                        "unknown_payment",
                        ann.get(path + "/payments/" + item.path("id").asText() + "-2")
                                .code());
                assertEquals(
                        "valid",
                        ann.get(path + "/tickets").json().at("/items/0/status").asText());
                assertEquals(200, office.get(path).status());
                assertEquals("unknown_reservation", annAtWork.get(path).code(), "for another organisation");

                assertEquals("wrong_state", ann.post(path + "/cancel", null).code());
                assertEquals(
                        "wrong_state",
                        ann.post(path + "/cancel", "{\"seats\":[\"A-1\"]}").code());
                assertEquals(
                        "wrong_state",
                        ann.post(path + "/payments", "{\"token\":\"tok_approve\"}")
                                .code());

                assertEquals("unknown_reservation", ben.get(path).code());
                assertEquals("unknown_reservation", ben.get(path + "/tickets").code());
                assertEquals("unknown_reservation", ben.get(payment).code());
                assertEquals(
                        "unknown_reservation", ben.post(path + "/cancel", null).code());
                assertEquals(
                        "unknown_reservation",
                        ben.post(path + "/payments", "{\"token\":\"tok_approve\"}")
                                .code());
                assertEquals("unknown_reservation", client.get(path).code(), "an organizer whose show it was not");
            }
            assertEquals("unknown_reservation", ann.get("/v1/bookings/999").code());
            assertEquals("unknown_reservation", ann.get("/v1/holds/1").code(), "it is no hold any more");
        }
    }

    @Test
    void shouldNameTheTypesOfTicketsOfAnArchivedShow() throws IOException, SQLException {
        String id = draft();
        String path = "/v1/shows/" + id;
        String types = "{\"default\":1200,\"types\":[{\"name\":\"child\",\"default\":500}]}";
        assertEquals(200, client.request("PUT", path + "/prices", types).status());
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
                        other.request("DELETE", "/v1/venues/" + made.id(), null).status());
                assertEquals(201, other.post("/v1/venues", venue).status());
            }
        }
    }
}
