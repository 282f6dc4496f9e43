package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is one person's is kept by no cache on the way. */
class PersonalAnswersTest {
    @TempDir
    private Path directory;

    private TestGateway server;

    @BeforeEach
    void start() throws IOException {
        server = TestGateway.aGateway().start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldForbidCachesToKeepHoldsBookingsTicketsAndPayments() throws IOException {
        try (TestClient customer = server.customer(42)) {
            Reply hold = customer.post("/v1/shows/" + SHOW + "/holds", "{\"seats\":[\"A-1\"]}");
            assertEquals(201, hold.status());
            assertPersonal(hold);
            assertPersonal(customer.post("/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}"));
            assertPersonal(customer.post(
                    "/v1/bookings/" + hold.id() + "/payments", "{\"method\":\"card\",\"token\":\"tok_approve\"}"));
            assertPersonal(customer.get("/v1/bookings/" + hold.id()));
            assertPersonal(customer.get("/v1/bookings/" + hold.id() + "/tickets"));
            assertPersonal(customer.get("/v1/bookings"));
        }
    }

    /** Of every operation that wants a token, with and without one, whatever it answers. */
    @Test
    void shouldForbidItForEveryOperationThatNeedsAToken() throws IOException {
        for (Route route : server.gateway.operations()) {
            if (!route.roles().isEmpty()) {
                String path = route.template().replaceAll("\\{[^}]*}", "1");
                try (TestClient stranger = server.client();
                        TestClient customer = server.customer(42)) {
                    stranger.write(route.method().name(), path, null);
                    assertPersonal(stranger.read());
                    customer.write(route.method().name(), path, null);
                    assertPersonal(customer.read());
                }
            }
        }
    }

    /** Of every page and form that needs a session, with and without one, whatever it answers. */
    @Test
    void shouldForbidItForEveryPageOfAPerson() throws IOException {
        int pages = 0;
        for (Route route : server.gateway.pages()) {
            if (route.roles().isEmpty() || route.method() != Route.Method.GET) {
                continue;
            }
            pages++;
            String path = route.template().replace("{lang}", "en").replaceAll("\\{[^}]*}", "1");
            try (Browser visitor = Browser.visitor(server);
                    Browser stranger = new Browser(server.client())) {
                assertPersonal(visitor.get(path));
                assertPersonal(stranger.get(path));
            }
        }
        assertTrue(pages > 8, "there are pages of persons");
    }

    @Test
    void shouldLeavePublicDataAsTheyAre() throws IOException {
        try (TestClient stranger = server.client();
                TestClient customer = server.customer(42)) {
            assertNotEquals(
                    "no-store",
                    stranger.get("/v1/shows/" + SHOW + "/availability").header("cache-control"));
            // May be kept, and is asked for again by its ETag.
            assertEquals("no-cache", stranger.get("/v1/shows/" + SHOW).header("cache-control"));
            // The same path with a token may show more.
            assertPersonal(customer.get("/v1/shows/" + SHOW));
            customer.write("GET", "/v1/nothing", null);
            assertPersonal(customer.read());
        }
    }

    private static void assertPersonal(Reply reply) {
        assertEquals("no-store", reply.header("cache-control"), () -> reply.status() + " " + reply.text());
    }
}
