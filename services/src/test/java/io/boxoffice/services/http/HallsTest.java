package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hall with all there is to know of its seats: told, drawn, mended, sold. */
class HallsTest extends HttpCatalog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HALL = """
            {"name":"Old house","categories":["Stalls","Box","Pit"],
             "levels":[{"id":"0","name":"Ground floor"},{"id":"1","name":"Circle","note":"32 steps, no lift"}],
             "entrances":[{"id":"A","name":"Door A","note":"no steps","at":{"x":-2,"y":8}},{"id":"B","name":"Door B"}],
             "focus":{"x":3,"y":-3},
             "sections":[
              {"name":"Stalls","level":"0","entrance":"A","rows":[
               {"label":"A","seats":[
                {"id":"A-1","label":"1","x":1,"y":1,"category":"Stalls","companion":true},
                {"id":"A-2","label":"2","x":2,"y":1,"category":"Stalls","accessible":true,"note":"Room for one wheelchair"},
                {"id":"A-3","label":"3","x":3,"y":1,"category":"Stalls"},
                {"id":"A-4","label":"4","x":4,"y":1,"category":"Stalls","restricted":true,"note":"Behind a pillar"}]},
               {"label":"7","kind":"round_table","note":"Waiter service","seats":[
                {"id":"T7-1","label":"1","x":1,"y":4,"category":"Stalls"},
                {"id":"T7-2","label":"2","x":2,"y":4,"category":"Stalls"},
                {"id":"T7-3","label":"3","x":2,"y":5,"category":"Stalls"},
                {"id":"T7-4","label":"4","x":1,"y":5,"category":"Stalls"}]},
               {"label":"S","seats":[
                {"id":"S-1","label":"1","x":6,"y":1,"category":"Stalls","couple":true},
                {"id":"S-2","label":"2","x":7,"y":1,"category":"Stalls","couple":true}]}]},
              {"name":"Boxes","level":"1","rows":[
               {"label":"Royal box","kind":"box","entrance":"B","seats":[
                {"id":"R-1","label":"1","x":9,"y":4,"category":"Box"}]}]}],
             "areas":[{"id":"pit","name":"The pit","capacity":30,"category":"Pit","x":3,"y":0,"level":"0","entrance":"A",
               "note":"Standing","outline":[{"x":0,"y":-1},{"x":6,"y":-1},{"x":6,"y":0.5}]}],
             "drawing":[{"kind":"stage","text":"Stage","points":[{"x":0,"y":-3},{"x":6,"y":-3},{"x":6,"y":-5},{"x":0,"y":-5}]},
              {"kind":"wall","points":[{"x":-1,"y":-6},{"x":-1,"y":9}]}]}
            """;

    private String map() throws IOException {
        return made("/v1/halls/" + hall() + "/seat-maps", HALL);
    }

    private String show(String state) throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", HALL);
        String show = made(
                "/v1/shows",
                show(hall, event(), map)
                        .replace(
                                "{\"categories\":{\"Stalls\":1200},\"seats\":{\"A-1\":1500},\"areas\":{\"Pit\":4000}}",
                                "{\"default\":1200}"));
        Reply published = client.post("/v1/shows/" + show + "/publish", null, "If-Match: *");
        assertEquals(200, published.status(), published.text());
        assertEquals(state, published.json().path("state").asText(state));
        return show;
    }

    private static ObjectNode told(String... replacements) throws IOException {
        String text = HALL;
        for (int i = 0; i < replacements.length; i += 2) {
            assertTrue(text.contains(replacements[i]), replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return (ObjectNode) JSON.readTree(text);
    }

    private List<String> refused(String... replacements) throws IOException {
        Reply reply = client.post(
                "/v1/halls/" + hall() + "/seat-maps", told(replacements).toString());
        assertTrue(reply.status() == 422 || reply.status() == 400, reply.text());
        List<String> pointers = new ArrayList<>();
        reply.json()
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }

    @Test
    void shouldTellAllThatWasToldOfAHall() throws IOException {
        Reply reply = client.get("/v1/seat-maps/" + map());
        ObjectNode told = (ObjectNode) reply.json();
        ObjectNode sent = told();
        for (String field : List.of("levels", "entrances", "drawing", "categories", "focus")) {
            assertEquals(sent.path(field).toString(), told.path(field).toString());
        }
        JsonNode stalls = told.at("/sections/0");
        assertEquals("0", stalls.path("level").asText());
        assertEquals("A", stalls.path("entrance").asText());
        assertEquals("round_table", stalls.at("/rows/1/kind").asText());
        assertEquals("Waiter service", stalls.at("/rows/1/note").asText());
        assertTrue(stalls.at("/rows/0/seats/0/companion").asBoolean());
        assertFalse(stalls.at("/rows/0/seats/0/accessible").asBoolean(), "a companion needs no such seat");
        assertTrue(stalls.at("/rows/0/seats/3/restricted").asBoolean());
        assertTrue(stalls.at("/rows/2/seats/1/couple").asBoolean());
        assertEquals("B", told.at("/sections/1/rows/0/entrance").asText());
        assertEquals(
                sent.at("/areas/0/outline").toString(),
                told.at("/areas/0/outline").toString());
    }

    @Test
    void shouldRefuseEachThingThatIsNotThereWithItsPlace() throws IOException {
        assertEquals(List.of("/sections/1/level"), refused("\"Boxes\",\"level\":\"1\"", "\"Boxes\",\"level\":\"2\""));
        assertEquals(List.of("/sections/1/rows/0/entrance"), refused("\"entrance\":\"B\"", "\"entrance\":\"C\""));
        assertEquals(List.of("/sections/0/rows/1/kind"), refused("round_table", "square"));
        assertEquals(List.of("/sections/0/rows/0/seats/3/note"), refused("Behind a pillar", " "));
        assertEquals(List.of("/levels/1"), refused("{\"id\":\"1\",", "{\"id\":\"0\","));
        assertEquals(List.of("/entrances/0/note"), refused("no steps", "n".repeat(301)));
        assertEquals(List.of("/drawing/1"), refused("[{\"x\":-1,\"y\":-6},{\"x\":-1,\"y\":9}]", "[]"));
        assertEquals(
                List.of("/sections/0/rows/2/seats/0/couple"),
                refused("\"y\":1,\"category\":\"Stalls\",\"couple\":true}]", "\"y\":1,\"category\":\"Stalls\"}]"));
        assertEquals(List.of("/id"), refused("{\"name\":\"Old house\"", "{\"id\":\"5\",\"name\":\"Old house\""));
    }

    @Test
    void shouldMendWhatIsSoldAndSayBeforeWhomThatConcerns() throws IOException {
        String show = show("published");
        String id = client.get("/v1/shows/" + show).json().path("seatMapId").asText();
        String path = "/v1/seat-maps/" + id;
        String etag = client.get(path).header("etag");
        String mended = told(
                        "Behind a pillar",
                        "Behind a thin pillar",
                        "\"Royal box\"",
                        "\"Queen's box\"",
                        "Door B",
                        "Door C")
                .toString();
        assertEquals(428, client.request("PUT", path, mended).status());

        Reply dry = client.request("PUT", path + "?dryRun=true", mended, "If-Match: " + etag);

        assertEquals(200, dry.status(), dry.text());
        assertEquals(
                "{\"id\":\"%s\",\"version\":1,\"dryRun\":true,\"labels\":1,\"attributes\":1,\"drawing\":true,\"shows\":1,\"bookings\":0,\"tickets\":0,\"bestAvailableAsBefore\":0}"
                        .formatted(id),
                dry.text());
        assertTrue(client.get(path).text().contains("Royal box"));
        sold(show);
        Reply done = client.request("PUT", path, mended, "If-Match: " + etag);
        assertEquals(200, done.status(), done.text());
        assertEquals(2, done.json().path("version").asInt());
        assertEquals(1, done.json().path("bookings").asInt(), "one has the seat behind the pillar");
        assertEquals(1, done.json().path("tickets").asInt());
        assertEquals(
                412, client.request("PUT", path, mended, "If-Match: " + etag).status());
        Reply now = client.get("/v1/shows/" + show + "/seat-map");
        assertEquals(done.header("etag"), now.header("etag"));
        assertEquals("Queen's box", now.json().at("/sections/1/rows/0/label").asText());
        assertEquals("Door C", now.json().at("/entrances/1/name").asText());
        try (TestClient other = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(404, other.request("PUT", path, mended, "If-Match: *").status());
        }
    }

    /** One booking of the seats A-4 and T7-1, as the persistence writer notes it. */
    private void sold(String show) {
        server.database.withHandle(handle -> {
            long reservation = Long.parseLong(show) >>> 1;
            handle.execute(
                    "INSERT INTO sales.reservations (reservation_id, show_id, status) VALUES (?, ?, 'booked')",
                    reservation,
                    Long.parseLong(show));
            return handle.execute(
                    "INSERT INTO sales.booked_seats (reservation_id, ordinal, unit, price, status)"
                            + " SELECT ?, o, o + 2, 1200, 'booked' FROM generate_series(1, 2) AS o",
                    reservation);
        });
    }

    @Test
    void shouldLetNoSeatVanishOrMove() throws IOException {
        String path = "/v1/seat-maps/" + map();
        List<List<String>> kinds = List.of(
                List.of("\"id\":\"A-3\"", "\"id\":\"A-5\"", "/sections/0/rows/0/seats"),
                List.of("\"x\":3,\"y\":1", "\"x\":3.5,\"y\":1", "/sections/0/rows/0/seats/2"),
                List.of("\"category\":\"Box\"", "\"category\":\"Pit\"", "/sections/1/rows/0/seats/0"),
                List.of("\"capacity\":30", "\"capacity\":31", "/areas/0"),
                List.of("\"focus\":{\"x\":3", "\"focus\":{\"x\":4", "/focus"));
        for (List<String> kind : kinds) {
            Reply reply =
                    client.request("PUT", path, told(kind.get(0), kind.get(1)).toString(), "If-Match: *");
            assertEquals(422, reply.status(), reply.text());
            assertEquals(kind.get(2), reply.json().at("/errors/0/pointer").asText());
            assertEquals("fixed", reply.json().at("/errors/0/code").asText());
        }
    }

    @Test
    void shouldSellCompanionSeatsBesideAccessibleOnesAlone() throws IOException {
        String show = show("published");
        try (TestClient customer = server.customer(1);
                TestClient other = server.customer(2)) {
            String holds = "/v1/shows/" + show + "/holds";
            Reply plain = customer.post(holds, "{\"bestAvailable\":{\"quantity\":2}}");
            assertEquals(201, plain.status(), plain.text());
            assertFalse(plain.text().contains("\"A-1\"") || plain.text().contains("\"A-2\""), plain.text());
            Reply pair = other.post(holds, "{\"bestAvailable\":{\"quantity\":2,\"accessible\":true}}");
            assertEquals(201, pair.status(), pair.text());
            assertEquals("A-1", pair.json().at("/seats/0/seat").asText());
            assertEquals("A-2", pair.json().at("/seats/1/seat").asText());
        }
    }

    @Test
    void shouldSayOnPagesAndTicketsWhatIsToldOfSeats() throws IOException {
        String path = "/en/s/" + show("published");
        PageClient ann = new PageClient(server.gateway.address());
        String page = ann.until(path + "?part=0", seen -> seen.text().contains("value=\"T7-1\""))
                .text();
        assertTrue(page.contains("Ground floor: Stalls"), page);
        assertTrue(page.contains("Entrance: Door A, no steps"), page);
        assertTrue(page.contains("aria-label=\"Row A, seat 1, €12, for a companion\""), page);
        assertTrue(page.contains("Row A, seat 2, €12, accessible, Room for one wheelchair"), page);
        assertTrue(page.contains("Row A, seat 4, €12, restricted view, Behind a pillar"), page);
        assertTrue(page.contains("Table 7, chair 1, €12"), page);
        assertTrue(page.contains("Whole table, 4 chairs") && page.contains("Waiter service"), page);
        assertTrue(page.contains("Row S, seats 1 and 2, a seat for two, two tickets, €12"), page);
        assertTrue(page.contains("The pit") && page.contains("Standing"), page);
        String boxes = ann.get(path + "?part=1").text();
        assertTrue(boxes.contains("Royal box, seat 1") && boxes.contains("Entrance: Door B"), boxes);
        assertTrue(boxes.contains("Circle: Boxes") && boxes.contains("32 steps, no lift"), boxes);
        assertFalse(boxes.contains("Row Royal box"), boxes);

        PageClient.Page taken = ann.submit(path, ann.get(path), "whole=T7-1&pair=S-1&how=chosen");

        assertEquals(303, taken.status(), taken.text());
        String held = ann.get(taken.header("location")).text();
        for (String seat : List.of("Table 7, chair 1", "Table 7, chair 4", "Row S, seat 1", "Row S, seat 2")) {
            assertTrue(held.contains(seat), held);
        }
        assertTrue(held.contains("€72"), held);
    }

    @Test
    void shouldPrintLevelAndEntranceOnTickets() throws IOException {
        String show = show("published");
        try (TestClient customer = server.customer(7)) {
            String hold = customer.post(
                            "/v1/shows/" + show + "/holds",
                            "{\"seats\":[\"R-1\",\"T7-1\"],\"areas\":[{\"area\":\"pit\"}]}")
                    .id();
            String booking = customer.post("/v1/bookings", "{\"holdId\":\"" + hold + "\"}")
                    .id();
            Reply paid = customer.post(
                    "/v1/bookings/" + booking + "/payments", "{\"method\":\"card\",\"token\":\"tok_approve\"}");
            assertEquals(201, paid.status(), paid.text());
            JsonNode tickets =
                    customer.get("/v1/bookings/" + booking + "/tickets").json().path("items");
            JsonNode box = tickets.get(0);
            assertEquals("Royal box", box.path("row").asText());
            assertEquals("box", box.path("rowKind").asText());
            assertEquals("Circle", box.path("level").asText());
            assertEquals("Door B", box.path("entrance").asText());
            assertEquals("round_table", tickets.get(1).path("rowKind").asText());
            assertEquals("Door A", tickets.get(1).path("entrance").asText());
            assertEquals("The pit", tickets.get(2).path("label").asText());
            assertEquals("Ground floor", tickets.get(2).path("level").asText());
            assertEquals("Standing", tickets.get(2).path("note").asText());
        }
    }
}
