package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An event that nobody may see yet, on the page that its organisation shows to those whom it gives the link. */
class PreviewTest extends HttpCatalog {
    private PageClient browser() {
        return new PageClient(server.gateway.address());
    }

    private String tide() throws IOException {
        return made("/v1/events", """
                {"title":"Tide %s","description":"A **keeper**, alone.","durationMinutes":104}""".formatted(unique));
    }

    private String draft(String event, String more) throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        return made("/v1/shows", """
                {"hallId":"%s","eventId":"%s","seatMapId":"%s","startsAt":"%s","currency":"EUR","prices":{"default":1250}%s}""".formatted(hall, event, map, STARTS, more));
    }

    private String link(String event, String body) throws IOException {
        Reply made = client.post("/v1/events/" + event + "/previews", body);
        assertEquals(200, made.status(), made.text());
        Instant expires = Instant.parse(made.json().path("expiresAt").asText());
        assertTrue(expires.isAfter(Instant.now()), made.text());
        String url = made.json().path("url").asText();
        return url.substring(url.indexOf("/en/"));
    }

    @Test
    void shouldShowADraftAsItWillBeToWhoeverHasTheLinkAlone() throws IOException {
        String event = tide();
        String show = draft(event, "");
        String path = link(event, "{}");

        PageClient.Page page = browser().get(path);

        assertEquals(200, page.status());
        String text = page.text();
        for (String part : new String[] {
            "Preview: only those who have this link", "Tide " + unique, "A <strong>keeper</strong>, alone.", "€12.50"
        }) {
            assertTrue(text.contains(part), part + " in " + text);
        }
        assertFalse(text.contains("/s/" + show), "nobody buys from a preview");
        assertTrue(text.contains("<meta name=\"robots\" content=\"noindex\">"), text);
        assertFalse(text.contains("application/ld+json"), text);
        assertEquals("no-store", page.header("cache-control"));
        assertEquals("noindex", page.header("x-robots-tag"));
        assertTrue(browser().get(path.replace("/en/", "/ar/")).text().contains("معاينة"));
        // It is no less hidden for it.
        assertEquals(404, browser().get("/en/e/tide-" + unique + "-" + event).status());
        assertEquals(404, browser().get("/en/s/" + show).status());
        try (TestClient anybody = server.client()) {
            assertEquals(404, anybody.get("/v1/events/" + event).status());
            assertEquals(404, anybody.get("/v1/shows/" + show).status());
        }
    }

    @Test
    void shouldShowChangesAtOnceAndWhatIsBlockedOrLater() throws IOException {
        String event = tide();
        String show = draft(event, ",\"onSaleFrom\":\"" + STARTS.minusSeconds(86_400) + "\"");
        String path = link(event, "{\"hours\":1}");
        assertTrue(browser().get(path).text().contains("from "), "when its sale begins");

        Reply changed = client.request("PATCH", "/v1/shows/" + show, "{\"onSaleFrom\":null}", "If-Match: *");
        assertEquals(200, changed.status(), changed.text());
        Reply blocked = client.request(
                "PUT",
                "/v1/shows/" + show + "/seat-blocks",
                "{\"blocks\":{\"A-1\":\"house\",\"A-2\":\"house\"},\"areas\":[{\"area\":\"Pit\",\"places\":50}]}",
                "If-Match: *");
        assertEquals(200, blocked.status(), blocked.text());

        assertTrue(browser().get(path).text().contains("All shows are sold out"), "all of it is blocked");
        assertEquals(
                200,
                client.post("/v1/shows/" + show + "/publish", "{}", "If-Match: *")
                        .status());
        assertTrue(browser().get(path).text().contains("Preview: "), "still a preview");
    }

    @Test
    void shouldShowAnEventWithoutShows() throws IOException {
        PageClient.Page page = browser().get(link(tide(), "{}"));
        assertEquals(200, page.status());
        assertTrue(page.text().contains("Tide " + unique), page.text());
    }

    @Test
    void shouldBeMadeByItsOrganisationAloneAndOpenNothingElse() throws IOException {
        String event = tide();
        String path = link(event, "{}");

        char last = path.charAt(path.length() - 3);
        String forged =
                path.substring(0, path.length() - 3) + (last == 'A' ? 'B' : 'A') + path.substring(path.length() - 2);
        assertEquals(404, browser().get(forged).status());
        assertEquals(404, browser().get("/en/preview/x").status());
        assertEquals(404, browser().get(path.replace("/preview/", "/b/")).status(), "a link for one thing alone");
        try (TestClient stranger = server.client().as(TestGateway.token(901, Role.ORGANIZER))) {
            assertEquals(
                    404,
                    stranger.post("/v1/events/" + event + "/previews", "{}").status());
        }
        try (TestClient anybody = server.client()) {
            assertEquals(
                    401, anybody.post("/v1/events/" + event + "/previews", "{}").status());
        }
        assertEquals(
                422,
                client.post("/v1/events/" + event + "/previews", "{\"hours\":1000}")
                        .status());
    }
}
