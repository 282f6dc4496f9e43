package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.record.RecordSchemas;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every route there is, taken from the table of routes. */
class EveryRouteTest {
    @TempDir
    private Path directory;

    /** A path of the route: every parameter is a number that names nothing. */
    private static String path(Route route) {
        String query = route.parameters().stream()
                .filter(parameter -> parameter.isQuery() && parameter.isRequired())
                .map(parameter -> parameter.name() + "=77777")
                .collect(Collectors.joining("&", "?", ""));
        return route.template().replaceAll("\\{[^}]*}", "77777") + (query.equals("?") ? "" : query);
    }

    private static Reply with(TestClient client, Route route, String parameters) throws IOException {
        String path = path(route);
        client.write(
                route.method().name(),
                path + (path.contains("?") ? "&" : "?") + parameters,
                route.requestSchema() == null ? null : "{}",
                "If-Match: *");
        return client.read();
    }

    private static String told(Reply reply, int position) {
        JsonNode error = reply.json().path("errors").path(position);
        return error.path("parameter").asText() + ' ' + error.path("code").asText();
    }

    private static Reply ask(TestClient client, Route route, String body) throws IOException {
        client.write(route.method().name(), path(route), body);
        return client.read();
    }

    @Test
    void shouldRefuseEveryRoleThatIsNotNamedAndEverybodyWithoutAToken() throws IOException {
        int refused = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                if (route.roles().isEmpty()) {
                    continue;
                }
                String body = route.requestSchema() == null ? null : "{}";
                try (TestClient client = server.client()) {
                    assertEquals(401, ask(client, route, body).status(), route.operationId());
                }
                for (Role role : Role.values()) {
                    if (!route.roles().contains(role)) {
                        try (TestClient client = server.client().as(TestGateway.token(5, role))) {
                            assertEquals(403, ask(client, route, body).status(), route.operationId() + " as " + role);
                            refused++;
                        }
                    }
                }
                assertTrue(route.roles().contains(Role.ADMIN), route.operationId());
            }
        }
        assertTrue(refused > 20, "there are routes that some may not use");
    }

    @Test
    void shouldTakeNoBodyThatIsNotDeclaredAndNoneThatIsTooLarge() throws IOException {
        String token = TestGateway.token(5, Role.ADMIN);
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                boolean takesNone = route.bodyTypes().isEmpty();
                int limit = takesNone
                        ? route.method() == Route.Method.POST ? 16 : 0
                        : Math.max(8_192, route.maxBodyBytes());
                String type = takesNone ? "application/json" : route.bodyTypes().get(0);
                try (TestClient client = server.client().as(token)) {
                    client.write(
                            route.method().name(),
                            path(route),
                            null,
                            "Content-Type: " + type,
                            "If-Match: *",
                            "Content-Length: " + (limit + 1));
                    Reply reply = client.read();
                    assertEquals(413, reply.status(), route.operationId());
                    assertEquals(limit, reply.json().path("limit").asInt(-1), route.operationId());
                    assertTrue(limit <= 33_554_432, route.operationId());
                }
            }
        }
    }

    @Test
    void shouldTakeNoBodyOfAnotherType() throws IOException {
        String token = TestGateway.token(5, Role.ADMIN);
        int refused = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                if (route.bodyTypes().isEmpty()) {
                    continue;
                }
                try (TestClient client = server.client().as(token)) {
                    client.write(
                            route.method().name(),
                            path(route),
                            null,
                            "Content-Type: image/tiff",
                            "If-Match: *",
                            "Content-Length: 2");
                    client.raw("{}");
                    Reply reply = client.read();
                    assertEquals(415, reply.status(), route.operationId());
                    assertEquals(String.join(", ", route.bodyTypes()), reply.header("accept"), route.operationId());
                    refused++;
                }
            }
        }
        assertTrue(refused > 20, refused + " routes take a body");
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnowOrThatComeTwiceAllAtOnce() throws IOException {
        String token = TestGateway.token(5, Role.ADMIN);
        int parameters = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                String what = route.operationId();
                try (TestClient client = server.client().as(token)) {
                    Reply unknown = with(client, route, "catego%C3%ABry=&lim%20it=3&page=2");
                    assertEquals(400, unknown.status(), what);
                    assertEquals("invalid_request", unknown.code(), what);
                    assertEquals("categoëry unknown_parameter", told(unknown, 0), what);
                    assertEquals("lim it unknown_parameter", told(unknown, 1), what);
                    assertEquals("page unknown_parameter", told(unknown, 2), what);
                    for (Parameter parameter : route.parameters()) {
                        if (parameter.isQuery()) {
                            parameters++;
                            String once = parameter.name() + "=&";
                            Reply twice = with(client, route, once.repeat(parameter.maxTimes() + 1) + "x=1");
                            assertEquals(400, twice.status(), what);
                            assertEquals(parameter.name() + " repeated_parameter", told(twice, 0), what);
                            assertEquals("x unknown_parameter", told(twice, 1), what);
                        }
                    }
                }
            }
        }
        assertTrue(parameters > 15, "there are routes that have parameters");
    }

    @Test
    void shouldRefuseValuesThatAParameterCannotHave() throws IOException {
        String token = TestGateway.token(5, Role.ADMIN);
        int refused = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                for (Parameter parameter : route.parameters()) {
                    boolean isAnyText = parameter.kind() == Parameter.Kind.TEXT && parameter.pattern() == null;
                    if (!parameter.isQuery() || parameter.isRequired() || isAnyText) {
                        continue;
                    }
                    for (String value : new String[] {"-1", "x%00", "%F0%9F%8E%AD", "2026-02-30", "0x1"}) {
                        try (TestClient client = server.client().as(token)) {
                            Reply reply = with(client, route, parameter.name() + '=' + value);
                            assertEquals(400, reply.status(), route.operationId() + ' ' + parameter.name());
                            assertEquals(parameter.name() + " invalid", told(reply, 0));
                            refused++;
                        }
                    }
                }
            }
        }
        assertTrue(refused > 30, "there are parameters of a kind");
    }

    @Test
    void shouldDemandIfMatchBeforeAnythingElseIsLookedAt() throws IOException {
        String token = TestGateway.token(5, Role.ADMIN);
        int demanding = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory)) {
            for (Route route : server.gateway.operations()) {
                if (route.demandsIfMatch()) {
                    try (TestClient client = server.client().as(token)) {
                        Reply reply = ask(client, route, route.requestSchema() == null ? null : "no JSON");
                        assertEquals("precondition_required", reply.code(), route.operationId());
                        demanding++;
                    }
                }
            }
        }
        assertTrue(demanding > 3, "there are routes that demand it");
    }

    /** The record that a route's body is bound to, or changes parts of; null: it is read by hand, or there is none. */
    private static Class<?> record(Route route) {
        for (Class<?> record : route.records()) {
            if (record.getSimpleName().equals(route.requestSchema())) {
                return record;
            }
        }
        for (Class<?> record : route.patches()) {
            if (RecordSchemas.patchName(record).equals(route.requestSchema())) {
                return record;
            }
        }
        return null;
    }

    @Test
    void shouldTellAllThatIsUnknownOrOfTheWrongKindInEveryRecordBody() throws IOException {
        int tried = 0;
        try (TestGateway server = aGateway().unlimitedCallers().start(directory);
                TestClient client = server.client().as(TestGateway.token(5, Role.ADMIN))) {
            for (Route route : server.gateway.operations()) {
                Class<?> record = record(route);
                if (record == null) {
                    continue;
                }
                String first = record.getRecordComponents()[0].getName();
                String body = "{\"noSuchField\":[{}],\"%s\":[[{}]]}".formatted(first);
                client.write(route.method().name(), path(route), body, "If-Match: *");
                Reply reply = client.read();
                assertEquals(400, reply.status(), route.operationId() + ": " + reply.text());
                assertEquals("invalid_request", reply.code(), route.operationId());
                Set<String> errors = new TreeSet<>();
                reply.json()
                        .path("errors")
                        .forEach(error -> errors.add(error.path("pointer").asText()));
                assertTrue(errors.contains("/noSuchField"), route.operationId() + ": " + errors);
                assertTrue(
                        errors.stream().anyMatch(pointer -> pointer.startsWith("/" + first)),
                        route.operationId() + ": " + errors);
                tried++;
            }
        }
        assertTrue(tried >= 6, tried + " bodies are records");
    }

    /**
     * What has no versions: holds, what a person saved or typed for mails, seat maps while no show has them, images, and what has one
     * value, such as a member's role.
     */
    private static final Set<String> WITHOUT_VERSIONS = Set.of(
            "releaseHold",
            "saveShow",
            "removeSavedShow",
            "deleteSeatMap",
            "putContact",
            "erasePersonalData",
            "removeImage",
            "changeMember",
            "removeMember",
            "revokeInvitation",
            "revokeApiKey");

    @Test
    void shouldDemandTheKnownVersionWhereverSomethingIsChanged() throws IOException {
        Set<String> free = new TreeSet<>();
        try (TestGateway server = aGateway().unlimitedCallers().start(directory);
                TestClient client = server.client().as(TestGateway.token(5, Role.ADMIN))) {
            for (Route route : server.gateway.operations()) {
                if (route.demandsIfMatch()) {
                    Reply reply = ask(client, route, route.requestSchema() == null ? null : "{}");
                    assertEquals(428, reply.status(), route.operationId() + ": " + reply.text());
                } else if (Set.of(Route.Method.PUT, Route.Method.PATCH, Route.Method.DELETE)
                        .contains(route.method())) {
                    free.add(route.operationId());
                }
            }
        }
        assertEquals(new TreeSet<>(WITHOUT_VERSIONS), free);
    }

    /** A check-in is a fact, and a group is its holds: neither is read again by itself. */
    private static final Set<String> MADE_NOWHERE = Set.of("checkIn", "placeGroupHold");

    @Test
    void shouldSayWhereWhatWasMadeIsAndInWhichVersion() throws IOException {
        Set<String> nowhere = new TreeSet<>();
        int versioned = 0;
        try (TestGateway server = aGateway().start(directory)) {
            for (Route route : server.gateway.operations()) {
                if (!route.answers().containsKey(201)) {
                    continue;
                }
                if (!route.headers(201).contains(AnswerHeader.LOCATION)) {
                    nowhere.add(route.operationId());
                }
                String kind = route.template().substring(route.template().lastIndexOf('/'));
                boolean hasVersions = server.gateway.operations().stream()
                        .anyMatch(read -> read.method() == Route.Method.GET
                                && read.template().matches("/v1(/.*)?" + kind + "/\\{[^}]*}")
                                && read.headers(200).contains(AnswerHeader.ETAG));
                assertEquals(hasVersions, route.headers(201).contains(AnswerHeader.ETAG), route.operationId());
                versioned += hasVersions ? 1 : 0;
            }
        }
        assertEquals(MADE_NOWHERE, nowhere);
        assertTrue(versioned > 4, versioned + " things that are made have versions");
    }
}
