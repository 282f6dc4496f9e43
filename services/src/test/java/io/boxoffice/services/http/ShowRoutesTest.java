package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows and their steps through HTTP. */
class ShowRoutesTest extends HttpCatalog {
    @Test
    void shouldPublishSellAndClose() throws IOException {
        String id = draft();
        try (TestClient ann = server.customer(1)) {
            assertEquals(404, ann.get("/v1/shows/" + id).status(), "a draft is its organizer's");
            Reply published = client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
            assertEquals(200, published.status(), published.text());
            assertEquals("published", published.json().path("status").asText());
            assertEquals(
                    "published",
                    client.post("/v1/shows/" + id + "/publish", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            Reply seen = ann.get("/v1/shows/" + id);
            assertEquals("Quasar " + unique, seen.json().path("eventTitle").asText());
            assertEquals("Theatre " + unique, seen.json().path("venueName").asText());
            assertEquals("Hall 1", seen.json().path("hallName").asText());
            assertEquals(200, seen.status());
            assertFalse(seen.json().has("prices"));
            assertTrue(client.get("/v1/shows/" + id).json().has("prices"));
            String holds = "/v1/shows/" + id + "/holds";
            Reply hold =
                    ann.post(holds, "{\"seats\":[\"A-1\"],\"areas\":[{\"area\":\"Pit\"}],\"expectedAmount\":5500}");
            assertEquals(201, hold.status(), hold.text());
            Reply taken = client.request(
                    "PUT", "/v1/shows/" + id + "/seat-blocks", "{\"blocks\":{\"A-1\":\"house\"}}", "If-Match: *");
            assertEquals("seat_unavailable", taken.code());
            assertEquals("A-1", taken.json().at("/conflicts/0").asText());
            Reply blocked = client.request(
                    "PUT", "/v1/shows/" + id + "/seat-blocks", "{\"blocks\":{\"A-2\":\"box_office\"}}", "If-Match: *");
            assertEquals(200, blocked.status(), blocked.text());
            assertEquals(
                    1,
                    ann.get("/v1/shows/" + id + "/availability")
                            .json()
                            .path("blocked")
                            .size());
            Reply prices = client.request("PUT", "/v1/shows/" + id + "/prices", "{\"default\":100}", "If-Match: *");
            assertEquals(200, prices.status(), prices.text());
            assertEquals(
                    100,
                    ann.get("/v1/shows/" + id + "/prices")
                            .json()
                            .at("/classes/0/amount")
                            .asInt());
            assertEquals(
                    "closed",
                    client.post("/v1/shows/" + id + "/close", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            assertEquals(
                    "show_not_on_sale",
                    ann.post(holds, "{\"areas\":[{\"area\":\"Pit\"}]}").code());
            assertSaleStatus("closed", id, ann);
            assertEquals(
                    "cancelled",
                    client.post("/v1/shows/" + id + "/cancel", null, "If-Match: *")
                            .json()
                            .path("status")
                            .asText());
            assertEquals(
                    200,
                    client.post("/v1/shows/" + id + "/archive", null, "If-Match: *")
                            .status());
            assertEquals(404, ann.get("/v1/shows/" + id + "/availability").status());
        }
    }

    private void assertSaleStatus(String expected, String show, TestClient anybody) throws IOException {
        String path = "/v1/shows/" + show;
        assertEquals(expected, anybody.get(path).json().path("saleStatus").asText());
        assertEquals(
                expected,
                anybody.get(path + "/availability").json().path("saleStatus").asText());
        if (!expected.equals("on_sale")) {
            Reply refused = anybody.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\"}]}");
            assertEquals("show_not_on_sale", refused.code(), refused.text());
            assertEquals(expected, refused.json().path("saleStatus").asText());
        }
    }

    @Test
    void shouldSayWhyAShowIsNotOnSale() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        assertEquals("not_yet", client.get(path).json().path("saleStatus").asText());
        try (TestClient ann = server.customer(1)) {
            client.post(path + "/publish", null, "If-Match: *");
            assertSaleStatus("on_sale", id, ann);
            String event = ann.get(path).json().path("eventId").asText();
            for (String list : new String[] {"/v1/events/" + event + "/shows", "/v1/shows?limit=200"}) {
                JsonNode items = ann.get(list).json().path("items");
                assertTrue(items.size() > 0, list);
                items.forEach(item -> assertTrue(item.has("saleStatus"), item.toString()));
            }
            client.request("PATCH", path, "{\"onSaleFrom\":\"%s\"}".formatted(STARTS.minusSeconds(60)), "If-Match: *");
            assertSaleStatus("not_yet", id, ann);
            client.request("PATCH", path, "{\"onSaleFrom\":null}", "If-Match: *");
            assertSaleStatus("on_sale", id, ann);
            client.post(path + "/cancel", null, "If-Match: *");
            assertSaleStatus("cancelled", id, ann);
        }
    }

    @Test
    void shouldAnswerAStepsKeyAsItDidFirstAndDemandTheVersionThatIsKnown() throws IOException {
        String path = "/v1/shows/" + draft();
        assertEquals(428, client.post(path + "/publish", null).status());
        assertEquals(
                "precondition_required", client.post(path + "/publish", null).code());
        String draft = client.get(path).header("etag");
        String[] known = {"Idempotency-Key: k" + unique, "If-Match: \"99\", " + draft};
        Reply published = client.post(path + "/publish", null, known);
        assertEquals(200, published.status(), published.text());
        assertFalse(published.json().has("prices"), "kept answers are small");
        assertEquals(
                412, client.post(path + "/close", null, "If-Match: " + draft).status());
        assertEquals(
                412,
                client.post(path + "/close", null, "If-Match: W/" + published.header("etag"))
                        .status(),
                "a weak tag names no version");
        Reply closed = client.post(path + "/close", null, "If-Match: " + published.header("etag"));
        assertEquals("closed", closed.json().path("status").asText());

        Reply again = client.post(path + "/publish", null, known);

        assertArrayEquals(published.body(), again.body());
        assertEquals(published.header("etag"), again.header("etag"));
        assertEquals("closed", client.get(path).json().path("status").asText(), "sales do not begin again");
        assertEquals(
                "idempotency_key_reused",
                client.post(path + "/publish", "{}", known).code());
        assertEquals(422, client.post(path + "/cancel", null, known).status());
        assertEquals("closed", client.get(path).json().path("status").asText());
    }

    @Test
    void shouldGiveEachAnswerOfAShowItsOwnEtag() throws IOException {
        String path = "/v1/shows/" + draft();
        String rules = "{\"rules\":{\"maxUnitsPerHold\":48,\"maxUnitsPerCustomer\":0}}";
        Reply before = client.request("PATCH", path, rules, "If-Match: *");
        client.post(path + "/publish", null, "If-Match: " + before.header("etag"));
        Reply onSale = client.get(path);
        try (TestClient ann = server.customer(1)) {
            ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":40}],\"seats\":[\"A-1\",\"A-2\"]}");
            ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":10}]}");
        }
        Reply soldOut = client.get(path);
        assertEquals("sold_out", soldOut.json().path("saleStatus").asText(), soldOut.text());
        assertEquals(onSale.json().path("version"), soldOut.json().path("version"));
        assertNotEquals(onSale.header("etag"), soldOut.header("etag"), "the bytes differ, and so does the tag");
        assertEquals(soldOut.header("etag"), client.get(path).header("etag"));
        Reply changed = client.request("PATCH", path, "{}", "If-Match: " + onSale.header("etag"));
        assertEquals(200, changed.status(), "what is known of the show itself is as it was");
    }

    @Test
    void shouldLetAdministratorsAloneLowerTheLatestEnd() throws IOException {
        String path = "/v1/shows/" + draft();
        client.post(path + "/publish", null, "If-Match: *");
        Instant late = STARTS.plusSeconds(100_000);
        client.request("PATCH", path, "{\"endsAt\":\"%s\"}".formatted(late), "If-Match: *");
        Reply shortened =
                client.request("PATCH", path, "{\"endsAt\":\"%s\"}".formatted(STARTS.plusSeconds(60)), "If-Match: *");
        String body = "{\"latestEndsAt\":\"%s\",\"reason\":\"a slip\"}".formatted(STARTS.plusSeconds(60));
        String known = "If-Match: " + shortened.header("etag");
        assertEquals(
                "forbidden",
                client.request("PUT", path + "/latest-end", body, known).code());
        try (TestClient admin = server.client().as(TestGateway.token(5, Role.ADMIN))) {
            assertEquals(428, admin.request("PUT", path + "/latest-end", body).status());
            assertEquals(
                    "invalid_value",
                    admin.request("PUT", path + "/latest-end", body.replace("a slip", " "), known)
                            .code());
            Reply lowered = admin.request("PUT", path + "/latest-end", body, known);
            assertEquals(200, lowered.status(), lowered.text());
            assertEquals("5", lowered.json().path("changedBy").asText());
            assertEquals(late.toString(), lowered.json().path("from").asText());
            assertEquals("a slip", lowered.json().path("reason").asText());
            assertEquals(
                    412, admin.request("PUT", path + "/latest-end", body, known).status(), "once");
        }
    }

    @Test
    void shouldTakeAndTellWhenAShowAdmits() throws IOException {
        String path = "/v1/shows/" + draft();
        Reply draft = client.request(
                "PATCH",
                path,
                "{\"checkInFrom\":\"%s\",\"checkInUntil\":\"%s\"}"
                        .formatted(STARTS.minusSeconds(7_200).plusNanos(1_999_999), STARTS.plusSeconds(3_600)),
                "If-Match: *");
        assertEquals(200, draft.status(), draft.text());
        String from = STARTS.minusSeconds(7_200).plusMillis(1).toString();
        assertEquals(from, draft.json().path("checkInFrom").asText(), "to the millisecond");
        Reply published = client.post(path + "/publish", null, "If-Match: *");
        for (JsonNode each : List.of(published.json(), client.get(path).json())) {
            assertEquals(from, each.path("checkInFrom").asText());
            assertEquals(
                    STARTS.plusSeconds(3_600).toString(),
                    each.path("checkInUntil").asText());
        }

        Reply unstated = client.request("PATCH", path, "{\"checkInFrom\":null,\"checkInUntil\":null}", "If-Match: *");
        assertEquals(200, unstated.status(), unstated.text());
        assertFalse(unstated.json().has("checkInFrom"), "what is not stated is not told");
        assertFalse(unstated.json().has("checkInUntil"));
        for (String field : List.of("checkInFrom", "checkInUntil")) {
            Instant wrong = field.equals("checkInFrom") ? STARTS.plusSeconds(1) : STARTS.minusSeconds(1);
            Reply refused = client.request("PATCH", path, "{\"%s\":\"%s\"}".formatted(field, wrong), "If-Match: *");
            assertEquals(422, refused.status(), refused.text());
            assertEquals('/' + field, refused.json().at("/errors/0/pointer").asText());
        }
    }

    @Test
    void shouldSayUntilWhenAShowIsNotArchived() throws IOException {
        String path = "/v1/shows/" + draft();
        client.post(path + "/publish", null, "If-Match: *");
        Instant until = STARTS.plusSeconds(9_000);
        client.request("PATCH", path, "{\"checkInUntil\":\"%s\"}".formatted(until), "If-Match: *");

        Reply refused = client.post(path + "/archive", null, "If-Match: *");

        assertEquals(409, refused.status(), refused.text());
        assertEquals("wrong_state", refused.code());
        assertEquals(until.toString(), refused.json().path("until").asText());
        assertTrue(refused.json().path("detail").asText().contains(until.toString()), refused.text());
    }

    @Test
    void shouldChangeAndDeleteDrafts() throws IOException {
        String id = draft();
        String path = "/v1/shows/" + id;
        String etag = client.get(path).header("etag");
        Reply changed = client.request(
                "PATCH", path, "{\"rules\":{\"maxUnitsPerHold\":4},\"onSaleUntil\":null}", "If-Match: " + etag);
        assertEquals(200, changed.status(), changed.text());
        assertEquals(4, changed.json().at("/rules/maxUnitsPerHold").asInt());
        assertEquals(60_000, changed.json().at("/rules/holdTtlMs").asInt());
        assertEquals(
                412, client.request("PATCH", path, "{}", "If-Match: " + etag).status());
        assertEquals(
                "invalid_request",
                client.request("PATCH", path, "{\"startsAt\":\"soon\"}", "If-Match: *")
                        .code());
        assertEquals(204, client.request("DELETE", path, null, "If-Match: *").status());
        assertEquals(404, client.post(path + "/publish", null, "If-Match: *").status());
    }
}
