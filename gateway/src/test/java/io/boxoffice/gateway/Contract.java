package io.boxoffice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.openapi.OpenApiDocument;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.route.Router;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks answers against the OpenAPI document: status, content type, and body, in which nothing undocumented may stand. */
public final class Contract {
    /** Statuses of HTTP itself, which stand for any operation under "default". */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406, 408, 413, 414, 417, 431, 500, 501, 505);

    private final JsonNode document;
    private final Router router;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    public Contract(List<Route> routes, Collection<? extends ProblemCode> problems) {
        document = OpenApiDocument.of(routes, problems);
        router = new Router(routes);
    }

    void check(String method, String path, TestClient.Reply reply) throws IOException {
        String route = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        Router.Match match = router.match(method, route);
        String contentType = reply.header("content-type");
        boolean isProblem = reply.status() >= 400;
        if (isProblem && !method.equals("HEAD")) {
            assertEquals("application/problem+json", contentType);
            validate("Problem", reply);
            assertEquals(reply.status(), reply.json().path("status").asInt());
        }
        if (match == null || match.route() == null) {
            return;
        }
        JsonNode operation = document.path("paths")
                .path(match.route().template())
                .path(match.route().method().name().toLowerCase());
        JsonNode response = operation.path("responses").path(Integer.toString(reply.status()));
        if (isProblem) {
            boolean isUsual = !ANYWHERE.contains(reply.status());
            assertTrue(
                    response.has("$ref") || !isUsual, method + ' ' + path + ": no " + reply.status() + " documented");
            checkHeaders(document.at(response.path("$ref").asText("#").substring(1)), reply);
            return;
        }
        assertTrue(response.isObject(), method + ' ' + path + " answered " + reply.status() + ": not in the contract");
        for (String header : List.of("ETag", "Location", "Retry-After", "Server-Time")) {
            boolean documented = response.path("headers").has(header);
            boolean sent = reply.header(header.toLowerCase(Locale.ROOT)) != null;
            assertTrue(sent || !documented, () -> method + ' ' + path + ' ' + reply.status() + " lacks " + header);
        }
        if (response.path("content").isEmpty() || method.equals("HEAD")) {
            assertEquals(0, reply.body().length);
            return;
        }
        assertNotNull(contentType, "no content type");
        JsonNode media = response.path("content").path(contentType.split(";")[0]);
        assertTrue(media.isObject(), contentType + " is not in the contract of " + path);
        String reference = media.at("/schema/$ref").asText();
        // What stays open has no body to check; its events are checked as they come.
        if (!reference.isEmpty() && !contentType.equals("text/event-stream")) {
            String encoding = reply.header("content-encoding");
            validate(reference.substring(reference.lastIndexOf('/') + 1), encoding == null ? reply : reply.gunzipped());
        }
    }

    /** What an error's description says about headers must hold, where it says so without condition. */
    private static void checkHeaders(JsonNode response, TestClient.Reply reply) {
        if (reply.status() == 429 || reply.status() == 503) {
            assertTrue(response.path("headers").has("Retry-After"));
            assertNotNull(reply.header("retry-after"), "no Retry-After");
        }
        if (reply.status() == 401) {
            assertTrue(response.path("headers").has("WWW-Authenticate"));
            assertEquals("Bearer", reply.header("www-authenticate"));
        }
    }

    /** Checks a server-sent event, given as its fields. */
    void checkEvent(Map<String, String> fields) throws IOException {
        ObjectNode event = new ObjectMapper().valueToTree(fields);
        event.set("data", new ObjectMapper().readTree(fields.get("data")));
        validate("StreamEvent", event);
    }

    private void validate(String schema, TestClient.Reply reply) {
        validate(schema, reply.json());
    }

    /** Checks what a schema of the document is for. */
    public void validate(String schema, JsonNode body) {
        Set<ValidationMessage> faults =
                schemas.computeIfAbsent(schema, this::load).validate(body);
        assertTrue(faults.isEmpty(), () -> schema + ": " + faults + " in " + body);
    }

    private JsonSchema load(String name) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + name);
        JsonNode components = document.path("components").deepCopy();
        if (!name.equals("OpenApi")) {
            close(components.path("schemas"));
        }
        root.set("components", components);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.has("properties")
                && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Contract::close);
    }
}
