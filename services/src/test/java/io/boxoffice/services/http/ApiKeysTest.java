package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.ORGANIZER;
import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** API keys of organisations, and what is kept of them and of members. */
class ApiKeysTest extends HttpOrganisations {
    @Test
    void shouldKeepNoCodeAndNoKeyThatCouldBeRead() throws IOException {
        String id = organisation("Mill");
        String code = invited(admin(), id, "owner");
        String key = newKey(admin(), id, "door", false).json().path("key").asText();
        String kept = server.database.withHandle(
                handle -> handle.createQuery("""
                        SELECT (SELECT json_agg(i)::text FROM organisation.invitations i)
                          || (SELECT json_agg(k)::text FROM organisation.keys k)
                          || coalesce((SELECT json_agg(convert_from(body, 'UTF8'))::text FROM keys.idempotency_keys), '')""").mapTo(String.class).one());
        String file = Files.readString(directory.resolve("organisations"));
        assertTrue(kept.contains("till 1"), kept);
        assertTrue(file.contains("key " + id), file);
        for (String secret : List.of(code, key, key.substring(key.lastIndexOf('_') + 1))) {
            assertFalse(kept.contains(secret) || file.contains(secret), secret);
        }
    }

    @Test
    void shouldTakeAKeyAsFarAsItGoesUntilItEndsOrIsRevoked() throws IOException {
        String id = organisation("Mill");
        join(ANN, id, "owner");
        Reply made = newKey(person(ANN), id, "manager", false);
        String text = made.json().path("key").asText();
        assertTrue(text.startsWith("bxo_"), text);
        TestClient key = as(text);
        Reply venue = key.post("/v1/venues", VENUE);
        assertEquals(201, venue.status(), venue.text());
        assertEquals(id, venue.json().path("organizerId").asText());
        assertEquals(
                "not_a_member",
                key.post("/v1/venues", VENUE, of(organisation("Forge"))).code());
        assertEquals(200, key.get(one(id)).status());
        for (String people : List.of("/members", "/invitations", "/keys")) {
            assertEquals("forbidden", key.get(one(id) + people).code(), "keys do not decide who works there");
        }
        TestClient reader =
                as(newKey(person(ANN), id, "manager", true).json().path("key").asText());
        assertEquals(200, reader.get("/v1/venues?mine=true").status());
        assertEquals("forbidden", reader.post("/v1/venues", VENUE).code());

        for (String wrong : List.of(
                text.substring(0, text.length() - 1) + (text.endsWith("A") ? 'B' : 'A'),
                text + "A",
                "bxo_",
                "bxo_" + "0".repeat(60),
                "bxo_" + "é".repeat(30))) {
            assertEquals(401, as(wrong).get("/v1/venues?mine=true").status(), wrong);
        }
        assertEquals(
                204,
                person(ANN).request("DELETE", made.header("location"), null).status());
        assertEquals(401, key.get("/v1/venues?mine=true").status());
        clock.advance(Duration.ofDays(30));
        assertEquals(401, reader.get("/v1/venues?mine=true").status());
    }

    /** What the core sells needs no PostgreSQL, and so neither does who may sell it. */
    @Test
    void shouldKnowMembersAndKeysWithoutPostgreSqlAfterAStartToo() throws IOException {
        assertEquals(
                201,
                as(TestGateway.token(ORGANIZER, Role.ORGANIZER))
                        .post("/v1/venues", VENUE)
                        .status());
        String id = String.valueOf(ORGANIZER);
        join(ANN, id, "owner");
        String key =
                newKey(person(ANN), id, "box_office", false).json().path("key").asText();
        String counter = "{\"seats\":[\"A-1\"]}";
        server.close();
        open.clear();
        server = aGateway().clock(clock).start(directory);

        Reply hold = as(key).post("/v1/shows/" + SHOW + "/holds", counter);
        assertEquals(201, hold.status(), hold.text());
        assertEquals(
                200,
                person(ANN).get("/v1/holds/" + hold.id(), of(id)).status(),
                "a sale at the counter is the house's");
        assertEquals(404, person(ANN).get("/v1/holds/" + hold.id()).status());
        assertEquals(503, as(key).get("/v1/shows/" + SHOW + "/bookings").status(), "PostgreSQL is away");
    }
}
