package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets as pictures, for whoever may see them. */
class TicketFilesTest {
    private TestGateway server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String bought(TestClient customer) throws IOException {
        String hold = customer.post("/v1/shows/" + SHOW + "/holds", "{\"seats\":[\"A-1\"]}")
                .id();
        customer.post("/v1/bookings", "{\"holdId\":\"" + hold + "\"}");
        Reply paid =
                customer.post("/v1/bookings/" + hold + "/payments", "{\"method\":\"card\",\"token\":\"tok_approve\"}");
        assertEquals(201, paid.status(), paid.text());
        return "/v1/bookings/" + hold;
    }

    @Test
    void shouldDrawATicketForItsOwnerAndTheHouseAlone() throws IOException {
        try (TestClient ann = server.customer(42);
                TestClient ben = server.customer(43);
                TestClient house = server.client().as(TestGateway.token(3, Role.BOX_OFFICE, 900));
                TestClient elsewhere = server.client().as(TestGateway.token(3, Role.BOX_OFFICE, 901));
                TestClient nobody = server.client()) {
            String booking = bought(ann);
            String qr = booking + "/tickets/0/qr.svg";
            Reply drawn = ann.get(qr);
            assertEquals(200, drawn.status(), drawn.text());
            assertTrue(drawn.text().startsWith("<svg "), drawn.text());
            assertEquals("image/svg+xml", drawn.header("content-type"));
            assertEquals("no-store", drawn.header("cache-control"));
            String code = ann.get(booking + "/tickets")
                    .json()
                    .path("items")
                    .path(0)
                    .path("code")
                    .asText();
            assertFalse(code.isEmpty() || drawn.text().contains(code));
            assertEquals(drawn.text(), house.get(qr).text());
            for (String path : new String[] {qr, booking + "/calendar.ics"}) {
                assertEquals("not_found", ben.get(path).code());
                assertEquals("not_found", elsewhere.get(path).code());
                assertEquals(401, nobody.get(path).status());
            }
            for (String none : new String[] {"1", "00", "-1", "x", "99999999999999999999"}) {
                assertEquals(
                        "not_found",
                        ann.get(booking + "/tickets/" + none + "/qr.svg").code(),
                        none);
            }
        }
    }

    @Test
    void shouldDrawNothingOfAHold() throws IOException {
        try (TestClient ann = server.customer(42)) {
            String hold = ann.post("/v1/shows/" + SHOW + "/holds", "{\"seats\":[\"A-1\"]}")
                    .id();
            assertEquals(
                    404, ann.get("/v1/bookings/" + hold + "/tickets/0/qr.svg").status());
            assertEquals(404, ann.get("/v1/bookings/" + hold + "/calendar.ics").status());
        }
    }
}
