package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What searches for events can be narrowed to, sorted by and counted by, and what is suggested while somebody types. */
class SearchFiltersTest extends HttpCatalog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    /** A Monday, some weeks ahead. */
    private static final LocalDate MONDAY = LocalDate.now(VIENNA).plusDays(20).with(DayOfWeek.MONDAY);

    private TestClient anybody;

    @BeforeEach
    void anybody() throws IOException {
        anybody = server.client();
    }

    @AfterEach
    void leave() throws IOException {
        anybody.close();
    }

    private static String map(String name, int seats) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= seats; i++) {
            row.append(i == 1 ? "" : ",")
                    .append("{\"id\":\"A-%1$d\",\"label\":\"%1$d\",\"x\":%1$d,\"y\":0,\"category\":\"Stalls\"}"
                            .formatted(i));
        }
        return "{\"name\":\"" + name
                + "\",\"categories\":[\"Stalls\"],\"sections\":[{\"name\":\"Main\",\"rows\":[{\"label\":\"A\","
                + "\"seats\":[" + row + "]}]}],\"focus\":{\"x\":1,\"y\":-3}}";
    }

    /** A hall with one row, in a venue and city of its own. Returns its id and that of its map. */
    private String[] hall(String city, double latitude, int seats) throws IOException {
        String venue = made(
                "/v1/venues",
                "{\"name\":\"House %1$s %2$s\",\"city\":\"%1$s%2$s\",\"latitude\":%3$s,\"longitude\":16.4,\"timezone\":\"Europe/Vienna\"}"
                        .formatted(city, unique, latitude));
        String hall = made("/v1/venues/" + venue + "/halls", "{\"name\":\"1\"}");
        return new String[] {hall, made("/v1/halls/" + hall + "/seat-maps", map("Plan", seats))};
    }

    private String event(String title, String genre, String language) throws IOException {
        return made(
                "/v1/events",
                "{\"title\":\"%s %s\",\"genres\":[\"%s\"],\"language\":\"%s\",\"description\":\"Told%s\"}"
                        .formatted(title, unique, genre, language, unique));
    }

    private String onSale(String event, String[] hall, LocalDate day, String time, long price, String presentation)
            throws IOException {
        OffsetDateTime starts = day.atTime(LocalTime.parse(time)).atZone(VIENNA).toOffsetDateTime();
        ObjectNode show = JSON.createObjectNode()
                .put("hallId", hall[0])
                .put("eventId", event)
                .put("seatMapId", hall[1])
                .put("allowOverlap", true)
                .put("startsAt", starts.toInstant().toString())
                .put("endsAt", starts.plusHours(2).toInstant().toString())
                .put("currency", "EUR");
        show.putObject("prices").putObject("categories").put("Stalls", price);
        if (presentation != null) {
            show.set("presentation", JSON.readTree(presentation));
        }
        String id = made("/v1/shows", show.toString());
        Reply published = client.post("/v1/shows/" + id + "/publish", null, "If-Match: *");
        assertEquals(200, published.status(), published.text());
        return id;
    }

    private JsonNode found(String query) throws IOException {
        Reply reply = anybody.get("/v1/events?q=told" + unique + query);
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    /** Titles without what is this test's own. */
    private List<String> titles(String query) throws IOException {
        List<String> titles = new ArrayList<>();
        found(query)
                .path("items")
                .forEach(item -> titles.add(item.path("title").asText().replace(" " + unique, "")));
        return titles;
    }

    private Map<String, Long> counts(JsonNode answer, String facet) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (JsonNode each : answer.path("facets")) {
            if (each.path("name").asText().equals(facet)) {
                each.path("values")
                        .forEach(value -> counts.put(
                                value.path("value").asText().replace(unique, ""),
                                value.path("count").asLong()));
            }
        }
        return counts;
    }

    /** One in two cities, cheap here and dear there; one late and in 3D; one with captions on another day. */
    private void threeEvents() throws IOException {
        String[] north = hall("North", 48.3, 6);
        String[] south = hall("South", 47.3, 2);
        String both = event("Both", "Drama", "de");
        onSale(both, north, MONDAY, "19:00", 1_200, null);
        onSale(both, south, MONDAY.plusDays(1), "19:00", 6_000, null);
        onSale(
                event("Late", "Comedy", "en"),
                north,
                MONDAY.plusDays(4),
                "22:30",
                2_500,
                "{\"format\":\"3D\",\"language\":\"fr\"}");
        onSale(
                event("Captioned", "Drama", "de"),
                south,
                MONDAY.plusDays(5),
                "11:00",
                800,
                "{\"features\":[\"captions\",\"relaxed\"]}");
    }

    @Test
    void shouldNarrowToShowsThatHaveAllThatIsAsked() throws IOException {
        threeEvents();
        assertEquals(List.of("Both", "Late", "Captioned"), titles("&sort=time"));
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        wanted.put("&city=north" + unique, List.of("Both", "Late"));
        wanted.put("&date=" + MONDAY, List.of("Both"));
        wanted.put("&date=" + MONDAY + "&until=" + MONDAY.plusDays(4), List.of("Both", "Late"));
        wanted.put("&weekday=fri,sat", List.of("Late", "Captioned"));
        wanted.put("&timeFrom=20:00", List.of("Late"));
        wanted.put("&timeUntil=19:00", List.of("Captioned"));
        wanted.put("&timeFrom=19:00&timeUntil=19:01", List.of("Both"));
        wanted.put("&genre=DRAMA", List.of("Both", "Captioned"));
        wanted.put("&language=fr", List.of("Late"));
        wanted.put("&language=de-AT", List.of("Both", "Captioned"));
        wanted.put("&format=3d", List.of("Late"));
        wanted.put("&accessible=captions", List.of("Captioned"));
        wanted.put("&accessible=captions,relaxed", List.of("Captioned"));
        wanted.put("&accessible=captions,audio_description", List.of());
        wanted.put("&minPrice=2000", List.of("Both", "Late"));
        wanted.put("&maxPrice=1000", List.of("Captioned"));
        wanted.put("&minPrice=1200&maxPrice=1200&currency=EUR", List.of("Both"));
        wanted.put("&currency=USD", List.of());
        wanted.put("&near=48.3,16.4&within=1000", List.of("Both", "Late"));
        // One show must have all of it: the one that is cheap is not in the south.
        wanted.put("&city=south" + unique + "&maxPrice=1500", List.of("Captioned"));
        for (Map.Entry<String, List<String>> each : wanted.entrySet()) {
            assertEquals(each.getValue(), titles(each.getKey() + "&sort=time"), each.getKey());
        }
    }

    @Test
    void shouldComeInTheOrderThatIsAsked() throws IOException {
        threeEvents();
        assertEquals(List.of("Captioned", "Both", "Late"), titles("&sort=price"));
        assertEquals(List.of("Both", "Late", "Captioned"), titles("&sort=time"));
        assertEquals(List.of("Both", "Late", "Captioned"), titles("&near=48.3,16.4&sort=distance"));
        assertEquals(
                1_200,
                found("&sort=price").path("items").path(1).path("priceFrom").asLong());
        assertEquals(
                6, found("&sort=price").path("items").path(1).path("freeSeats").asLong());
    }

    /** As they are now, not as some copy has them. */
    @Test
    void shouldFindSeatsSideBySideAsTheyAreFreeNow() throws IOException {
        String[] hall = hall("Row", 48, 6);
        String show = onSale(event("Full", "Drama", "de"), hall, MONDAY, "20:00", 1_000, null);
        assertEquals(List.of("Full"), titles("&seats=6"));
        assertEquals(List.of(), titles("&seats=7"));

        try (TestClient customer = server.customer(4_711)) {
            Reply held = customer.post("/v1/shows/" + show + "/holds", "{\"seats\":[\"A-3\"]}");
            assertEquals(201, held.status(), held.text());
        }
        assertEquals(List.of("Full"), titles("&seats=3"));
        assertEquals(List.of(), titles("&seats=4"), "two on one side, three on the other");
        assertEquals(5, found("").path("items").path(0).path("freeSeats").asLong());
    }

    @Test
    void shouldCountEachFacetAsIfNothingWereAskedOfIt() throws IOException {
        threeEvents();
        String all = "&facets=city,date,genre,language,format,price,accessible";
        JsonNode answer = found(all);
        assertEquals(Map.of("North", 2L, "South", 2L), counts(answer, "city"));
        assertEquals(Map.of("Drama", 2L, "Comedy", 1L), counts(answer, "genre"));
        assertEquals(Map.of("de", 2L, "en", 1L, "fr", 1L), counts(answer, "language"));
        assertEquals(Map.of("3D", 1L), counts(answer, "format"));
        assertEquals(Map.of("captions", 1L, "relaxed", 1L), counts(answer, "accessible"));
        assertEquals(
                Map.of("EUR 0-999", 1L, "EUR 1000-1999", 1L, "EUR 5000-9999", 1L, "EUR 2000-4999", 1L),
                counts(answer, "price"));
        assertEquals(
                List.of(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(4), MONDAY.plusDays(5)).stream()
                        .map(LocalDate::toString)
                        .toList(),
                List.copyOf(counts(answer, "date").keySet()));

        JsonNode inNorth = found("&city=north" + unique + all);
        assertEquals(Map.of("North", 2L, "South", 2L), counts(inNorth, "city"), "other cities can be chosen");
        assertEquals(Map.of("Drama", 1L, "Comedy", 1L), counts(inNorth, "genre"));
        assertFalse(found("").has("facets"), "only what is asked for is counted");
    }

    /** Each count of a facet is what a search for that value finds. */
    @Test
    void shouldFindAsManyAsWereCounted() throws IOException {
        threeEvents();
        for (String narrowed : List.of("", "&genre=drama", "&city=south" + unique, "&maxPrice=3000")) {
            for (String facet : List.of("city", "date", "genre", "language", "format", "accessible")) {
                JsonNode answer = found(narrowed + "&facets=" + facet);
                String without = narrowed.startsWith("&" + facet + "=") ? "" : narrowed;
                for (JsonNode value : answer.path("facets").path(0).path("values")) {
                    String asked = without + "&" + facet + "="
                            + encoded(value.path("value").asText());
                    assertEquals(value.path("count").asInt(), titles(asked).size(), narrowed + " then " + asked);
                }
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void shouldRefuseWhatCannotBeAsked() throws IOException {
        for (String query : List.of(
                "until=2030-01-01",
                "date=2030-01-02&until=2030-01-01",
                "sort=distance",
                "sort=relevance",
                "sort=colour",
                "within=100",
                "seats=0",
                "seats=51",
                "weekday=someday",
                "timeFrom=24:00",
                "minPrice=-1",
                "currency=eur",
                "facets=colour",
                "accessible=wings",
                "near=1",
                "near=91,0")) {
            assertEquals(400, anybody.get("/v1/events?" + query).status(), query);
        }
    }

    @Test
    void shouldGoOnWithNeitherRepeatsNorGapsWhileOthersComeAndGo() throws IOException {
        String[] hall = hall("Pages", 48, 2);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String event = event("Page " + i, "Drama", "de");
            events.add(event);
            onSale(event, hall, MONDAY.plusDays(i), "20:00", 1_000 + i, null);
        }
        for (String sort : List.of("time", "price", "relevance")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            int added = 0;
            do {
                JsonNode page = found("&limit=2&sort=" + sort + cursor);
                page.path("items").forEach(item -> seen.add(item.path("id").asText()));
                // Before the next page one comes that belongs to pages that were told already, or are to come.
                onSale(event("New " + sort + added++, "Drama", "de"), hall, MONDAY.plusDays(added), "19:00", 900, null);
                cursor = page.path("next").isNull()
                        ? null
                        : "&cursor=" + page.path("next").asText();
            } while (cursor != null);
            assertEquals(seen.size(), seen.stream().distinct().count(), sort + " repeats none");
            assertTrue(seen.containsAll(events), sort + " skips none that was there");
        }
    }

    private List<String> suggested(String text, String more) throws IOException {
        Reply reply = anybody.get("/v1/suggestions?q=" + encoded(text) + more);
        assertEquals(200, reply.status(), reply.text());
        List<String> suggestions = new ArrayList<>();
        reply.json()
                .path("items")
                .forEach(each -> suggestions.add(
                        each.path("kind").asText() + " " + each.path("text").asText()));
        return suggestions;
    }

    @Test
    void shouldSuggestEventsPeopleVenuesAndCities() throws IOException {
        String[] hall = hall("Graz", 47, 2);
        String person = "Zdenka Õunapuu" + unique;
        String event = made(
                "/v1/events",
                ("{\"title\":\"Zwielicht %1$s\",\"originalTitle\":\"Twilight %1$s\",\"credits\":[{\"name\":\"%2$s\",\"role\":\"Cast\"}]}")
                        .formatted(unique, person));
        assertEquals(List.of(), suggested("zwielicht " + unique, ""), "nobody may see it yet");
        onSale(event, hall, MONDAY, "20:00", 1_000, null);

        assertEquals(List.of("event Zwielicht " + unique), suggested("ZWIE", ""));
        assertEquals(List.of("event Zwielicht " + unique), suggested("twilight " + unique, ""));
        assertEquals(List.of("person " + person), suggested("ounapuu" + unique.substring(0, 3), ""));
        assertEquals(List.of("venue House Graz " + unique), suggested("house graz " + unique, ""));
        assertEquals(List.of("city Graz" + unique), suggested("graz" + unique, ""));
        assertEquals(List.of("event Zwielicht " + unique), suggested("zwielcht", ""), "a typing error");
        assertEquals(List.of("event Zwielicht " + unique), suggested("zwie", "&city=graz" + unique));
        assertEquals(List.of(), suggested("zwie", "&city=elsewhere"));
        assertEquals(
                event,
                anybody.get("/v1/suggestions?q=zwielicht")
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asText());
        assertTrue(anybody.get("/v1/suggestions?q=ounapuu")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .isMissingNode());
        assertEquals(1, suggested("zwielicht", "&limit=1").size());
        assertEquals(400, anybody.get("/v1/suggestions").status(), "nothing is typed");
        assertEquals(400, anybody.get("/v1/suggestions?q=" + "x".repeat(201)).status());
        assertEquals(List.of(), suggested("!!!", ""));
    }

    @Test
    void shouldNotSuggestWhatIsOver() throws IOException {
        String[] hall = hall("Over", 47, 2);
        String event = event("Vorbei", "Drama", "de");
        String show = onSale(event, hall, MONDAY, "20:00", 1_000, null);
        assertEquals(1, suggested("vorbei", "").size());
        Reply cancelled = client.post("/v1/shows/" + show + "/cancel", null, "If-Match: *");
        assertEquals(200, cancelled.status(), cancelled.text());
        assertEquals(List.of(), suggested("vorbei", ""));
    }
}
