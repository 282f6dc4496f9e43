package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every route there is, taken from the table of routes. */
class EveryRouteTest {
    @TempDir
    private Path directory;

    /** A path of the route: every parameter is a number that names nothing. */
    private static String path(Route route) {
        return route.template().replaceAll("\\{[^}]*}", "77777");
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
                int limit = route.requestSchema() == null
                        ? route.method() == Route.Method.POST ? 16 : 0
                        : Math.max(8_192, route.maxBodyBytes());
                try (TestClient client = server.client().as(token)) {
                    client.write(
                            route.method().name(),
                            path(route),
                            null,
                            "Content-Type: application/json",
                            "Content-Length: " + (limit + 1));
                    Reply reply = client.read();
                    assertEquals(413, reply.status(), route.operationId());
                    assertEquals(limit, reply.json().path("limit").asInt(-1), route.operationId());
                    assertTrue(limit <= 33_554_432, route.operationId());
                }
            }
        }
    }
}
