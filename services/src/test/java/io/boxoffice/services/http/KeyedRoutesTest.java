package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.route.Route;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route that takes an Idempotency-Key looks at it: those whose keys PostgreSQL keeps, over a restart of the gateway. */
class KeyedRoutesTest {
    private static final Instant STARTS =
            Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    /** Their keys are in the booking core, with what they made. */
    private static final Set<String> KEPT_BY_THE_CORE = Set.of(
            "placeHold",
            "placeGroupHold",
            "extendHold",
            "createBooking",
            "cancelBooking",
            "payBooking",
            "reissueTicket");

    @TempDir
    private Path directory;

    /** A request, and another that would do as well but for the key. */
    private record Keyed(String path, String body, String otherBody) {
        /** Only administrators make organisations. */
        String token() {
            return TestGateway.token(
                    TestGateway.ORGANIZER, path.equals("/v1/organisations") ? Role.ADMIN : Role.ORGANIZER);
        }
    }

    private final Map<String, Keyed> asked = new LinkedHashMap<>();
    private final Map<String, Reply> first = new LinkedHashMap<>();

    /** As the persistence writer would: nothing stands in the way of archiving. */
    private static void keepAllBookings(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA sales;
                    CREATE TABLE sales.writer_watermark AS SELECT 1000000::bigint AS sequence;
                    CREATE TABLE sales.reservations (show_id bigint, status text, refund_due_amount bigint, payment_status text)
                    """);
        }
    }

    private Reply ask(TestClient client, String operation, String body) throws IOException {
        Keyed keyed = asked.get(operation);
        return client.as(keyed.token()).post(keyed.path, body, "Idempotency-Key: k", "If-Match: *");
    }

    private String made(TestClient client, String operation, String path, String body, String otherBody)
            throws IOException {
        asked.put(operation, new Keyed(path, body, otherBody));
        Reply reply = ask(client, operation, body);
        assertEquals(2, reply.status() / 100, operation + ": " + reply.text());
        first.put(operation, reply);
        return reply.id();
    }

    private void step(TestClient client, String operation, String path) throws IOException {
        // Each step has a key of its own path, and all keys of a show's steps are one set.
        asked.put(operation, new Keyed(path, null, "{}"));
        Reply reply = client.as(asked.get(operation).token())
                .post(path, null, "Idempotency-Key: " + operation, "If-Match: *");
        assertEquals(200, reply.status(), operation + ": " + reply.text());
        first.put(operation, reply);
    }

    private void askAll(TestClient client) throws IOException {
        made(client, "createOrganisation", "/v1/organisations", "{\"name\":\"A\"}", "{\"name\":\"B\"}");
        String venue = made(
                client,
                "createVenue",
                "/v1/venues",
                "{\"name\":\"A\",\"timezone\":\"UTC\"}",
                "{\"name\":\"B\",\"timezone\":\"UTC\"}");
        String hall =
                made(client, "createHall", "/v1/venues/" + venue + "/halls", "{\"name\":\"A\"}", "{\"name\":\"B\"}");
        String map = """
                {"name":"%s","sections":[{"rows":[{"seats":[{"id":"A-1","label":"1","x":1,"y":0,"category":"C"}],
                 "label":"A"}],"name":"M"}],"categories":["C"],"areas":[]}""";
        String seatMap = made(
                client, "createSeatMap", "/v1/halls/" + hall + "/seat-maps", map.formatted("A"), map.formatted("B"));
        String event = made(client, "createEvent", "/v1/events", "{\"title\":\"A\"}", "{\"title\":\"B\"}");
        String show =
                ("{\"allowOverlap\":true,\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                                + "\"currency\":\"EUR\",\"prices\":{\"default\":%%d,\"seats\":{\"A-1\":5}}}")
                        .formatted(hall, event, seatMap, STARTS, STARTS.plusSeconds(60));
        String batch = "{\"shows\":[" + show + "]}";
        made(client, "createShows", "/v1/show-batches", batch.formatted(3), batch.formatted(4));
        String drafted = first.get("createShows").json().at("/items/0/id").asText();
        String publication = "{\"shows\":[{\"id\":\"" + drafted + "\",\"ifMatch\":\"%s\"}]}";
        made(client, "publishShows", "/v1/show-publications", publication.formatted("*"), publication.formatted("1"));
        String season = """
                {"eventId":"%s","halls":[{"hallId":"%s","seatMapId":"%s"}],"from":"%s","until":"%s","times":["20:15"],
                 "allowOverlap":true,"currency":"EUR","durationMinutes":%%d}""".formatted(event, hall, seatMap, day(1), day(3));
        made(client, "createSeason", "/v1/show-seasons", season.formatted(60), season.formatted(61));
        String change = "{\"shows\":[{\"id\":\"" + drafted + "\",\"ifMatch\":\"*\"}],\"moveMinutes\":%d}";
        made(client, "changeShows", "/v1/show-changes", change.formatted(5), change.formatted(6));
        String showId = made(client, "createShow", "/v1/shows", show.formatted(1), show.formatted(2));
        step(client, "publishShow", "/v1/shows/" + showId + "/publish");
        step(client, "closeShow", "/v1/shows/" + showId + "/close");
        step(client, "cancelShow", "/v1/shows/" + showId + "/cancel");
        step(client, "archiveShow", "/v1/shows/" + showId + "/archive");
    }

    private static String day(int after) {
        return STARTS.plusSeconds(86_400L * after).toString().substring(0, 10);
    }

    private void assertAnsweredAsFirst(TestClient client) throws IOException {
        for (Map.Entry<String, Keyed> each : asked.entrySet()) {
            Keyed keyed = each.getValue();
            boolean step = keyed.body == null;
            String key = "Idempotency-Key: " + (step ? each.getKey() : "k");
            client.as(keyed.token());
            Reply again = client.post(keyed.path, keyed.body, key, "If-Match: \"1\"");
            Reply once = first.get(each.getKey());
            assertEquals(once.status(), again.status(), each.getKey() + ": " + again.text());
            assertArrayEquals(once.body(), again.body(), each.getKey());
            assertEquals(once.header("etag"), again.header("etag"), each.getKey());
            assertEquals(once.header("location"), again.header("location"), each.getKey());
            Reply other = client.post(keyed.path, keyed.otherBody, key, "If-Match: *");
            assertEquals("idempotency_key_reused", other.code(), each.getKey() + ": " + other.text());
            assertEquals(422, other.status(), each.getKey());
        }
    }

    @Test
    void shouldAnswerEveryKeyAsItDidFirstAndRefuseItWithAnotherBody() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            TestGateway.Setup setup =
                    aGateway().unlimitedCallers().postgres(postgres.getJdbcUrl("postgres", "postgres"));
            try (TestGateway server = setup.start(directory)) {
                server.database.migrate();
                keepAllBookings(postgres);
                try (TestClient client = server.organizer()) {
                    askAll(client);
                    assertAnsweredAsFirst(client);
                }
                Set<String> declared = new TreeSet<>();
                for (Route route : server.gateway.operations()) {
                    if (route.parameters().stream().anyMatch(p -> p.name().equals("Idempotency-Key"))) {
                        declared.add(route.operationId());
                    }
                }
                declared.removeAll(KEPT_BY_THE_CORE);
                assertEquals(new TreeSet<>(asked.keySet()), declared, "every route that declares a key is tried");
            }
            try (TestGateway server = setup.start(directory)) {
                server.database.migrate();
                try (TestClient client = server.organizer()) {
                    assertAnsweredAsFirst(client);
                }
            }
        }
    }

    @Test
    void shouldGiveWhatIsVersionedItsEtagWhenItIsMade() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                TestGateway server = aGateway()
                        .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                        .start(directory)) {
            server.database.migrate();
            keepAllBookings(postgres);
            try (TestClient client = server.organizer()) {
                askAll(client);
                for (String operation : new String[] {"createVenue", "createHall", "createEvent", "createShow"}) {
                    String etag = first.get(operation).header("etag");
                    assertTrue(Ids.parse(etag.substring(1, 2)) == 1, operation + ": " + etag);
                }
            }
        }
    }
}
