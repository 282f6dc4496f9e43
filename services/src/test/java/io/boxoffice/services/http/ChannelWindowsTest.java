package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A show that the box office sells at other times than customers buy it. */
class ChannelWindowsTest extends HttpCatalog {
    private static final Instant LATER = STARTS.minusSeconds(86_400);
    private static final String PLACE = "{\"areas\":[{\"area\":\"Pit\",\"quantity\":1}]}";
    private static final String GROUP = "{\"quantity\":2}";

    private String onSale(String windows) throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String show = made("/v1/shows", """
                {"hallId":"%s","eventId":"%s","seatMapId":"%s","startsAt":"%s","currency":"EUR","prices":{"default":1250},%s}""".formatted(hall, event(), map, STARTS, windows));
        Reply published = client.post("/v1/shows/" + show + "/publish", "{}", "If-Match: *");
        assertEquals(200, published.status(), published.text());
        return show;
    }

    private void change(String show, String windows) throws IOException {
        Reply changed = client.request("PATCH", "/v1/shows/" + show, "{" + windows + "}", "If-Match: *");
        assertEquals(200, changed.status(), changed.text());
    }

    private TestClient customer() throws IOException {
        return server.customer(42);
    }

    private TestClient counter() throws IOException {
        return server.client().as(TestGateway.token(43, Role.BOX_OFFICE, TestGateway.ORGANIZER));
    }

    private static void assertRefused(String status, Reply reply) {
        assertEquals("show_not_on_sale", reply.code(), reply.text());
        assertEquals(status, reply.json().path("saleStatus").asText(), reply.text());
    }

    private JsonNode show(String show) throws IOException {
        try (TestClient anybody = server.client()) {
            return anybody.get("/v1/shows/" + show).json();
        }
    }

    @Test
    void shouldSellAtTheCounterBeforeCustomersBuy() throws IOException {
        String show =
                onSale("\"onSaleFrom\":\"" + LATER + "\",\"boxOffice\":{\"onSaleFrom\":\"2026-01-01T00:00:00Z\"}");
        String holds = "/v1/shows/" + show + "/holds";

        try (TestClient customer = customer();
                TestClient counter = counter()) {
            assertRefused("not_yet", customer.post(holds, PLACE));
            assertRefused("not_yet", customer.post(holds, PLACE, "Idempotency-Key: a"));
            assertRefused("not_yet", customer.post("/v1/shows/" + show + "/group-holds", GROUP));
            assertRefused("not_yet", customer.post("/v1/shows/" + show + "/group-holds", GROUP, "Idempotency-Key: b"));
            Reply sold = counter.post(holds, PLACE);
            assertEquals(201, sold.status(), sold.text());
            assertEquals(
                    "not_yet",
                    customer.get("/v1/shows/" + show + "/availability")
                            .json()
                            .path("saleStatus")
                            .asText());
        }
        JsonNode told = show(show);
        assertEquals("not_yet", told.path("saleStatus").asText(), told.toString());
        assertEquals("on_sale", told.at("/boxOffice/saleStatus").asText(), told.toString());
        String page =
                new PageClient(server.gateway.address()).get("/en/s/" + show).text();
        assertTrue(page.contains("on sale at the counter from"), page);

        change(show, "\"onSaleFrom\":null");
        try (TestClient customer = customer()) {
            assertEquals(201, customer.post(holds, PLACE).status());
            Reply group = customer.post("/v1/shows/" + show + "/group-holds", GROUP, "Idempotency-Key: b");
            assertEquals("no_adjacent_block", group.code(), "asked for now; the plan has no two seats side by side");
        }
        change(show, "\"boxOffice\":null");
        assertFalse(show(show).has("boxOffice"));
        try (TestClient counter = counter()) {
            assertEquals(201, counter.post(holds, PLACE).status());
        }
    }

    @Test
    void shouldSellOnTheWebBeforeTheCounterOpens() throws IOException {
        String show = onSale("\"boxOffice\":{\"onSaleFrom\":\"" + LATER + "\"}");
        String holds = "/v1/shows/" + show + "/holds";

        try (TestClient customer = customer();
                TestClient counter = counter()) {
            assertEquals(201, customer.post(holds, PLACE).status());
            assertRefused("not_yet", counter.post(holds, PLACE));
        }
        assertEquals("on_sale", show(show).path("saleStatus").asText());
        assertEquals("not_yet", show(show).at("/boxOffice/saleStatus").asText());
    }

    /** What was answered once is answered again, whatever has become of the window. */
    @Test
    void shouldAnswerAKeyAsItDidFirstAfterTheWindowOfTheWeb() throws IOException {
        String show = onSale("\"boxOffice\":{\"onSaleUntil\":\"" + STARTS + "\"}");
        String holds = "/v1/shows/" + show + "/holds";
        try (TestClient customer = customer()) {
            Reply first = customer.post(holds, PLACE, "Idempotency-Key: k");
            assertEquals(201, first.status(), first.text());

            change(show, "\"onSaleUntil\":\"2026-01-02T00:00:00Z\",\"onSaleFrom\":\"2026-01-01T00:00:00Z\"");

            Reply again = customer.post(holds, PLACE, "Idempotency-Key: k");
            assertEquals(201, again.status(), again.text());
            assertArrayEquals(first.body(), again.body());
            assertEquals(
                    "idempotency_key_reused",
                    customer.post(holds, PLACE.replace("1", "2"), "Idempotency-Key: k")
                            .code());
            assertRefused("closed", customer.post(holds, PLACE, "Idempotency-Key: other"));
            assertRefused("closed", customer.post(holds, PLACE));
        }
        try (TestClient counter = counter()) {
            assertEquals(201, counter.post(holds, PLACE).status());
        }
    }

    @Test
    void shouldRefuseWindowsThatAreNone() throws IOException {
        String show = onSale("\"boxOffice\":{}");
        Reply refused = client.request(
                "PATCH",
                "/v1/shows/" + show,
                "{\"boxOffice\":{\"onSaleUntil\":\"" + STARTS.plusSeconds(864_000) + "\"}}",
                "If-Match: *");
        assertEquals(422, refused.status(), refused.text());
        assertEquals(
                "/boxOffice/onSaleUntil", refused.json().at("/errors/0/pointer").asText());
    }
}
