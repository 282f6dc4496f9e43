package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the API promises of changes of shows: strict bodies, strict versions, one status and one code a kind of refusal. */
class ShowContractTest extends HttpCatalog {

    private record Change(String method, String path, String body) {}

    private static List<Change> changes(String show) {
        return List.of(
                new Change("PATCH", show, "{\"rules\":{\"maxUnitsPerHold\":7}}"),
                new Change("PUT", show + "/prices", "{\"default\":900}"),
                new Change("PUT", show + "/seat-blocks", "{\"blocks\":{\"A-1\":\"house\"}}"),
                new Change("PATCH", show + "/seat-blocks", "{\"unblock\":[\"A-1\"]}"),
                new Change("DELETE", show, null));
    }

    private Reply ask(Change change, String... headers) throws IOException {
        return client.request(change.method, change.path, change.body, headers);
    }

    private static List<String> pointers(Reply refused) {
        TreeSet<String> pointers = new TreeSet<>();
        refused.json()
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        return List.copyOf(pointers);
    }

    @Test
    void shouldChangeOnlyTheVersionThatIsKnown() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        Reply made = client.post("/v1/shows", show(hall, event(), map));
        assertEquals(201, made.status(), made.text());
        String known = made.header("etag");
        assertEquals(
                known, client.get(made.header("location")).header("etag"), "what is made is shown by the same tag");
        for (Change change : changes("/v1/shows/" + made.id())) {
            assertEquals("precondition_required", ask(change).code(), change.toString());
            for (String stale : List.of("\"99\"", "W/" + known, "\"99\", W/" + known, "\"\"")) {
                assertEquals(
                        "precondition_failed", ask(change, "If-Match: " + stale).code(), change + stale);
            }
            Reply changed = ask(change, "If-Match: \"99\", " + known);
            assertEquals(2, changed.status() / 100, changed.text());
            if (changed.status() == 200) {
                assertEquals(
                        "precondition_failed", ask(change, "If-Match: " + known).code(), "once");
                known = changed.header("etag");
            }
        }
    }

    @Test
    void shouldTellAllFieldsAtOnceThatAreUnknownOrOfTheWrongKind() throws IOException {
        String body = """
                {"hallId":7,"eventId":"x","seatMapId":"1","startsAt":"soon","endsAt":"2040-01-01T10:00:00Z","currency":"EUR",
                 "rules":{"holdTTL":5,"maxUnitsPerHold":"4"},"categroy":1,
                 "prices":{"default":"5","categories":{"Stalls/Left":true},"types":[{"name":"child","seats":{"A-1":1.5}}],
                           "periods":[{"from":"2040-01-01T00:00:00Z","periods":[]}]}}""";
        Reply refused = client.post("/v1/shows", body);
        assertEquals(400, refused.status(), refused.text());
        assertEquals("invalid_request", refused.code());
        assertEquals(
                List.of(
                        "/categroy",
                        "/eventId",
                        "/hallId",
                        "/prices/categories/Stalls~1Left",
                        "/prices/default",
                        "/prices/periods/0/periods",
                        "/prices/types/0/seats/A-1",
                        "/rules/holdTTL",
                        "/rules/maxUnitsPerHold",
                        "/startsAt"),
                pointers(refused));
    }

    @Test
    void shouldTellAllValuesAtOnceThatCannotBeTaken() throws IOException {
        String body = """
                {"seatMapId":"1","startsAt":"2040-01-02T10:00:00Z","endsAt":"2040-01-01T10:00:00Z","currency":"EURO",
                 "onSaleFrom":"1950-01-01T00:00:00Z","checkInFrom":"2040-01-03T10:00:00Z","externalId":" ",
                 "rules":{"holdTtlMs":5,"maxUnitsPerHold":49,"maxUnitsPerCustomer":-1},
                 "prices":{"default":-5,"categories":{"Stalls":null},"types":[{"name":" "},null,{"companion":true}],
                           "periods":[{"areas":{"Pit":-1}}]}}""";
        Reply refused = client.post("/v1/shows", body);
        assertEquals(422, refused.status(), refused.text());
        assertEquals("invalid_value", refused.code());
        assertEquals(
                List.of(
                        "/checkInFrom",
                        "/currency",
                        "/endsAt",
                        "/eventId",
                        "/externalId",
                        "/hallId",
                        "/onSaleFrom",
                        "/onSaleUntil",
                        "/prices/categories/Stalls",
                        "/prices/default",
                        "/prices/periods/0/areas/Pit",
                        "/prices/periods/0/from",
                        "/prices/types/0/name",
                        "/prices/types/1",
                        "/prices/types/2/name",
                        "/rules/holdTtlMs",
                        "/rules/maxUnitsPerCustomer",
                        "/rules/maxUnitsPerHold"),
                pointers(refused));
    }

    @Test
    void shouldNameWhatABodyNamesAndIsNotThere() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        Reply refused = client.post("/v1/shows", show("5", "6", map));
        assertEquals(422, refused.status(), refused.text());
        assertEquals(List.of("/eventId", "/hallId"), pointers(refused));
        Reply names = client.post("/v1/shows", show(hall, event(), map).replace("\"A-1\":1500", "\"Z/9\":1"));
        assertEquals(422, names.status(), names.text());
        assertEquals(List.of("/prices/seats/Z~19"), pointers(names));
        try (TestClient other = server.client().as(TestGateway.token(902, Role.ORGANIZER))) {
            Reply strangers = other.post("/v1/shows", show(hall, event(), map));
            assertEquals(422, strangers.status(), "as if they were not there");
            assertEquals(List.of("/eventId", "/hallId"), pointers(strangers));
        }
    }

    @Test
    void shouldKeepWhatIsFixedOnceAShowIsMade() throws IOException {
        String path = "/v1/shows/" + draft();
        JsonNode draft = client.get(path).json();
        Reply refused = client.request(
                "PATCH", path, "{\"currency\":\"USD\",\"externalId\":null,\"hallId\":\"5\"}", "If-Match: *");
        assertEquals(422, refused.status(), refused.text());
        assertEquals(List.of("/currency", "/externalId", "/hallId"), pointers(refused));
        String same = "{\"currency\":\"EUR\",\"hallId\":" + draft.path("hallId") + "}";
        assertEquals(200, client.request("PATCH", path, same, "If-Match: *").status());
        assertEquals(
                List.of("/startsAt"),
                pointers(client.request("PATCH", path, "{\"startsAt\":null,\"endsAt\":null}", "If-Match: *")));
        Reply unknownEnd = client.request("PATCH", path, "{\"endsAt\":null}", "If-Match: *");
        assertEquals(200, unknownEnd.status(), unknownEnd.text());
        assertTrue(unknownEnd.json().path("endIsEstimated").asBoolean());
    }

    @Test
    void shouldKeepAnExternalIdForOneShow() throws IOException {
        String hall = hall();
        String event = event();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String body = show(hall, event, map);
        Reply made = client.post("/v1/shows", body);
        Reply again = client.post("/v1/shows", body);
        assertEquals(200, again.status(), again.text());
        assertEquals(made.id(), again.id());
        assertEquals(made.header("etag"), again.header("etag"));
        for (String other : List.of(
                body.replace("\"A-1\":1500", "\"A-1\":1600"),
                body.replace("\"holdTtlMs\":60000", "\"holdTtlMs\":60001"),
                body.replace("\"EUR\"", "\"USD\""),
                body.replace(
                        STARTS.plusSeconds(7_200).toString(),
                        STARTS.plusSeconds(7_201).toString()))) {
            Reply refused = client.post("/v1/shows", other);
            assertEquals(409, refused.status(), refused.text());
            assertEquals("external_id_taken", refused.code());
        }
        assertEquals(made.header("etag"), client.get("/v1/shows/" + made.id()).header("etag"));
    }

    @Test
    void shouldHideWhatIsNotPublishedFromAllButItsOrganizer() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        try (TestClient anybody = server.client();
                TestClient other = server.client().as(TestGateway.token(902, Role.ORGANIZER))) {
            for (TestClient stranger : List.of(anybody, other)) {
                for (String rest : List.of("", "?include=event", "/seat-map", "/prices", "/availability", "/stream")) {
                    Reply refused = stranger.get(path + rest);
                    assertEquals(404, refused.status(), rest);
                    assertEquals("not_found", refused.code(), rest);
                }
            }
            assertEquals(404, other.get(path + "/seat-blocks").status());
            assertEquals(400, anybody.get("/v1/shows?status=draft").status());
            assertEquals(401, anybody.get("/v1/shows?mine=true").status());
            assertFalse(ids(other, "/v1/shows?mine=true&limit=200").contains(id));
        }
        try (TestClient ann = server.customer(1)) {
            assertEquals(403, ann.get("/v1/shows?mine=true").status());
        }
        assertTrue(ids(client, "/v1/shows?mine=true&status=draft&limit=200").contains(id));
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        assertEquals(200, client.post(path + "/cancel", null, "If-Match: *").status());
        try (TestClient anybody = server.client()) {
            assertEquals("cancelled", anybody.get(path).json().path("status").asText(), "who has a ticket looks there");
        }
    }

    static List<String> ids(TestClient client, String path) throws IOException {
        Reply list = client.get(path);
        assertEquals(200, list.status(), list.text());
        return list.json().path("items").findValuesAsText("id");
    }

    @Test
    void shouldAnswerWhatIsAbsentWithOneCode() throws IOException {
        try (TestClient anybody = server.client()) {
            for (String rest : List.of("", "/seat-map", "/prices", "/availability", "/stream")) {
                assertEquals("not_found", anybody.get("/v1/shows/1" + rest).code(), rest);
            }
        }
        try (TestClient ann = server.customer(1)) {
            assertEquals(
                    "not_found",
                    ann.post("/v1/shows/1/holds", "{\"seats\":[\"A-1\"]}").code());
        }
        for (Change change : changes("/v1/shows/1")) {
            assertEquals("not_found", ask(change, "If-Match: *").code(), change.toString());
        }
    }
}
