package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticket types and reasons of blocks go by name through HTTP; places of areas are blocked and unblocked. */
class TypesAndBlocksTest extends HttpCatalog {
    private static final String CHILD = "{\"name\":\"child\",\"seats\":{\"A-1\":700},\"areas\":{\"Pit\":300}}";

    private String onSale(String types) throws IOException {
        String path = "/v1/shows/" + draft();
        assertEquals(200, prices(path, types).status());
        Reply published = client.post(path + "/publish", null, "If-Match: *");
        assertEquals(200, published.status(), published.text());
        return path;
    }

    private Reply prices(String path, String types) throws IOException {
        return client.request("PUT", path + "/prices", "{\"default\":1200,\"types\":[" + types + "]}", "If-Match: *");
    }

    private Reply blocks(String method, String path, String body) throws IOException {
        return client.request(method, path + "/seat-blocks", body, "If-Match: *");
    }

    private static List<String> texts(JsonNode items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }

    @Test
    void shouldNameTypesInHoldsBookingsAndTickets() throws IOException {
        String path = onSale(CHILD);
        try (TestClient ann = server.customer(1)) {
            Reply hold = ann.post(
                    path + "/holds",
                    "{\"seats\":[{\"id\":\"A-1\",\"type\":\"child\"},\"A-2\"],"
                            + "\"areas\":[{\"area\":\"Pit\",\"quantity\":2,\"type\":\"child\"},{\"area\":\"Pit\",\"type\":\"standard\"}]}");
            assertEquals(201, hold.status(), hold.text());
            assertEquals(
                    700 + 1_200 + 2 * 300 + 1_200, hold.json().path("amount").asInt());
            assertEquals(List.of("child", "standard"), texts(hold.json().path("seats"), "type"));
            assertEquals(List.of("child", "standard"), texts(hold.json().path("areas"), "type"));
            Reply booking = ann.post("/v1/bookings", "{\"holdId\":\"" + hold.id() + "\"}");
            assertEquals(List.of("child", "standard"), texts(booking.json().path("seats"), "type"));
            Reply paid = ann.post("/v1/bookings/" + booking.id() + "/payments", "{\"token\":\"tok_approve\"}");
            assertEquals(201, paid.status(), paid.text());
            assertEquals(List.of("child", "standard"), texts(paid.json().at("/booking/seats"), "type"));
            JsonNode tickets =
                    ann.get("/v1/bookings/" + booking.id() + "/tickets").json().path("items");
            assertEquals(List.of("child", "standard", "child", "child", "standard"), texts(tickets, "type"));
        }
    }

    @Test
    void shouldRefuseTypesThatTheShowHasNotAndSayWhereTheyStand() throws IOException {
        String path = onSale(CHILD);
        try (TestClient ann = server.customer(1)) {
            assertUnknown(ann, path, "{\"seats\":[\"A-2\",{\"id\":\"A-1\",\"type\":\"Child\"}]}", "/seats/1/type");
            assertUnknown(ann, path, "{\"areas\":[{\"area\":\"Pit\",\"type\":\"\"}]}", "/areas/0/type");
            assertUnknown(ann, path, "{\"bestAvailable\":{\"quantity\":1,\"type\":\"senior\"}}", "/bestAvailable/type");
            assertUnknown(
                    ann,
                    path,
                    "{\"bestAvailable\":[{\"types\":[{\"quantity\":1},{\"quantity\":1,\"type\":\"1\"}]}]}",
                    "/bestAvailable/0/types/1/type");
            Reply number = ann.post(path + "/holds", "{\"seats\":[{\"id\":\"A-1\",\"type\":1}]}");
            assertEquals("invalid_request", number.code(), "a number names no type");
            assertEquals("/seats/0/type", number.json().at("/errors/0/pointer").asText());
            assertEquals(
                    201,
                    ann.post(path + "/holds", "{\"bestAvailable\":{\"quantity\":1,\"type\":\"child\"}}")
                            .status());
        }
    }

    private static void assertUnknown(TestClient client, String path, String body, String pointer) throws IOException {
        Reply refused = client.post(path + "/holds", body);
        assertEquals(422, refused.status(), refused.text());
        assertEquals("unknown_type", refused.code());
        assertEquals(pointer, refused.json().path("pointer").asText());
    }

    @Test
    void shouldTellPricesByTheNamesOfTypes() throws IOException {
        String path = onSale(CHILD);
        try (TestClient anybody = server.client()) {
            Reply prices = anybody.get(path + "/prices");
            assertEquals(List.of("standard", "child"), texts(prices.json().path("types"), "type"));
            assertEquals(List.of("standard", "child"), texts(prices.json().at("/classes/0/types"), "type"));
            String etag = prices.header("etag");
            assertEquals(
                    304, anybody.get(path + "/prices", "If-None-Match: " + etag).status());
            assertEquals(
                    200,
                    prices(path, CHILD + ",{\"name\":\"senior\",\"default\":900}")
                            .status());
            assertNotEquals(etag, anybody.get(path + "/prices").header("etag"));
        }
    }

    @Test
    void shouldKeepTheNamesOfTypesOncePublished() throws IOException {
        String path = "/v1/shows/" + draft();
        assertEquals(200, prices(path, CHILD).status());
        assertEquals(
                200,
                prices(path, "{\"name\":\"student\",\"default\":5}," + CHILD).status(),
                "a draft's change");
        assertEquals(200, prices(path, CHILD).status());
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        String senior = "{\"name\":\"senior\",\"default\":900}";
        for (String types : List.of("", senior, senior + ',' + CHILD, CHILD.replace("child", "kid"))) {
            Reply refused = prices(path, types);
            assertEquals("invalid_value", refused.code(), types);
            assertEquals("/types", refused.json().at("/errors/0/pointer").asText());
        }
        assertEquals(200, prices(path, "{\"name\":\"child\"}," + senior).status(), "not sold any more");
        try (TestClient ann = server.customer(1)) {
            assertEquals(
                    "type_not_sold",
                    ann.post(path + "/holds", "{\"seats\":[{\"id\":\"A-1\",\"type\":\"child\"}]}")
                            .code());
            assertEquals(
                    201,
                    ann.post(path + "/holds", "{\"seats\":[{\"id\":\"A-1\",\"type\":\"senior\"}]}")
                            .status());
        }
    }

    @Test
    void shouldNameReasonsAndRefuseThoseThatAreNone() throws IOException {
        String path = onSale("");
        Reply blocked = blocks("PUT", path, "{\"blocks\":{\"A-1\":\"press\",\"A-2\":\"code_90\"}}");
        assertEquals(200, blocked.status(), blocked.text());
        assertEquals(
                "{\"A-1\":\"press\",\"A-2\":\"code_90\"}",
                blocked.json().path("blocks").toString());
        for (String reason : List.of("4", "\"\"", "\"PRESS\"", "\"code_4\"", "\"code_128\"", "null")) {
            for (String method : List.of("PUT", "PATCH")) {
                String field = method.equals("PUT") ? "blocks" : "block";
                Reply refused = blocks(method, path, "{\"" + field + "\":{\"A-1\":" + reason + "}}");
                assertEquals(reason.equals("4") ? "invalid_request" : "invalid_value", refused.code(), reason);
                assertEquals(
                        '/' + field + "/A-1",
                        refused.json().at("/errors/0/pointer").asText());
            }
        }
        assertEquals(
                200, blocks("PATCH", path, "{\"block\":{\"A-2\":\"house\"}}").status());
        Reply told = client.get(path + "/seat-blocks");
        assertEquals("{\"blocks\":{\"A-1\":\"press\",\"A-2\":\"house\"},\"areas\":[]}", told.text());
        assertEquals(200, blocks("PUT", path, told.text()).status(), "as it was told");
        try (TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE))) {
            assertEquals(
                    "invalid_value",
                    office.post(path + "/holds", "{\"seats\":[\"A-1\"],\"fromBlock\":\"friends\"}")
                            .code());
        }
    }

    private void blockPit(String path, int places) throws IOException {
        String body = "{\"areas\":[{\"area\":\"Pit\",\"places\":%d}]}".formatted(places);
        assertEquals(200, blocks("PATCH", path, body).status());
    }

    private static int free(TestClient anybody, String path) throws IOException {
        return anybody.get(path + "/availability").json().at("/areas/0/free").asInt();
    }

    @Test
    void shouldBlockAndUnblockPlacesOfAreas() throws IOException {
        String path = onSale("");
        try (TestClient ann = server.customer(1)) {
            assertEquals(
                    201,
                    ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":5}]}")
                            .status());
            String twenty = "{\"blocks\":{\"A-1\":\"house\"},\"areas\":[{\"area\":\"Pit\",\"places\":20}]}";
            Reply blocked = blocks("PUT", path, twenty);
            assertEquals(200, blocked.status(), blocked.text());
            assertEquals(
                    "[{\"area\":\"Pit\",\"places\":20}]",
                    blocked.json().path("blockedAreas").toString());
            assertEquals(25, free(ann, path));
            assertEquals(twenty, client.get(path + "/seat-blocks").text());

            Reply tooMany =
                    blocks("PATCH", path, "{\"unblock\":[\"A-1\"],\"areas\":[{\"area\":\"Pit\",\"places\":46}]}");
            assertEquals(409, tooMany.status());
            assertEquals("area_full", tooMany.code());
            assertEquals("[\"Pit\"]", tooMany.json().path("conflicts").toString());
            assertEquals(25, free(ann, path));
            assertEquals(twenty, client.get(path + "/seat-blocks").text(), "nothing changed");

            assertEquals(200, blocks("PATCH", path, "{\"unblock\":[\"A-1\"]}").status());
            assertEquals(25, free(ann, path), "an area that is not named stays");
            blockPit(path, 45);
            assertEquals(0, free(ann, path));
            assertEquals(
                    "area_full",
                    ann.post(path + "/holds", "{\"areas\":[{\"area\":\"Pit\"}]}")
                            .code());
            blockPit(path, 0);
            assertEquals(45, free(ann, path));
            assertEquals(
                    "{\"blocks\":{},\"areas\":[]}",
                    client.get(path + "/seat-blocks").text());
        }
    }

    @Test
    void shouldRefusePlacesThatMakeNoSense() throws IOException {
        String path = "/v1/shows/" + draft();
        for (String area : List.of(
                "{\"area\":\"Roof\",\"places\":1}",
                "{\"area\":\"Pit\",\"places\":51}",
                "{\"area\":\"Pit\",\"places\":1},{\"area\":\"Pit\",\"places\":2}",
                "{\"area\":\"Pit\"}",
                "{\"places\":1}",
                "{\"area\":\"Pit\",\"places\":-1}")) {
            Reply refused = blocks("PUT", path, "{\"blocks\":{},\"areas\":[" + area + "]}");
            assertEquals(4, refused.status() / 100, area);
            assertEquals(
                    "/areas", refused.json().at("/errors/0/pointer").asText().substring(0, 6), area);
        }
        assertEquals(
                200,
                blocks("PUT", path, "{\"blocks\":{},\"areas\":[{\"area\":\"Pit\",\"places\":50}]}")
                        .status());
        assertEquals(200, client.post(path + "/publish", null, "If-Match: *").status());
        assertEquals(0, free(client, path), "blocked from the first moment");
        try (TestClient another = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(404, another.get(path + "/seat-blocks").status());
        }
    }
}
