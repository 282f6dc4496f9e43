package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person's saved shows, through HTTP and down to PostgreSQL. */
class SavedShowsTest extends HttpCatalog {
    private static final String SAVED = "/v1/saved-shows";
    private static long people = 5_000;

    private TestClient person() throws IOException {
        return server.customer(++people);
    }

    private String published() throws IOException {
        String show = draft();
        Reply now = client.get("/v1/shows/" + show);
        Reply reply = client.post("/v1/shows/" + show + "/publish", "{}", "If-Match: " + now.header("etag"));
        assertEquals(200, reply.status(), reply.text());
        return show;
    }

    private static List<String> ids(Reply list) throws IOException {
        List<String> ids = new ArrayList<>();
        list.json().path("items").forEach(item -> ids.add(item.path("showId").asText()));
        return ids;
    }

    @Test
    void shouldKeepWhatAPersonSavesUntilTheyRemoveIt() throws IOException {
        String first = published();
        String second = published();
        try (TestClient ann = person();
                TestClient ben = person()) {
            JsonNode saved = ann.request("PUT", SAVED + "/" + first, null).json();
            assertEquals(first, saved.path("showId").asText());
            assertTrue(saved.path("eventTitle").asText().startsWith("Quasar"), saved.toString());
            assertEquals("Europe/Vienna", saved.path("timezone").asText());
            ann.request("PUT", SAVED + "/" + second, null);
            Reply again = ann.request("PUT", SAVED + "/" + first, null);
            assertEquals(saved, again.json(), "saving twice changes nothing");

            assertEquals(List.of(second, first), ids(ann.get(SAVED)));
            assertEquals(List.of(), ids(ben.get(SAVED)), "another's are another's");

            assertEquals(204, ben.request("DELETE", SAVED + "/" + first, null).status());
            assertEquals(204, ann.request("DELETE", SAVED + "/" + second, null).status());
            assertEquals(204, ann.request("DELETE", SAVED + "/" + second, null).status());
            assertEquals(List.of(first), ids(ann.get(SAVED)));
        }
    }

    @Test
    void shouldGoOnBehindAPage() throws IOException {
        List<String> newestFirst = new ArrayList<>();
        try (TestClient ann = person()) {
            for (int i = 0; i < 3; i++) {
                String show = published();
                ann.request("PUT", SAVED + "/" + show, null);
                newestFirst.add(0, show);
            }
            Reply page = ann.get(SAVED + "?limit=2");
            List<String> all = ids(page);
            String next = page.json().path("next").asText();
            Reply rest = ann.get(SAVED + "?limit=2&cursor=" + next);
            all.addAll(ids(rest));
            assertEquals(newestFirst, all);
            assertTrue(rest.json().path("next").isNull());
            assertEquals(400, ann.get(SAVED + "?cursor=nonsense").status());
        }
    }

    @Test
    void shouldRefuseMoreThanAPersonMayKeep() throws IOException {
        try (TestClient ann = person()) {
            String kept = published();
            ann.request("PUT", SAVED + "/" + kept, null);
            ann.request("PUT", SAVED + "/" + published(), null);
            ann.request("PUT", SAVED + "/" + published(), null);
            Reply refused = ann.request("PUT", SAVED + "/" + published(), null);
            assertEquals("quota_reached", refused.code());
            assertEquals(3, refused.json().path("limit").asInt());
            assertEquals(200, ann.request("PUT", SAVED + "/" + kept, null).status(), "that one is there already");
        }
    }

    @Test
    void shouldSaveNoShowThatNotEverybodySees() throws IOException {
        String draft = draft();
        assertEquals(404, client.request("PUT", SAVED + "/" + draft, null).status(), "not even its organizer");
        assertEquals(404, client.request("PUT", SAVED + "/123", null).status());
        try (TestClient nobody = server.client()) {
            assertEquals(401, nobody.get(SAVED).status());
        }
    }
}
