package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that a page about shows needs, in one answer. */
class ShowPagesTest extends HttpCatalog {
    private String onSale() throws IOException {
        String id = draft();
        Reply published = client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
        assertEquals(200, published.status(), published.text());
        return id;
    }

    @Test
    void shouldAnswerAllThatAPageNeedsAtOnce() throws IOException {
        String path = "/v1/shows/" + onSale();
        try (TestClient ann = server.customer(1)) {
            ann.post(path + "/holds", "{\"seats\":[\"A-1\"],\"areas\":[{\"area\":\"Pit\",\"quantity\":3}]}");
            Instant before = Instant.now();
            Reply page = ann.get(path + "?include=event,venue,prices,availability");
            assertEquals(200, page.status(), page.text());
            JsonNode show = page.json();
            JsonNode included = show.path("included");
            assertEquals(ann.get(path + "/prices").json(), included.path("prices"));
            assertEquals(ann.get(path + "/availability").json(), included.path("availability"));
            assertEquals(ann.get("/v1/events/" + show.path("eventId").asText()).json(), included.path("event"));
            assertEquals(ann.get("/v1/venues/" + show.path("venueId").asText()).json(), included.path("venue"));
            assertFalse(
                    Instant.parse(included.path("serverTime").asText()).isBefore(before.minusMillis(1)), page.text());
            assertEquals("on_sale", show.path("saleStatus").asText());
            assertEquals(1 + 47, show.path("freeSeats").asInt());
            assertEquals(1_200, show.path("priceFrom").asInt());
            assertEquals(10, show.at("/rules/maxUnitsPerHold").asInt());
            assertEquals("Europe/Vienna", show.path("timezone").asText());
            assertFalse(show.has("prices"), "as they were stated, they are its organizer's");
        }
    }

    @Test
    void shouldIncludeWhatIsAskedForAndNothingElse() throws IOException {
        String path = "/v1/shows/" + onSale();
        try (TestClient anybody = server.client()) {
            assertFalse(anybody.get(path).json().has("included"));
            JsonNode venue = anybody.get(path + "?include=venue").json().path("included");
            assertEquals(2, venue.size(), venue.toString());
            assertTrue(venue.has("venue") && venue.has("serverTime"));
            Reply refused = anybody.get(path + "?include=venue,tickets");
            assertEquals(400, refused.status(), refused.text());
            assertEquals("include", refused.json().at("/errors/0/parameter").asText());
        }
        JsonNode draft = client.get("/v1/shows/" + draft() + "?include=event,prices,availability")
                .json();
        assertTrue(draft.path("included").has("event"));
        assertFalse(draft.path("included").has("prices"), "the core does not know a draft");
        assertTrue(draft.has("prices"));
    }

    @Test
    void shouldGoOnByAStreamFromTheAvailabilityOfAPage() throws IOException {
        String path = "/v1/shows/" + onSale();
        try (TestClient ann = server.customer(1);
                TestClient watcher = server.client()) {
            String sequence = ann.get(path + "?include=availability")
                    .json()
                    .at("/included/availability/sequence")
                    .asText();
            watcher.write("GET", path + "/stream?after=" + sequence, null);
            assertEquals(200, watcher.read().status());
            // From its first sign of life on the stream tells what happens.
            assertEquals("ping", watcher.anyEvent().get("event"));
            ann.post(path + "/holds", "{\"seats\":[\"A-2\"]}");
            Map<String, String> event = watcher.event();
            assertTrue(event.get("data").contains("\"held\":[\"A-2\"]"), event.toString());
        }
    }

    @Test
    void shouldFindShowsByAllThatIsAskedAndNoOthers() throws IOException {
        String mine = onSale();
        unique += "b";
        onSale();
        JsonNode show = client.get("/v1/shows/" + mine).json();
        String day = LocalDate.ofInstant(STARTS, ZoneId.of("Europe/Vienna")).toString();
        try (TestClient anybody = server.client()) {
            for (String query : List.of(
                    "event=" + show.path("eventId").asText(),
                    "venue=" + show.path("venueId").asText(),
                    "city=" + show.path("city").asText().toUpperCase(),
                    "city=" + show.path("city").asText() + "&date=" + day,
                    "status=published&venue=" + show.path("venueId").asText())) {
                assertEquals(List.of(mine), ShowContractTest.ids(anybody, "/v1/shows?" + query), query);
            }
            String here = "/v1/shows?venue=" + show.path("venueId").asText();
            for (String none : List.of("&event=5", "&city=Nowhere", "&date=2031-01-01", "&status=cancelled")) {
                assertEquals(List.of(), ShowContractTest.ids(anybody, here + none), none);
            }
            for (String wrong : List.of("status=gone", "date=tomorrow", "venue=x", "even=5", "mine=yes")) {
                assertEquals(400, anybody.get("/v1/shows?" + wrong).status(), wrong);
            }
            client.post("/v1/shows/" + mine + "/cancel", null, "If-Match: *");
            assertEquals(List.of(), ShowContractTest.ids(anybody, here));
            assertEquals(List.of(mine), ShowContractTest.ids(anybody, here + "&status=cancelled"));
        }
        assertEquals(
                List.of(mine),
                ShowContractTest.ids(
                        client,
                        "/v1/shows?mine=true&event=" + show.path("eventId").asText()));
    }

    @Test
    void shouldTellInListsWhatAPageOfADayNeeds() throws IOException {
        String id = onSale();
        String venue = client.get("/v1/shows/" + id).json().path("venueId").asText();
        String event = client.get("/v1/shows/" + id).json().path("eventId").asText();
        try (TestClient ann = server.customer(1)) {
            ann.post("/v1/shows/" + id + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":10}]}");
            for (String list : List.of("/v1/shows?venue=" + venue, "/v1/events/" + event + "/shows")) {
                JsonNode item = ann.get(list).json().at("/items/0");
                assertEquals("Quasar " + unique, item.path("eventTitle").asText(), list);
                assertEquals("Theatre " + unique, item.path("venueName").asText());
                assertEquals("City" + unique, item.path("city").asText());
                assertEquals("Europe/Vienna", item.path("timezone").asText());
                assertEquals("on_sale", item.path("saleStatus").asText());
                assertEquals(2 + 40, item.path("freeSeats").asInt());
                assertEquals(1_200, item.path("priceFrom").asInt());
            }
        }
    }
}
