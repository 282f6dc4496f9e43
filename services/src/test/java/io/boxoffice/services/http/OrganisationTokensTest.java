package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff see whose token names an organisation, as far as the gateway judges it. The show is organisation 900's. */
class OrganisationTokensTest {
    private static final long ANN = 1;
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";

    private TestGateway server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestClient staff(long subject, Role role, long organisation) throws IOException {
        return server.client().as(TestGateway.token(subject, role, organisation));
    }

    @Test
    void shouldShowReservationsOfTheirOrganisationOnlyNotEvenTheirOwnOfOthers() throws IOException {
        try (TestClient ann = server.customer(ANN)) {
            String hold =
                    "/v1/holds/" + ann.post(HOLDS, "{\"seats\":[\"A-1\"]}").id();
            for (Role role : List.of(Role.BOX_OFFICE, Role.ADMIN)) {
                try (TestClient house = staff(3, role, 900);
                        TestClient platform = staff(3, role, 0);
                        TestClient other = staff(3, role, 901);
                        TestClient annAtWork = staff(ANN, role, 901)) {
                    assertEquals(200, house.get(hold).status(), role.name());
                    assertEquals(200, platform.get(hold).status(), role.name());
                    assertEquals("not_found", other.get(hold).code(), role.name());
                    assertEquals("not_found", annAtWork.get(hold).code(), role.name());
                }
            }
            assertEquals(200, ann.get(hold).status());
        }
    }

    /** What a key was used for with one organisation's token is no answer to another's. */
    @Test
    void shouldKeepTheKeysOfOnePersonForTwoOrganisationsApart() throws IOException {
        String body = "{\"seats\":[\"A-1\"]}";
        try (TestClient one = staff(3, Role.BOX_OFFICE, 900);
                TestClient two = staff(3, Role.BOX_OFFICE, 901)) {
            Reply first = one.post(HOLDS, body, "Idempotency-Key: k");
            assertEquals(201, first.status(), first.text());

            assertEquals(
                    "unknown_show", two.post(HOLDS, body, "Idempotency-Key: k").code());
            assertEquals(first.id(), one.post(HOLDS, body, "Idempotency-Key: k").id());
        }
    }
}
