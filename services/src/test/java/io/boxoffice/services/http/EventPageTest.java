package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What organisers say of events, venues and shows, on the pages of everybody. */
class EventPageTest extends HttpCatalog {
    /** So early that what begins some hours later is on the same day, wherever it is. */
    private static final Instant MORNING = STARTS.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(10));

    private PageClient browser;

    @BeforeEach
    void open() {
        browser = new PageClient(server.gateway.address());
        server.media.start();
    }

    private String image(int width, int height) throws IOException {
        Reply image = client.send("POST", "/v1/images", "image/png", TestImages.png(width, height));
        assertTrue(image.status() == 201 || image.status() == 200, image.text());
        return image.id();
    }

    private String event(String title) throws IOException {
        return made("/v1/events", """
                {"kind":"film","title":"%s","originalTitle":"Bajamar","year":2030,"durationMinutes":104,
                 "description":"A **keeper**, alone.\\n\\n<script>alert(1)</script>",
                 "credits":[{"name":"Mira Sandoval","role":"Director"},{"name":"Ove Lind","role":"Cast"},
                            {"name":"Teresa Aalto","role":"Cast"}],
                 "images":[{"id":"%s","role":"poster","alt":"A lighthouse"},{"id":"%s","role":"hero","alt":"The \\"bay\\""}],
                 "trailer":"https://video.example/t","links":[{"name":"Interview","url":"https://paper.example/i"}]}""".formatted(title, image(300, 450), image(1_000, 400)));
    }

    private String onSale(String hall, String map, String event, Instant startsAt, Duration length, String more)
            throws IOException {
        String show = made("/v1/shows", """
                {"hallId":"%s","eventId":"%s","seatMapId":"%s","startsAt":"%s","endsAt":"%s","currency":"EUR",
                 "prices":{"default":1250}%s}""".formatted(hall, event, map, startsAt, startsAt.plus(length), more));
        Reply published = client.post("/v1/shows/" + show + "/publish", "{}", "If-Match: *");
        assertEquals(200, published.status(), published.text());
        return show;
    }

    private String path(String title, String kind) throws IOException {
        String home = "/en/city" + unique;
        PageClient.Page page = browser.until(home, found -> found.text().contains(title));
        Matcher link = Pattern.compile("href=\"(/en/e/[^\"]+)\"").matcher(page.text());
        assertTrue(link.find());
        if (kind.equals("e")) {
            assertTrue(page.text().contains("alt=\"A lighthouse\""), "cards show the poster");
            return link.group(1);
        }
        Matcher venue = Pattern.compile("href=\"(/en/v/[^\"]+)\"")
                .matcher(browser.get(link.group(1)).text());
        assertTrue(venue.find());
        return venue.group(1);
    }

    @Test
    void shouldShowWhatThereIsToKnowOfAnEventAndGroupItsTimesByVersion() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String title = "Tide " + unique;
        String event = event(title);
        String doors = MORNING.minusSeconds(1_800).toString();
        String spanish = onSale(
                hall,
                map,
                event,
                MORNING,
                Duration.ofMinutes(104),
                ",\"doorsAt\":\"%s\",\"presentation\":{\"language\":\"es\",\"subtitles\":[\"en\"],\"format\":\"3D\"}"
                        .formatted(doors));
        onSale(
                hall,
                map,
                event,
                MORNING.plusSeconds(7_200),
                Duration.ofMinutes(104),
                ",\"presentation\":{\"language\":\"en\",\"features\":[\"relaxed\"]}");
        String unlisted = onSale(
                hall, map, event, MORNING.plusSeconds(18_000), Duration.ofMinutes(104), ",\"visibility\":\"unlisted\"");

        PageClient.Page page = browser.get(path(title, "e"));

        String text = page.text();
        assertTrue(text.contains("A <strong>keeper</strong>, alone."), text);
        assertFalse(text.contains("<script>alert"), text);
        for (String part : new String[] {
            "alt=\"A lighthouse\"",
            "alt=\"The &#34;bay&#34;\"",
            " 160w, ",
            "Original title: Bajamar",
            "href=\"https://video.example/t\"",
            "<dt><bdi>Cast</bdi></dt><dd><bdi>Ove Lind, Teresa Aalto</bdi></dd>",
            "href=\"https://paper.example/i\" rel=\"nofollow noopener\"",
            "3D",
            "in Spanish",
            "English subtitles",
            "Relaxed"
        }) {
            assertTrue(text.contains(part), part + " in " + text);
        }
        assertEquals(2, text.split("class=\"card venue\"", -1).length - 1, "one row a version");
        assertFalse(text.contains("/s/" + unlisted), "who has no address does not find it");
        assertEquals(200, browser.get("/en/s/" + unlisted).status());
        assertTrue(browser.get("/en/s/" + spanish).text().contains("doors "), "doors where one chooses seats");
        Matcher shared = Pattern.compile(
                        "og:image\" content=\"[^\"]+(/images/[^\"]+-1000\\.jpg)\">\\s*<meta property=\"og:image:width\" content=\"1000\">\\s*"
                                + "<meta property=\"og:image:height\" content=\"400\">")
                .matcher(text);
        assertTrue(shared.find(), "the event's own picture is shared: " + text);
        assertEquals(200, browser.get(shared.group(1)).status());
        JsonNode data = page.jsonLd().path(0);
        assertEquals("ScreeningEvent", data.path("@type").asText());
        assertEquals("es", data.path("inLanguage").asText());
        assertEquals("en", data.at("/subtitleLanguage/0").asText());
        assertTrue(data.at("/image/0").asText().endsWith(".jpg"), data.toString());
        assertTrue(data.hasNonNull("doorTime"), data.toString());
        assertEquals("Movie", data.at("/workPresented/@type").asText());
        assertEquals("Bajamar", data.at("/workPresented/alternateName/0").asText());
        assertTrue(browser.get(path(title, "e").replace("/en/", "/ar/")).text().contains("العنوان الأصلي"));
    }

    @Test
    void shouldTellHowToGetToAVenueAndIn() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String title = "Tide " + unique;
        onSale(hall, map, event(title), MORNING, Duration.ofMinutes(104), "");
        String venue = client.get("/v1/halls/" + hall).json().path("venueId").asText();
        Reply changed = client.request("PATCH", "/v1/venues/" + venue, """
                {"postcode":"HB1 4QT","country":"GB","website":"https://moonbeam.example","directions":"Bus **3**",
                 "accessibility":"Step-free","amenities":["hearing_loop"]}""", "If-Match: *");
        assertEquals(200, changed.status(), changed.text());

        PageClient.Page page = browser.get(path(title, "v"));

        for (String part : new String[] {
            "HB1 4QT", "United Kingdom", "href=\"https://moonbeam.example\"", "Bus <strong>3</strong>", "Hearing loop"
        }) {
            assertTrue(page.text().contains(part), part + " in " + page.text());
        }
        assertEquals("GB", page.jsonLd().at("/address/addressCountry").asText());
        assertEquals("hearing_loop", page.jsonLd().at("/amenityFeature/0/name").asText());
    }

    @Test
    void shouldShowAShowOfSeveralDaysOnEachOfThem() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String title = "Tide " + unique;
        String show = onSale(hall, map, event(title), MORNING, Duration.ofHours(49), "");
        String path = path(title, "e");
        Matcher days = Pattern.compile("date=(\\d{4}-\\d\\d-\\d\\d)")
                .matcher(browser.get(path).text());
        int found = 0;
        while (days.find()) {
            found++;
            String text = browser.get(path + "?date=" + days.group(1)).text();
            assertTrue(text.contains("/s/" + show), days.group(1));
            assertTrue(text.contains("until "), text);
        }
        assertTrue(found == 3 || found == 4, found + " days");
    }
}
