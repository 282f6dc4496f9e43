package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.services.WriterTables;
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
import org.junit.jupiter.api.io.TempDir;

/** What tests of the catalog through HTTP, down to a real PostgreSQL, have in common; each test has venues of its own. */
abstract class HttpCatalog {
    static final Instant STARTS = Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    static final String MAP = """
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
    static TestGateway server;

    TestClient client;
    String unique;

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
            statement.execute(WriterTables.CREATE);
            statement.execute("""
                    INSERT INTO sales.writer_watermark VALUES (1, 1000000);
                    INSERT INTO sales.reservations SELECT i, 100, 77, 'booked', 'captured', 5, 'EUR', 100, 100, 0, 0, 1,
                      now(), NULL, now(), i FROM generate_series(1, 3) i;
                    INSERT INTO sales.reservations VALUES (4, 100, 79, 'cancelled', 'refunded', 5, 'EUR', 0, 100, 0, 100, NULL,
                      now(), NULL, now(), 4);
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

    String made(String path, String body) throws IOException {
        Reply reply = client.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        assertEquals(200, client.get(reply.header("location")).status());
        return reply.id();
    }

    String venue() throws IOException {
        return made(
                "/v1/venues",
                "{\"name\":\"Theatre %s\",\"city\":\"City%s\",\"latitude\":48.2,\"longitude\":16.4,\"timezone\":\"Europe/Vienna\"}"
                        .formatted(unique, unique));
    }

    String hall() throws IOException {
        return made("/v1/venues/" + venue() + "/halls", "{\"name\":\"Hall 1\"}");
    }

    String event() throws IOException {
        return made(
                "/v1/events",
                "{\"title\":\"Quasar %s\",\"genres\":[\"drama\"],\"language\":\"de\",\"durationMinutes\":95}"
                        .formatted(unique));
    }

    static String show(String hall, String event, String map) {
        return ("{\"allowOverlap\":true,\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                        + "\"currency\":\"EUR\",\"rules\":{\"holdTtlMs\":60000},\"externalId\":\"x\","
                        + "\"prices\":{\"categories\":{\"Stalls\":1200},\"seats\":{\"A-1\":1500},\"areas\":{\"Pit\":4000}}}")
                .formatted(hall, event, map, STARTS, STARTS.plusSeconds(7_200));
    }

    String draft() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        return made("/v1/shows", show(hall, event(), map));
    }
}
