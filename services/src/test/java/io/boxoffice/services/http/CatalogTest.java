package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalog through HTTP. */
class CatalogTest extends HttpCatalog {
    @Test
    void shouldKeepVenuesAndTheirVersions() throws IOException {
        String id = venue();
        Reply before = client.get("/v1/venues/" + id);
        assertEquals("\"1\"", before.header("etag"));
        String path = "/v1/venues/" + id;
        assertEquals(428, client.request("PATCH", path, "{\"city\":\"Graz\"}").status());
        Reply changed = client.request("PATCH", path, "{\"city\":\"Graz\"}", "If-Match: \"1\"");
        assertEquals(200, changed.status(), changed.text());
        assertEquals("Graz", changed.json().path("city").asText());
        assertEquals(before.json().path("name"), changed.json().path("name"));
        assertEquals(
                412,
                client.request("PATCH", path, "{\"city\":\"Linz\"}", "If-Match: \"1\"")
                        .status());
        assertEquals(
                200,
                client.request("PATCH", path, "{\"city\":null}", "If-Match: *").status());
        try (TestClient other = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(404, other.request("PATCH", path, "{}", "If-Match: *").status());
            assertEquals(404, other.request("DELETE", path, null, "If-Match: *").status());
        }
        assertEquals(428, client.request("DELETE", path, null).status());
        assertEquals(
                412, client.request("DELETE", path, null, "If-Match: \"1\"").status());
        assertEquals(
                204,
                client.request("DELETE", path, null, "If-Match: \"1\", \"3\"").status());
        assertEquals(404, client.get(path).status());
    }

    /** Whoever acts for an organisation, an administrator too, changes that one's things and no other's. */
    @Test
    void shouldKeepToTheOrganisationThatATokenNames() throws IOException {
        String path = "/v1/venues/" + made("/v1/venues", "{\"name\":\"V\",\"timezone\":\"UTC\"}");
        for (Role role : List.of(Role.ORGANIZER, Role.ADMIN)) {
            try (TestClient other = server.client().as(TestGateway.token(3, role, 901));
                    TestClient own = server.client().as(TestGateway.token(3, role, 900))) {
                assertEquals(
                        404, other.request("PATCH", path, "{}", "If-Match: *").status());
                assertEquals(
                        200, own.request("PATCH", path, "{}", "If-Match: *").status());
            }
        }
    }

    @Test
    void shouldFindWhatIsThereByItsExternalId() throws IOException {
        String body = "{\"name\":\"V\",\"timezone\":\"UTC\",\"externalId\":\"%s\"}".formatted(unique);
        String id = made("/v1/venues", body);
        Reply again = client.post("/v1/venues", body);
        assertEquals(200, again.status());
        assertEquals(id, again.id());
        assertEquals("/v1/venues/" + id, again.header("location"));
    }

    @Test
    void shouldAnswerARetryLikeTheFirst() throws IOException {
        String body = "{\"name\":\"V\",\"timezone\":\"UTC\"}";
        Reply first = client.post("/v1/venues", body, "Idempotency-Key: " + unique);
        Reply again = client.post("/v1/venues", body, "Idempotency-Key: " + unique);
        assertEquals(201, again.status());
        assertEquals(first.id(), again.id());
        assertEquals(first.header("location"), again.header("location"));
        Reply other = client.post("/v1/venues", "{\"name\":\"W\",\"timezone\":\"UTC\"}", "Idempotency-Key: " + unique);
        assertEquals("idempotency_key_reused", other.code());
        assertNotEquals(first.id(), client.post("/v1/venues", body).id());
    }

    /** Told all at once, each with its place. */
    private static void assertWrong(Reply refused, int status, String... errors) throws IOException {
        assertEquals(status, refused.status(), refused.text());
        assertEquals(status == 400 ? "invalid_request" : "invalid_value", refused.code());
        List<String> told = new ArrayList<>();
        refused.json()
                .path("errors")
                .forEach(error -> told.add(error.path("pointer").asText() + " "
                        + error.path("code").asText()));
        told.sort(null);
        assertEquals(List.of(errors), told);
    }

    @Test
    void shouldTellWhereWhatIsSaidOfEventsAndVenuesIsWrong() throws IOException {
        assertWrong(
                client.post("/v1/events", """
                        {"title":"T","trailer":"http://video.example/t","year":0,"credits":[{"name":"N"}],
                         "otherTitles":[{"title":"U","language":"not a tag"}],
                         "images":[{"id":"x","role":"poster","alt":""},null],
                         "links":[{"name":"N","url":"javascript:alert(1)"},{"name":"N","url":"https://user@site.example"}]}"""),
                422,
                "/credits/0/role missing",
                "/images/0/alt invalid",
                "/images/0/id invalid",
                "/images/1 missing",
                "/links/0/url invalid",
                "/links/1/url invalid",
                "/otherTitles/0/language invalid",
                "/trailer invalid",
                "/year invalid");
        String image = "{\"id\":\"%s\",\"role\":\"hero\",\"alt\":\"A\"}".formatted("0".repeat(64));
        assertWrong(
                client.post("/v1/events", "{\"title\":\"T\",\"images\":[%s,%s]}".formatted(image, image)),
                422,
                "/images/1/role invalid");
        assertWrong(
                client.post("/v1/events", "{\"title\":\"T\",\"images\":[%s]}".formatted(image)),
                422,
                "/images/0/id invalid");
        assertWrong(client.post("/v1/events", "{\"title\":\"T\",\"kind\":\"FILM\"}"), 400, "/kind wrong_type");
        assertWrong(
                client.post(
                        "/v1/venues",
                        "{\"name\":\"V\",\"timezone\":\"UTC\",\"country\":\"XX\",\"website\":\"ftp://v.example\"}"),
                422,
                "/country invalid",
                "/website invalid");
    }

    @Test
    void shouldTellAllThatIsWrongWithABodyAtOnce() throws IOException {
        assertWrong(
                client.post("/v1/venues", "{\"nmae\":\"V\",\"city\":7,\"latitude\":\"north\"}"),
                400,
                "/city wrong_type",
                "/latitude wrong_type",
                "/nmae unknown_field");
        assertWrong(
                client.post(
                        "/v1/venues",
                        "{\"externalId\":\" \",\"latitude\":91,\"timezone\":\"Mars/Base\",\"city\":\"a\\nb\"}"),
                422,
                "/city invalid",
                "/externalId invalid",
                "/latitude invalid",
                "/longitude missing",
                "/name missing",
                "/timezone invalid");
        assertWrong(client.post("/v1/venues", "{\"name\":\"V\",\"timezone\":\"CEST\"}"), 422, "/timezone invalid");
        assertWrong(
                client.post(
                        "/v1/events",
                        "{\"title\":\" \",\"genres\":[\"a\",null,\"" + "x".repeat(101) + "\"],\"durationMinutes\":0}"),
                422,
                "/durationMinutes invalid",
                "/genres/1 missing",
                "/genres/2 invalid",
                "/title invalid");
        String hall = "/v1/halls/" + hall();
        assertWrong(client.request("PATCH", hall, "{\"nom\":null}", "If-Match: *"), 400, "/nom unknown_field");
        assertWrong(client.request("PATCH", hall, "{\"name\":null}", "If-Match: *"), 422, "/name missing");
        assertWrong(client.request("PATCH", hall, "{\"externalId\":\"h\"}", "If-Match: *"), 422, "/externalId fixed");
    }

    @Test
    void shouldRefuseWhoMayNotMakeAVenue() throws IOException {
        assertEquals(404, client.post("/v1/venues/1/halls", "{\"name\":\"H\"}").status());
        try (TestClient ann = server.customer(1)) {
            assertEquals(403, ann.post("/v1/venues", "{}").status());
        }
        try (TestClient anybody = server.client()) {
            assertEquals(401, anybody.post("/v1/venues", "{}").status());
        }
    }

    @Test
    void shouldRefuseSomethingElseOfAnExternalIdThatIsThere() throws IOException {
        String body = "{\"title\":\"Quasar\",\"externalId\":\"e%s\"}".formatted(unique);
        String id = made("/v1/events", body);
        Reply again = client.post("/v1/events", body);
        assertEquals(200, again.status(), again.text());
        assertEquals(id, again.id());
        assertEquals("\"1\"", again.header("etag"));
        assertEquals(
                "external_id_taken",
                client.post("/v1/events", body.replace("Quasar", "Pulsar")).code());
    }

    @Test
    void shouldShowWhatIsNotOnSaleToItsOrganisationAlone() throws IOException {
        String show = draft();
        JsonNode draft = client.get("/v1/shows/" + show).json();
        String event = "/v1/events/" + draft.path("eventId").asText();
        String map = "/v1/seat-maps/" + draft.path("seatMapId").asText();
        String maps = "/v1/halls/" + draft.path("hallId").asText() + "/seat-maps";
        String etag = client.get(map).header("etag");
        try (TestClient anybody = server.client();
                TestClient other = server.client().as(TestGateway.token(901, Role.ORGANIZER));
                TestClient admin = server.client().as(TestGateway.token(1, Role.ADMIN))) {
            for (TestClient stranger : List.of(anybody, other)) {
                for (String hidden : List.of(event, event + "/shows", map)) {
                    Reply reply = stranger.get(hidden, "If-None-Match: " + etag);
                    assertEquals(404, reply.status(), hidden);
                    assertEquals("not_found", reply.code(), hidden);
                }
                assertEquals(0, stranger.get(maps).json().path("items").size());
                assertFalse(stranger.get("/v1/events?q=Quasar+" + unique)
                        .text()
                        .contains(draft.path("eventId").asText()));
            }
            for (TestClient own : List.of(client, admin)) {
                assertEquals(200, own.get(event).status());
                assertEquals(200, own.get(map).status());
                assertEquals(1, own.get(maps).json().path("items").size());
                assertEquals(
                        event,
                        "/v1/events/"
                                + own.get("/v1/events?mine=true&q=Quasar+" + unique)
                                        .json()
                                        .at("/items/0/id")
                                        .asText());
            }
            assertEquals(401, anybody.get("/v1/events?mine=true").status());
            assertEquals(401, anybody.get("/v1/venues?mine=true").status());
            assertEquals(
                    0, other.get("/v1/venues?mine=true").json().path("items").size());
            client.post("/v1/shows/" + show + "/publish", null, "If-Match: *");
            assertEquals(200, anybody.get(event).status());
            assertEquals(304, anybody.get(map, "If-None-Match: " + etag).status());
            JsonNode found = anybody.get("/v1/events?q=Quasar+" + unique).json();
            JsonNode item = found.at("/items/0");
            assertEquals("Europe/Vienna", item.path("timezone").asText(), found.toString());
            assertEquals(show, item.path("nextShowId").asText());
            assertEquals("on_sale", item.path("saleStatus").asText());
            assertEquals(52, item.path("freeSeats").asInt());
            assertEquals(1_200, item.path("priceFrom").asInt());
            assertEquals("EUR", item.path("currency").asText());
        }
        try (TestClient ann = server.customer(1)) {
            assertEquals(403, ann.get("/v1/events?mine=true").status());
        }
    }

    @Test
    void shouldAnswerAListThatIsKnownWithoutIt() throws IOException {
        String hall = hall();
        for (String path : List.of("/v1/venues?city=City" + unique, "/v1/halls/" + hall + "/seat-maps", "/v1/events")) {
            Reply first = client.get(path);
            assertEquals(
                    304,
                    client.get(path, "If-None-Match: " + first.header("etag")).status(),
                    path);
        }
        String path = "/v1/venues?city=City" + unique;
        String etag = client.get(path).header("etag");
        venue();
        Reply changed = client.get(path, "If-None-Match: " + etag);
        assertEquals(200, changed.status());
        assertNotEquals(etag, changed.header("etag"));
    }

    @Test
    void shouldListVenuesAndHalls() throws IOException {
        String hall = hall();
        String venue = client.get("/v1/halls/" + hall).json().path("venueId").asText();
        assertEquals(
                hall,
                client.get("/v1/venues/" + venue + "/halls")
                        .json()
                        .at("/items/0/id")
                        .asText());
        JsonNode venues = client.get("/v1/venues?city=City" + unique).json();
        assertEquals(venue, venues.at("/items/0/id").asText());
        assertTrue(venues.path("next").isNull());
        assertEquals(
                409,
                client.request("DELETE", "/v1/venues/" + venue, null, "If-Match: *")
                        .status(),
                "has halls");
        Reply renamed = client.request("PATCH", "/v1/halls/" + hall, "{\"name\":\"Big\"}", "If-Match: \"1\"");
        assertEquals("Big", renamed.json().path("name").asText());
        assertEquals(
                204,
                client.request("DELETE", "/v1/halls/" + hall, null, "If-Match: \"2\"")
                        .status());
        JsonNode first = client.get("/v1/venues?limit=1").json();
        assertEquals(1, first.path("items").size());
        assertEquals("invalid_request", client.get("/v1/venues?limit=0").code());
        assertEquals("invalid_request", client.get("/v1/venues?city=%zz").code());
    }

    @Test
    void shouldKeepSeatMapsAsTheyCame() throws IOException {
        String hall = hall();
        String path = "/v1/halls/" + hall + "/seat-maps";
        String id = made(path, MAP);
        Reply map = client.get("/v1/seat-maps/" + id);
        JsonNode seats = map.json().at("/sections/0/rows/0/seats");
        assertEquals(1.25, seats.at("/0/x").asDouble());
        assertEquals("A-2", seats.at("/1/label").asText());
        assertEquals(2, seats.at("/1/places").asInt());
        assertTrue(seats.at("/1/accessible").asBoolean());
        assertEquals(-3, map.json().at("/focus/y").asInt());
        assertEquals(
                304,
                client.get("/v1/seat-maps/" + id, "If-None-Match: " + map.header("etag"))
                        .status());
        Reply again = client.post(path, MAP);
        assertEquals(200, again.status());
        assertEquals(id, again.id());
        assertEquals(id, client.get(path).json().at("/items/0/id").asText());
        Reply twice = client.post(path, MAP.replace("A-2", "A-1"));
        assertEquals(422, twice.status());
        assertEquals("invalid_value", twice.code());
        assertEquals("invalid_value", client.post(path, "{\"sections\":[]}").code());
        assertWrong(client.post(path, MAP.replace("2.5", "1e300")), 422, "/sections/0/rows/0/seats/1/x invalid");
        assertWrong(
                client.post(
                        path,
                        MAP.replace("\"name\":\"Main\"", "\"nome\":\"Main\"")
                                .replace("\"gapBefore\":true", "\"gapBefore\":1")
                                .replace("\"id\":\"Pit\",", "")),
                400,
                "/areas/0/id missing",
                "/sections/0/name missing",
                "/sections/0/nome unknown_field");
        assertWrong(
                client.post(path, MAP.replace("\"gapBefore\":true", "\"gapBefore\":1")),
                400,
                "/sections/0/rows/0/seats/1/gapBefore wrong_type");
        assertEquals(204, client.request("DELETE", "/v1/seat-maps/" + id, null).status());
        assertEquals(404, client.get("/v1/seat-maps/" + id).status());
    }

    @Test
    void shouldTakeASeatMapOfAHundredThousandSeats() throws IOException {
        StringBuilder map = new StringBuilder("{\"categories\":[\"A\"],\"sections\":[{\"name\":\"S\",\"rows\":[");
        for (int row = 0; row < 1_000; row++) {
            map.append(row == 0 ? "" : ",").append("{\"label\":\"").append(row).append("\",\"seats\":[");
            for (int seat = 0; seat < 100; seat++) {
                map.append(seat == 0 ? "" : ",")
                        .append("{\"id\":\"%d-%d\",\"label\":\"%d\",\"x\":%d.5,\"y\":%d,\"category\":\"A\"}"
                                .formatted(row, seat, seat, seat, row));
            }
            map.append("]}");
        }
        Reply reply = client.post(
                "/v1/halls/" + hall() + "/seat-maps", map.append("]}]}").toString());
        assertEquals(201, reply.status(), reply.text());
        assertEquals(100_000, reply.json().path("seats").asInt());
    }

    @Test
    void shouldFindEventsAndShows() throws IOException {
        String id = draft();
        client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
        JsonNode show = client.get("/v1/shows/" + id).json();
        String event = show.path("eventId").asText();
        try (TestClient anybody = server.client()) {
            JsonNode found =
                    anybody.get("/v1/events?q=quasar&city=City" + unique).json();
            assertEquals(event, found.at("/items/0/id").asText());
            JsonNode near = anybody.get("/v1/events?near=48.2,16.4&genre=drama&language=de")
                    .json();
            assertTrue(near.path("items").size() >= 1);
            assertTrue(near.at("/items/0").has("distanceMetres"));
            assertEquals("invalid_request", anybody.get("/v1/events?near=north").code());
            assertEquals(
                    "invalid_request", anybody.get("/v1/events?date=tomorrow").code());
            JsonNode shows = anybody.get("/v1/events/" + event + "/shows").json();
            assertEquals(id, shows.at("/items/0/id").asText());
            JsonNode ofVenue = anybody.get(
                            "/v1/shows?venue=" + show.path("venueId").asText())
                    .json();
            assertEquals(id, ofVenue.at("/items/0/id").asText());
            assertEquals("Hall 1", ofVenue.at("/items/0/hallName").asText());
            assertEquals("invalid_request", anybody.get("/v1/shows?venue=x").code());
        }
    }

    @Test
    void shouldRefuseCursorsThatAreNotOfTheList() throws IOException {
        String show = draft();
        client.post("/v1/shows/" + show + "/publish", null, "If-Match: *");
        String event = client.get("/v1/shows/" + show).json().path("eventId").asText();
        try (TestClient ann = server.customer(77)) {
            for (String path : new String[] {
                "/v1/events?cursor=nonsense",
                "/v1/events?cursor=-5",
                "/v1/events/" + event + "/shows?cursor=-5",
                "/v1/shows?cursor=-5",
                "/v1/venues?cursor=nonsense",
                "/v1/bookings?cursor=nonsense",
                "/v1/bookings?cursor=-5",
                "/v1/bookings?cursor=0"
            }) {
                Reply refused = ann.get(path);
                assertEquals(400, refused.status(), path);
                assertEquals("invalid_request", refused.code(), path);
                assertEquals("cursor", refused.json().at("/errors/0/parameter").asText(), path);
            }
            assertEquals(
                    "invalid_request",
                    ann.get("/v1/events?q=" + "x".repeat(201)).code());
        }
    }

    @Test
    void shouldTakeBlankParametersAsAbsent() throws IOException {
        event();
        JsonNode all = client.get("/v1/venues").json();
        assertEquals(all, client.get("/v1/venues?city=&cursor=&limit=").json());
        assertEquals(all, client.get("/v1/venues?city=%20+").json());
        JsonNode events = client.get("/v1/events").json();
        assertEquals(
                events,
                client.get("/v1/events?q=&city=&date=&genre=&language=&near=&cursor=&limit=")
                        .json());
        assertEquals(200, client.get("/v1/shows?venue=&date=").status());
    }

    @Test
    void shouldNotSayHowManyTicketsABookingHasWhenThatIsNotKnown() throws IOException {
        try (TestClient ann = server.customer(79);
                TestClient ben = server.customer(77)) {
            JsonNode unknown = ann.get("/v1/bookings").json().at("/items/0");
            assertEquals("4", unknown.path("id").asText());
            assertFalse(unknown.has("units"), "0 would say that all was given back");
            assertEquals(1, ben.get("/v1/bookings").json().at("/items/0/units").asInt());
        }
    }

    @Test
    void shouldTellAnEventWithoutShowsFromNone() throws IOException {
        JsonNode none = client.get("/v1/events/" + event() + "/shows").json();
        assertEquals(0, none.path("items").size());
        Reply unknown = client.get("/v1/events/5/shows");
        assertEquals(404, unknown.status());
        assertEquals("not_found", unknown.code());
    }

    @Test
    void shouldListACustomersBookings() throws IOException {
        try (TestClient ann = server.customer(77)) {
            JsonNode list = ann.get("/v1/bookings?limit=2").json();
            assertEquals(2, list.path("items").size());
            assertEquals("confirmed", list.at("/items/0/status").asText());
            JsonNode rest = ann.get(
                            "/v1/bookings?limit=2&cursor=" + list.path("next").asText())
                    .json();
            assertEquals(1, rest.path("items").size());
            assertEquals("forbidden", ann.get("/v1/bookings?onBehalfOf=78").code());
        }
        try (TestClient office = server.client().as(TestGateway.token(3, Role.BOX_OFFICE))) {
            assertEquals(
                    3,
                    office.get("/v1/bookings?onBehalfOf=77")
                            .json()
                            .path("items")
                            .size());
        }
    }
}
