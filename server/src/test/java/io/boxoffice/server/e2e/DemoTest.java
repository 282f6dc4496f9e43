package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --demo}: when it says that it is ready, the catalogue is there; killed and started again, it is the same one. */
class DemoTest {
    /** Whose the catalogue is. */
    private static final long ORGANIZER = 1;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldBeReadyWithItsCatalogueAndFindItAgainAfterAKill() throws Exception {
        try (ServerProcess server = new ServerProcess(directory).withOption("--demo")) {
            server.launch();
            awaitReadyAndNeverEmpty(server);
            Map<String, JsonNode> shows = shows(server);
            assertEquals(4, values(shows, "city").size(), "cities");
            assertEquals(12, values(shows, "venueName").size(), "venues");
            assertEquals(40, values(shows, "eventTitle").size(), "events");
            Set<String> sales = values(shows, "saleStatus");
            assertTrue(sales.containsAll(Set.of("on_sale", "sold_out", "not_yet")), sales.toString());
            assertTrue(shows.values().stream().anyMatch(DemoTest::isNearlySoldOut), "nearly sold out");
            JsonNode cancelled = server.clients()
                    .as(ORGANIZER, Role.ORGANIZER)
                    .get("/v1/shows?mine=true&status=cancelled")
                    .expect(200)
                    .body();
            assertEquals(1, cancelled.path("items").size(), "cancelled");
            server.kill();
            server.launch();
            awaitReadyAndNeverEmpty(server);
            assertEquals(states(shows), states(shows(server)), "nothing is doubled, and nothing sold twice");
        }
    }

    /** Whoever asks {@code /readyz} is not told yes before the list has the shows. */
    private static void awaitReadyAndNeverEmpty(ServerProcess server) {
        Set<String> said = new HashSet<>();
        Await.within(Duration.ofMinutes(3), "the catalogue is there", () -> {
            String status = server.status();
            said.add(status);
            return status.equals("ready");
        });
        server.awaitReady();
        assertTrue(said.contains("filling"), said.toString());
        assertFalse(page(server, "").path("items").isEmpty());
    }

    private static boolean isNearlySoldOut(JsonNode show) {
        return show.path("saleStatus").asText().equals("on_sale")
                && show.path("freeSeats").asLong() > 0
                && show.path("freeSeats").asLong() < 8;
    }

    private static Set<String> values(Map<String, JsonNode> shows, String field) {
        Set<String> values = new HashSet<>();
        shows.values().forEach(show -> values.add(show.path(field).asText()));
        return values;
    }

    /** What has not begun meanwhile, with what is sold of it. */
    private static Map<String, String> states(Map<String, JsonNode> shows) {
        Map<String, String> states = new TreeMap<>();
        shows.forEach((id, show) -> states.put(
                id,
                show.path("startsAt").asText() + ' ' + show.path("freeSeats").asText()));
        return states;
    }

    private static Map<String, JsonNode> shows(ServerProcess server) {
        Map<String, JsonNode> shows = new TreeMap<>();
        List<JsonNode> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page(server, cursor);
            pages.add(page);
            page.path("items").forEach(show -> shows.put(show.path("id").asText(), show));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());
        return shows;
    }

    private static JsonNode page(ServerProcess server, String cursor) {
        return server.clients()
                .anybody()
                .get("/v1/shows?limit=100" + cursor)
                .expect(200)
                .body();
    }
}
