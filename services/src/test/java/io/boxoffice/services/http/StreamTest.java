package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
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

    /** The core archives what is over or cancelled only: that it was cancelled is told before. */
    private static void assertArchived(TestClient watcher) throws IOException {
        Map<String, String> event = watcher.event();
        while (!data(event).path("change").asText().equals("archived")) {
            event = watcher.event();
        }
        assertShow("archived", event);
    }

    private static JsonNode data(Map<String, String> event) throws IOException {
        return new ObjectMapper().readTree(event.get("data"));
    }

    @Test
    void shouldTellChangesMergedAndOnceForAll() throws IOException {
        try (TestClient one = watch("");
                TestClient two = watch("")) {
            long held = server.show.set(0, SeatState.HELD);
            Map<String, String> event = one.event();
            assertEquals("changes", event.get("event"));
            assertEquals(Long.toString(held), event.get("id"));
            assertEquals("[\"A-1\"]", data(event).path("held").toString());
            assertEquals(7, data(event).at("/counts/free").asInt());
            assertEquals(event, two.event());
            server.show.set(0, SeatState.SOLD);
            assertEquals("[\"A-1\"]", data(one.event()).path("sold").toString());
            server.show.set(0, SeatState.FREE);
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
            server.show.close();
            assertShow("closed", watcher.event());
            Map<String, String> closed = watcher.event();
            assertEquals("changes", closed.get("event"));
            assertEquals("closed", data(closed).path("saleStatus").asText());
            assertEquals(8, data(closed).at("/counts/free").asInt());
            Reply after = reader.get(path, "If-None-Match: " + before.header("etag"));
            assertEquals(200, after.status(), "what is known is not so any more");
            assertEquals(closed.get("id"), after.json().path("sequence").asText());
            long formerPrices = server.show.definition().priceVersion();
            server.show.price(1_300);
            long newPrices = server.show.definition().priceVersion();
            assertTrue(newPrices > formerPrices);
            Map<String, String> prices = watcher.event();
            assertEquals("prices", prices.get("event"));
            assertEquals(newPrices, data(prices).path("pricesVersion").asLong());
            assertEquals(newPrices, data(watcher.event()).path("pricesVersion").asLong());
            server.show.cancel();
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
            long[] held = new long[4];
            for (int i = 0; i < 3; i++) {
                held[i] = server.show.set(i, SeatState.HELD);
                assertEquals(Long.toString(held[i]), watcher.event().get("id"));
            }
            try (TestClient back = watch("", "Last-Event-ID: " + held[0]);
                    TestClient after = watch("?after=" + held[1]);
                    TestClient current = watch("?after=" + held[2])) {
                assertEquals(Long.toString(held[1]), back.event().get("id"));
                assertEquals(Long.toString(held[2]), back.event().get("id"));
                assertEquals(Long.toString(held[2]), after.event().get("id"));
                held[3] = server.show.set(3, SeatState.HELD);
                assertEquals(Long.toString(held[3]), current.event().get("id"));
                assertEquals(Long.toString(held[3]), back.event().get("id"));
            }
        }
    }

    @Test
    void shouldResetThoseTooFarBehindOrFromAnotherLife() throws IOException {
        try (TestClient watcher = watch("")) {
            long[] held = new long[5];
            for (int i = 0; i < 5; i++) {
                held[i] = server.show.set(i, SeatState.HELD);
                watcher.event();
            }
            try (TestClient late = watch("?after=" + held[0]);
                    TestClient future = watch("?after=" + (held[4] + 1_000))) {
                Map<String, String> reset = late.event();
                assertEquals("reset", reset.get("event"));
                assertEquals(Long.toString(held[4]), reset.get("id"));
                assertEquals("reset", future.event().get("event"));
                long next = server.show.set(7, SeatState.HELD);
                assertEquals(Long.toString(next), late.event().get("id"));
            }
        }
    }

    @Test
    void shouldTellSeatsThatMovedBackToThoseWhoSawThemMoved() throws IOException {
        try (TestClient watcher = watch("");
                TestClient reader = server.client()) {
            server.show.set(0, SeatState.HELD);
            watcher.event();
            // Between two events a seat is taken, seen by a reader, and given back.
            server.show.set(1, SeatState.HELD);
            Reply read = reader.get("/v1/shows/" + SHOW + "/availability");
            long back = server.show.set(1, SeatState.FREE);
            assertEquals(2, read.json().path("held").size());
            Map<String, String> event = watcher.event();
            while (Long.parseLong(event.get("id")) < back) {
                event = watcher.event();
            }
            assertTrue(data(event).path("free").toString().contains("A-2"), event.toString());
        }
    }

    @Test
    void shouldResetAWatcherThatDoesNotKeepUpInsteadOfQueueing() throws IOException {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("S").row("R");
        int seats = 50_000;
        for (int seat = 0; seat < seats; seat++) {
            map.seat("seat-with-a-long-name-" + seat, "s", seat, 0, 0, false, false, 1);
        }
        TestShow show = server.core.open(200, map.build(), 1);
        try (TestClient slow = server.client();
                TestClient quick = server.client()) {
            assertEquals(200, slow.get("/v1/shows/200/stream").status());
            assertEquals(200, quick.get("/v1/shows/200/stream").status());
            quick.anyEvent();
            for (int round = 0; round < 15; round++) {
                long version = round % 2 == 0 ? show.block(0, seats - 1) : show.unblock(0, seats - 1);
                while (Long.parseLong(quick.event().get("id")) < version) {
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
        boolean held = false;
        while (watchers.size() > 1) {
            held = !held;
            long version = server.show.set(0, held ? SeatState.HELD : SeatState.FREE);
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
            server.show.forget();
            assertArchived(watcher);
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
        TestShow other = server.core.open(200, TestShow.smallHall(), 1_200);
        server.core.open(210, TestShow.smallHall(), 1_200);
        try (TestClient watcher = server.client();
                TestClient alone = watch("")) {
            assertEquals(
                    200, watcher.get("/v1/streams?show=" + SHOW + "&show=200").status());
            assertEquals("ping", watcher.anyEvent().get("event"));
            assertEquals("ping", watcher.anyEvent().get("event"));
            server.show.set(0, SeatState.HELD);
            Map<String, String> first = watcher.event();
            assertEquals(alone.event(), first);
            long sold = other.set(1, SeatState.SOLD);
            Map<String, String> second = watcher.event();
            while (Long.parseLong(second.get("id")) < sold) {
                // It was held for a moment.
                second = watcher.event();
            }
            assertEquals("200", data(second).path("showId").asText());
            assertEquals("[\"A-2\"]", data(second).path("sold").toString());
            server.show.forget();
            assertArchived(watcher);
            long free = other.set(1, SeatState.FREE);
            String goesOn = watcher.event().get("id");
            assertTrue(Long.parseLong(goesOn) >= free, "the other one goes on");
            try (TestClient back = server.client()) {
                assertEquals(
                        200,
                        back.get("/v1/streams?show=210&show=200:" + second.get("id"))
                                .status());
                assertEquals(goesOn, back.event().get("id"), "what was missed of one of them");
            }
        }
    }

    @Test
    void shouldTellThatASaleBeganThoughNoCommandCame() throws IOException {
        long inAMoment = System.currentTimeMillis() + 700;
        try (TestClient watcher = server.client()) {
            server.show.onSaleFrom(inAMoment);
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
            assertEquals("not_found", client.get(streams + "&show=5").code());
        }
    }
}
