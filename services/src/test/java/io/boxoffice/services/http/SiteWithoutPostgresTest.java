package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages while PostgreSQL is away: what the server keeps beside it is enough to find a show. */
class SiteWithoutPostgresTest {
    private TestGateway server;
    private PageClient browser;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        long startsAtMs = System.currentTimeMillis() + 3 * 86_400_000L;
        ShowCard card = new ShowCard(
                SHOW,
                7,
                8,
                9,
                SHOW + 1,
                900,
                "Low Tide",
                "Moonbeam",
                "Harbourtown",
                "Europe/London",
                "Screen 1",
                startsAtMs,
                startsAtMs + 7_200_000,
                0,
                new TicketTypes(List.of("standard")),
                ShowNotes.NONE);
        Files.writeString(directory.resolve("catalog.json"), new ObjectMapper().writeValueAsString(card) + "\n");
        server = TestGateway.aGateway().start(directory);
        browser = new PageClient(server.gateway.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowWhatIsOn() throws IOException {
        assertTrue(browser.get("/en").text().contains("Harbourtown"));
        assertTrue(browser.get("/en/harbourtown").text().contains("Low Tide"));
        PageClient.Page event = browser.get("/en/e/low-tide-7");
        assertEquals(200, event.status());
        assertTrue(event.text().contains("href=\"/en/s/" + SHOW + "\""), event.text());
        assertTrue(browser.get("/en/v/moonbeam-8").text().contains("Low Tide"));
    }

    @Test
    void shouldSearchTitlesAndSaySo() throws IOException {
        String found = browser.get("/en/search?q=tide").text();
        assertTrue(found.contains("Low Tide") && found.contains("Search knows titles only at the moment."), found);
        assertTrue(browser.get("/en/search?q=opera").text().contains("Nothing matches this search."));
        assertTrue(browser.get("/en/search.atom?q=tide").text().contains("<title>Low Tide</title>"));
        assertTrue(browser.get("/en/search.ics?q=tide").text().contains("SUMMARY:Low Tide"));
    }

    @Test
    void shouldSuggestWhatIsOn() throws IOException {
        String suggested = browser.get("/en/search.json?q=ti").text();
        assertTrue(suggested.contains("\"text\":\"Low Tide\"") && suggested.contains("/en/e/low-tide-7"), suggested);
    }
}
