package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.fake.FakeShow;
import io.boxoffice.gateway.fake.FakeShows;
import io.boxoffice.gateway.stream.StreamLimits;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
    private static final String STREAM = "/v1/shows/" + SHOW + "/stream";

    private TestGateway server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        StreamLimits limits = new StreamLimits(100, 100, 3, 20, 50, 3, 100_000, 60_000);
        server = TestGateway.aGateway().config(c -> c.withStreams(limits)).start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A stream that is known to be fed: it has had its first sign of life. */
    private TestClient watch(String query, String... headers) throws IOException {
        TestClient client = server.client();
        Reply head = client.get(STREAM + query, headers);
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.header("content-type"));
        assertEquals("ping", client.anyEvent().get("event"));
        return client;
    }

    private static void assertShow(String change, Map<String, String> event) throws IOException {
        assertEquals("show", event.get("event"));
        assertEquals(change, data(event).path("change").asText());
        assertFalse(event.containsKey("id"), "what follows has it");
    }

    private static JsonNode data(Map<String, String> event) throws IOException {
        return new ObjectMapper().readTree(event.get("data"));
    }

    @Test
    void shouldTellChangesMergedAndOnceForAll() throws IOException {
        try (TestClient one = watch("");
                TestClient two = watch("")) {
            server.show.set(0, SeatState.HELD, 5);
            Map<String, String> event = one.event();
            assertEquals("changes", event.get("event"));
            assertEquals("5", event.get("id"));
            assertEquals("[\"A-1\"]", data(event).path("held").toString());
            assertEquals(7, data(event).at("/counts/free").asInt());
            assertEquals(event, two.event());
            server.show.set(0, SeatState.SOLD, 6);
            assertEquals("[\"A-1\"]", data(one.event()).path("sold").toString());
            server.show.set(0, SeatState.FREE, 7);
            assertEquals("[\"A-1\"]", data(one.event()).path("free").toString());
        }
    }

    @Test
    void shouldTellAreas() throws IOException {
        try (TestClient watcher = watch("");
                TestClient ann = server.customer(1)) {
            ann.post("/v1/shows/" + SHOW + "/holds", "{\"areas\":[{\"area\":\"Pit\",\"quantity\":3}]}");
            assertEquals(97, data(watcher.event()).at("/areas/0/free").asInt());
        }
    }

    /** None of these moves a seat in the core. */
    @Test
    void shouldTellThatAShowWasClosedRepricedAndCancelled() throws IOException {
        try (TestClient watcher = watch("");
                TestClient reader = server.client()) {
            String path = "/v1/shows/" + SHOW + "/availability";
            Reply before = reader.get(path);
            assertEquals("on_sale", before.json().path("saleStatus").asText());
            server.core.shows().close(SHOW);
            assertShow("closed", watcher.event());
            Map<String, String> closed = watcher.event();
            assertEquals("changes", closed.get("event"));
            assertEquals("closed", data(closed).path("saleStatus").asText());
            assertEquals(8, data(closed).at("/counts/free").asInt());
            Reply after = reader.get(path, "If-None-Match: " + before.header("etag"));
            assertEquals(200, after.status(), "what is known is not so any more");
            assertEquals(closed.get("id"), after.json().path("sequence").asText());
            server.core.shows().reprice(SHOW);
            Map<String, String> prices = watcher.event();
            assertEquals("prices", prices.get("event"));
            assertEquals("2", data(prices).path("pricesVersion").asText());
            assertEquals("2", data(watcher.event()).path("pricesVersion").asText());
            server.core.shows().cancel(SHOW);
            assertShow("cancelled", watcher.event());
            Map<String, String> event = watcher.event();
            JsonNode cancelled = data(event);
            assertEquals("cancelled", cancelled.path("saleStatus").asText());
            assertEquals(0, cancelled.at("/counts/free").asInt());
            assertEquals(8, cancelled.path("blocked").size());
            assertEquals(0, cancelled.at("/areas/0/free").asInt());
            try (TestClient back =
                    watch("?after=" + after.json().path("sequence").asText())) {
                assertEquals("prices", back.event().get("event"));
                assertEquals("changes", back.event().get("event"));
                assertShow("cancelled", back.event());
                assertEquals(event, back.event(), "who comes back hears of what was missed");
            }
        }
    }

    @Test
    void shouldResumeWhatWasMissed() throws IOException {
        try (TestClient watcher = watch("")) {
            for (int i = 0; i < 3; i++) {
                server.show.set(i, SeatState.HELD, 10 + i);
                assertEquals(Integer.toString(10 + i), watcher.event().get("id"));
            }
            try (TestClient back = watch("", "Last-Event-ID: 10");
                    TestClient after = watch("?after=11");
                    TestClient current = watch("?after=12")) {
                assertEquals("11", back.event().get("id"));
                assertEquals("12", back.event().get("id"));
                assertEquals("12", after.event().get("id"));
                server.show.set(3, SeatState.HELD, 20);
                assertEquals("20", current.event().get("id"));
                assertEquals("20", back.event().get("id"));
            }
        }
    }

    @Test
    void shouldResetThoseTooFarBehindOrFromAnotherLife() throws IOException {
        try (TestClient watcher = watch("")) {
            for (int i = 0; i < 5; i++) {
                server.show.set(i, SeatState.HELD, 10 + i);
                watcher.event();
            }
            try (TestClient late = watch("?after=10");
                    TestClient future = watch("?after=999")) {
                Map<String, String> reset = late.event();
                assertEquals("reset", reset.get("event"));
                assertEquals("14", reset.get("id"));
                assertEquals("reset", future.event().get("event"));
                server.show.set(7, SeatState.HELD, 30);
                assertEquals("30", late.event().get("id"));
            }
        }
    }

    @Test
    void shouldTellSeatsThatMovedBackToThoseWhoSawThemMoved() throws IOException {
        try (TestClient watcher = watch("");
                TestClient reader = server.client()) {
            server.show.set(0, SeatState.HELD, 5);
            watcher.event();
            // Between two events a seat is taken, seen by a reader, and given back.
            boolean seen = false;
            for (long version = 6; !seen && version < 2_000; version += 2) {
                server.show.set(1, SeatState.HELD, version);
                Reply read = reader.get("/v1/shows/" + SHOW + "/availability");
                server.show.set(1, SeatState.FREE, version + 1);
                assertEquals(2, read.json().path("held").size());
                Map<String, String> event = watcher.event();
                while (Long.parseLong(event.get("id")) < version + 1) {
                    event = watcher.event();
                }
                assertTrue(data(event).path("free").toString().contains("A-2"), event.toString());
                seen = true;
            }
        }
    }

    @Test
    void shouldResetAWatcherThatDoesNotKeepUpInsteadOfQueueing() throws IOException {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        int seats = 50_000;
        for (int seat = 0; seat < seats; seat++) {
            map.seat("seat-with-a-long-name-" + seat, "s", seat, 0, 0, false, false, 1);
        }
        FakeShow show = server.core.shows().open(200, map.build(), 1);
        try (TestClient slow = server.client();
                TestClient quick = server.client()) {
            assertEquals(200, slow.get("/v1/shows/200/stream").status());
            assertEquals(200, quick.get("/v1/shows/200/stream").status());
            quick.anyEvent();
            int version = 0;
            for (int round = 0; round < 15; round++) {
                version++;
                for (int seat = 0; seat < seats; seat++) {
                    show.set(seat, round % 2 == 0 ? SeatState.HELD : SeatState.FREE, version);
                }
                while (Integer.parseInt(quick.event().get("id")) < version) {
                    // The quick one sees every version; the slow one reads nothing.
                }
            }
            String kind = "";
            int bytes = 0;
            while (!kind.equals("reset")) {
                Map<String, String> event = slow.event();
                // Nothing but events: no second head when the connection can be written to again.
                assertEquals(Set.of("id", "event", "data"), event.keySet());
                kind = event.get("event");
                bytes += event.get("data").length();
            }
            assertTrue(bytes < 15_000_000, "queued: " + bytes);
        }
    }

    @Test
    void shouldTellEverybodyEveryChangeOnceThoughOthersLeaveMeanwhile() throws IOException {
        List<TestClient> watchers = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            watchers.add(watch(""));
        }
        long version = 0;
        while (watchers.size() > 1) {
            server.show.set(0, version % 2 == 0 ? SeatState.HELD : SeatState.FREE, ++version);
            // Every third one goes while the others are being told.
            for (int i = watchers.size() - 1; i >= 0; i -= 3) {
                watchers.remove(i).close();
            }
            for (TestClient watcher : watchers) {
                assertEquals(Long.toString(version), watcher.event().get("id"));
            }
        }
        watchers.get(0).close();
    }

    @Test
    void shouldGiveSignsOfLifeAndEndWithTheShow() throws IOException {
        try (TestClient watcher = watch("")) {
            Instant told =
                    Instant.parse(data(watcher.anyEvent()).path("serverTime").asText());
            assertTrue(Duration.between(told, Instant.now()).abs().toSeconds() < 60);
            server.core.shows().remove(SHOW);
            assertShow("archived", watcher.event());
            boolean closed = false;
            while (!closed) {
                closed = watcher.isClosed();
            }
        }
    }

    @Test
    void shouldRefuseNonsense() throws IOException {
        try (TestClient client = server.client()) {
            assertEquals("invalid_request", client.get(STREAM + "?after=x").code());
            assertEquals("not_found", client.get("/v1/shows/5/stream").code());
            assertEquals(406, client.get(STREAM, "Accept: application/json").status());
            assertEquals(200, client.request("HEAD", STREAM, null).status());
            assertEquals("not_found", client.get("/v1/shows/x/stream").code());
        }
    }

    @Test
    void shouldFollowSeveralShowsInOneStream() throws IOException {
        FakeShow other = server.core.shows().open(200, FakeShows.smallHall(), 1_200);
        server.core.shows().open(201, FakeShows.smallHall(), 1_200);
        try (TestClient watcher = server.client();
                TestClient alone = watch("")) {
            assertEquals(
                    200, watcher.get("/v1/streams?show=" + SHOW + "&show=200").status());
            assertEquals("ping", watcher.anyEvent().get("event"));
            assertEquals("ping", watcher.anyEvent().get("event"));
            server.show.set(0, SeatState.HELD, 5);
            Map<String, String> first = watcher.event();
            assertEquals(alone.event(), first);
            other.set(1, SeatState.SOLD, 6);
            Map<String, String> second = watcher.event();
            assertEquals("200", data(second).path("showId").asText());
            assertEquals("[\"A-2\"]", data(second).path("sold").toString());
            server.core.shows().remove(SHOW);
            assertShow("archived", watcher.event());
            other.set(1, SeatState.FREE, 7);
            assertEquals("7", watcher.event().get("id"), "the other one goes on");
            try (TestClient back = server.client()) {
                assertEquals(200, back.get("/v1/streams?show=201&show=200:6").status());
                assertEquals("7", back.event().get("id"), "what was missed of one of them");
            }
        }
    }

    @Test
    void shouldTellThatASaleBeganThoughNoCommandCame() throws IOException {
        long inAMoment = System.currentTimeMillis() + 700;
        try (TestClient watcher = server.client()) {
            server.core.shows().onSaleFrom(SHOW, inAMoment);
            JsonNode before = watcher.get("/v1/shows/" + SHOW + "/availability").json();
            assertEquals("not_yet", before.path("saleStatus").asText());
            String known = before.path("sequence").asText();
            assertEquals(200, watcher.get(STREAM + "?after=" + known).status());
            assertShow("opened", watcher.event());
            Map<String, String> changes = watcher.event();
            assertEquals("on_sale", data(changes).path("saleStatus").asText());
            assertEquals(known, changes.get("id"), "no command");
            try (TestClient back = server.client()) {
                assertEquals(200, back.get(STREAM + "?after=" + known).status());
                assertShow("opened", back.event());
            }
        }
    }

    @Test
    void shouldRefuseMoreShowsThanAStreamMayFollowAndThoseItDoesNotKnow() throws IOException {
        try (TestClient client = server.client()) {
            String streams = "/v1/streams?show=" + SHOW;
            for (String query : List.of(
                    "/v1/streams",
                    streams + "&show=" + SHOW + ":5",
                    streams + ":x",
                    streams + "&show=1&show=2&show=3",
                    streams + ",5",
                    streams + ":99999999999999999999",
                    "/v1/streams?show=9999999999999999999")) {
                Reply refused = client.get(query);
                assertEquals("invalid_request", refused.code(), query);
                assertEquals("show", refused.json().at("/errors/0/parameter").asText(), query);
            }
            assertEquals("unknown_show", client.get(streams + "&show=5").code());
        }
    }
}
