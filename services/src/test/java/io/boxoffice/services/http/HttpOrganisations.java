package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.PostgresExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What tests of organisations through HTTP, down to PostgreSQL, have in common. */
@ExtendWith(PostgresExtension.class)
abstract class HttpOrganisations {
    static final String ORGANISATIONS = "/v1/organisations";
    static final String VENUE = "{\"name\":\"Mill\",\"timezone\":\"UTC\"}";
    static final long ANN = 1;
    static final long BEN = 2;
    static final long CARL = 3;

    final ManualClock clock = new ManualClock(Instant.now());
    final List<TestClient> open = new ArrayList<>();

    @TempDir
    Path directory;

    PostgresExtension.Database postgres;
    TestGateway server;

    @BeforeEach
    void start(PostgresExtension.Database database) throws IOException {
        postgres = database;
        server = aGateway()
                .unlimitedCallers()
                .clock(clock)
                .postgres(database.jdbcUrl())
                .start(directory);
        server.database.migrate();
    }

    @AfterEach
    void stop() throws IOException {
        for (TestClient client : open) {
            client.close();
        }
        server.close();
    }

    TestClient as(String bearer) throws IOException {
        TestClient client = server.client().as(bearer);
        open.add(client);
        return client;
    }

    TestClient person(long id) throws IOException {
        return as(TestGateway.token(id, Role.CUSTOMER));
    }

    TestClient admin() throws IOException {
        return as(TestGateway.token(50, Role.ADMIN));
    }

    /** An approved one's id. */
    String organisation(String name) throws IOException {
        Reply made = admin().post(ORGANISATIONS, "{\"name\":\"" + name + "\"}");
        assertEquals(201, made.status(), made.text());
        become(made.id(), "approved");
        return made.id();
    }

    void become(String id, String state) throws IOException {
        Reply now = admin().request("PUT", one(id) + "/state", "{\"state\":\"" + state + "\"}", "If-Match: *");
        assertEquals(200, now.status(), now.text());
    }

    static String one(String id) {
        return ORGANISATIONS + '/' + id;
    }

    static String of(String id) {
        return "Organisation: " + id;
    }

    /** The code of an invitation. */
    static String invited(TestClient by, String id, String role) throws IOException {
        Reply made = by.post(one(id) + "/invitations", "{\"role\":\"" + role + "\"}");
        assertEquals(201, made.status(), made.text());
        return made.json().path("code").asText();
    }

    static Reply accept(TestClient person, String code) throws IOException {
        return person.post("/v1/memberships", "{\"code\":\"" + code + "\"}");
    }

    void join(long person, String id, String role) throws IOException {
        Reply joined = accept(person(person), invited(admin(), id, role));
        assertEquals(200, joined.status(), joined.text());
        assertEquals(role, joined.json().path("role").asText());
    }

    static Reply newKey(TestClient by, String id, String role, boolean readOnly) throws IOException {
        Reply made = by.post(
                one(id) + "/keys",
                "{\"name\":\"till 1\",\"role\":\"%s\",\"readOnly\":%b,\"expiresInDays\":30}".formatted(role, readOnly));
        assertEquals(201, made.status(), made.text());
        return made;
    }

    /** The path of one. */
    String draft(String organisation) throws IOException {
        TestClient organizer = as(TestGateway.token(7, Role.ORGANIZER, Long.parseLong(organisation)));
        String venue = organizer.post("/v1/venues", VENUE).id();
        String hall = organizer
                .post("/v1/venues/" + venue + "/halls", "{\"name\":\"H\"}")
                .id();
        String map = organizer
                .post("/v1/halls/" + hall + "/seat-maps", HttpCatalog.MAP)
                .id();
        String event = organizer.post("/v1/events", "{\"title\":\"Zugzwang\"}").id();
        Reply show = organizer.post("/v1/shows", HttpCatalog.show(hall, event, map));
        assertEquals(201, show.status(), show.text());
        return "/v1/shows/" + show.id();
    }
}
