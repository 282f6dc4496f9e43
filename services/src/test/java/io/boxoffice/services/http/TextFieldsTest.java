package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.route.Route;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every text of every body, as the API's own description lists them: whatever is added there is tried here too. */
class TextFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FORGERIES =
            List.of("\r", "\u001B[2J", "\u0000", "\u007F", "\u0085", "\u009B", "\u202E", "\u2066", "\uE000", "\u2028");

    private static EmbeddedPostgres postgres;
    private static TestGateway server;
    private static JsonNode schemas;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        postgres = EmbeddedPostgres.start();
        server = TestGateway.aGateway()
                .postgres(postgres.getJdbcUrl("postgres", "postgres"))
                .unlimitedCallers()
                .start(directory);
        server.database.migrate();
        try (TestClient client = server.client()) {
            schemas = client.get("/openapi.json").json().at("/components/schemas");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        postgres.close();
    }

    @Test
    void shouldRefuseForgingCharactersInEveryTextOfEveryBody() throws IOException {
        Map<String, String> ids = new TreeMap<>();
        int tried = 0;
        try (TestClient organizer = server.organizer()) {
            ids.put("venueId", made(organizer, "/v1/venues", "VenueRequest", ids));
            ids.put("hallId", made(organizer, "/v1/venues/" + ids.get("venueId") + "/halls", "HallRequest", ids));
            ids.put(
                    "seatMapId",
                    made(organizer, "/v1/halls/" + ids.get("hallId") + "/seat-maps", "SeatMapRequest", ids));
            ids.put("eventId", made(organizer, "/v1/events", "EventRequest", ids));
            ids.put("showId", made(organizer, "/v1/shows", "ShowRequest", ids));
            ids.put("bookingId", "1");
            for (Route route : server.gateway.operations()) {
                if (route.requestSchema() != null) {
                    tried += tryAllTexts(organizer, route, ids);
                }
            }
        }
        assertTrue(tried > 25 * FORGERIES.size(), tried + " tries");
    }

    private int tryAllTexts(TestClient client, Route route, Map<String, String> ids) throws IOException {
        String path = route.template();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        List<String> texts = new ArrayList<>();
        sample(schemas.path(route.requestSchema()), "", ids, texts);
        int tried = 0;
        for (String pointer : texts) {
            for (String forgery : FORGERIES) {
                if (OF_LINES.contains(pointer) && forgery.equals("\r")) {
                    // Becomes a line break.
                    continue;
                }
                ObjectNode body = (ObjectNode) sample(schemas.path(route.requestSchema()), "", ids, new ArrayList<>());
                set(body, pointer, "Te" + forgery + "xt");
                client.write(route.method().name(), path, body.toString(), "If-Match: *");
                Reply reply = client.read();
                String what = route.operationId() + " " + pointer + " " + JSON.writeValueAsString(forgery) + ": "
                        + reply.status() + " " + reply.text();
                assertTrue(reply.status() >= 400 && reply.status() < 500, what);
                assertFalse(reply.status() == 401 || reply.status() == 428 || reply.status() == 429, what);
                // The seats that a hold names are given back to who named them; nothing else repeats what is refused.
                assertFalse(reply.text().contains(forgery) && !reply.code().equals("unknown_seat"), what);
                tried++;
            }
        }
        return tried;
    }

    @Test
    void shouldLetADescriptionHaveLinesAndComposeLetters() throws IOException {
        try (TestClient organizer = server.organizer()) {
            Reply made = organizer.post("/v1/events", "{\"title\":\"Cafe\u0301\",\"description\":\"a\\n\\tb\"}");
            assertEquals(201, made.status(), made.text());
            JsonNode event = organizer.get("/v1/events/" + made.id()).json();
            assertEquals("Caf\u00E9", event.path("title").asText());
            assertEquals("a\n\tb", event.path("description").asText());
        }
    }

    @Test
    void shouldRefuseSeatsThatLookTheSameAndNameBoth() throws IOException {
        try (TestClient organizer = server.organizer()) {
            Map<String, String> ids = new TreeMap<>();
            String venue = made(organizer, "/v1/venues", "VenueRequest", ids);
            String hall = made(organizer, "/v1/venues/" + venue + "/halls", "HallRequest", ids);
            ObjectNode map = (ObjectNode) sample(schemas.path("SeatMapRequest"), "", ids, new ArrayList<>());
            ArrayNode seats = (ArrayNode) map.at("/sections/0/rows/0/seats");
            ObjectNode twin = seats.get(0).deepCopy();
            ((ObjectNode) seats.get(0)).put("id", "A-1");
            seats.add(twin.put("id", "\u0410-1"));
            Reply refused = organizer.post("/v1/halls/" + hall + "/seat-maps", map.toString());
            assertEquals(422, refused.status(), refused.text());
            assertEquals(
                    "/sections/0/rows/0/seats/1/id",
                    refused.json().at("/errors/0/pointer").asText());
            assertTrue(refused.json().at("/errors/0/detail").asText().contains("A-1 and \u0410-1"), refused.text());
        }
    }

    /** What the sample body of a schema makes, so that it is known to be refused for its texts alone. */
    private static String made(TestClient client, String path, String schema, Map<String, String> ids)
            throws IOException {
        Reply reply = client.post(
                path, sample(schemas.path(schema), "", ids, new ArrayList<>()).toString());
        // Made, or there already, by another test.
        assertTrue(reply.status() == 201 || reply.status() == 200, reply.text());
        return reply.id();
    }

    private static final Set<String> OF_LINES = Set.of("/description", "/directions", "/accessibility", "/access");
    private static final Map<String, String> PATTERNED = Map.of("currency", "EUR", "country", "GB", "language", "en");

    /**
     * A body with everything a schema lists.
     *
     * @param texts gets a pointer to each free text in it
     */
    private static JsonNode sample(JsonNode schema, String pointer, Map<String, String> ids, List<String> texts) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText();
            return sample(schemas.path(name.substring(name.lastIndexOf('/') + 1)), pointer, ids, texts);
        }
        if (schema.has("oneOf")) {
            return sample(schema.path("oneOf").get(0), pointer, ids, texts);
        }
        JsonNode types = schema.path("type");
        return switch (types.isArray() ? types.get(0).asText() : types.asText()) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                for (Map.Entry<String, JsonNode> property :
                        schema.path("properties").properties()) {
                    String name = property.getKey();
                    if (name.equals("images")) {
                        // Of files that were sent.
                        continue;
                    }
                    object.set(name, sample(property.getValue(), pointer + "/" + name, ids, texts));
                }
                yield object;
            }
            case "array" -> JSON.createArrayNode().add(sample(schema.path("items"), pointer + "/0", ids, texts));
            case "integer" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(
                                schema.path("minimum").asLong(),
                                Math.min(1_000, schema.path("maximum").asLong(1_000))));
            case "number" -> JSON.getNodeFactory().numberNode(0);
            case "boolean" -> JSON.getNodeFactory().booleanNode(false);
            default -> text(schema, pointer, ids, texts);
        };
    }

    private static JsonNode text(JsonNode schema, String pointer, Map<String, String> ids, List<String> texts) {
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        if (schema.path("format").asText().equals("date-time")) {
            long days = List.of(
                                    "onSaleFrom",
                                    "cancelUntil",
                                    "onSaleUntil",
                                    "checkInFrom",
                                    "startsAt",
                                    "checkInUntil",
                                    "endsAt")
                            .indexOf(name)
                    + 1;
            return TextNode.valueOf(Instant.now().plusSeconds(days * 86_400).toString());
        }
        if (schema.has("pattern")) {
            return TextNode.valueOf(PATTERNED.getOrDefault(name, ids.getOrDefault(name, "1")));
        }
        texts.add(pointer);
        return TextNode.valueOf(
                name.equals("timezone") ? "Europe/Vienna" : isLink(name) ? "https://a.example" : "Text");
    }

    /** What is checked by more than a pattern of the schema. */
    private static boolean isLink(String name) {
        return Set.of("website", "trailer", "url").contains(name);
    }

    private static void set(ObjectNode body, String pointer, String text) {
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1);
        JsonNode parent = body.at(pointer.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), TextNode.valueOf(text));
        } else {
            ((ObjectNode) parent).put(last, text);
        }
    }
}
