package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seat maps, prices and availability. */
class ShowViewTest {
    private static final String SHOWS = "/v1/shows/" + SHOW;

    private TestGateway server;
    private TestClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
        client = server.client();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private static SeatMap bigHall(int seats) {
        SeatMap.Builder map = new SeatMap.Builder().category("All").section("Main");
        for (int seat = 0; seat < seats; seat++) {
            if (seat % 100 == 0) {
                map.row("R" + seat / 100);
            }
            map.seat("R" + seat / 100 + "-" + seat % 100, "" + seat % 100, seat % 100, seat / 100, 0, false, false, 1);
        }
        return map.build();
    }

    @Test
    void shouldShowTheSeatMapOnceAndForAll() throws IOException {
        Reply reply = client.get(SHOWS + "/seat-map");
        assertEquals(200, reply.status());
        JsonNode seat = reply.json().at("/sections/0/rows/1/seats/2");
        assertEquals("B-3", seat.path("id").asText());
        assertEquals(3, seat.path("x").asInt());
        assertEquals(1.25, seat.path("y").asDouble());
        assertEquals(true, seat.path("gapBefore").asBoolean());
        assertEquals("Standing", reply.json().at("/areas/0/category").asText());
        assertEquals(-5, reply.json().at("/areas/0/y").asInt());
        assertEquals(
                304,
                client.get(SHOWS + "/seat-map", "If-None-Match: " + reply.header("etag"))
                        .status());
        assertEquals(404, client.get("/v1/shows/5/seat-map").status());
    }

    /** Without PostgreSQL, as all of these. */
    @Test
    void shouldTellWhenAShowAdmitsAsTheCoreKnowsIt() throws IOException {
        JsonNode show = client.get(SHOWS).json();
        Instant ends = Instant.parse(show.path("endsAt").asText());
        assertEquals(
                ends.minusSeconds(93_600),
                Instant.parse(show.path("checkInFrom").asText()));
        assertEquals(ends, Instant.parse(show.path("checkInUntil").asText()));
    }

    @Test
    void shouldShowPricesByClass() throws IOException {
        Reply reply = client.get(SHOWS + "/prices");
        assertEquals(1_200, reply.json().at("/classes/0/amount").asLong());
        assertEquals(8, reply.json().path("seats").size());
        assertEquals("Pit", reply.json().at("/areas/0/area").asText());
        String etag = reply.header("etag");
        assertEquals(
                304,
                client.get(SHOWS + "/prices", "If-None-Match: \"x\", " + etag.substring(2))
                        .status());
    }

    @Test
    void shouldEncodeAvailabilityAfreshForEachVersion() throws IOException {
        Reply before = client.get(SHOWS + "/availability");
        assertEquals(8, before.json().at("/counts/free").asInt());
        String onSale = before.json().path("sequence").asText();
        assertEquals(
                onSale,
                client.get(SHOWS + "/availability").json().path("sequence").asText());
        server.show.set(0, SeatState.HELD);
        server.show.set(1, SeatState.SOLD);
        long blocked = server.show.set(7, SeatState.BLOCKED);
        assertTrue(blocked > Long.parseLong(onSale));
        Reply after = client.get(SHOWS + "/availability", "If-None-Match: " + before.header("etag"));
        assertEquals(200, after.status());
        assertEquals(Long.toString(blocked), after.json().path("sequence").asText());
        assertEquals("[\"A-1\"]", after.json().path("held").toString());
        assertEquals("[\"A-2\"]", after.json().path("sold").toString());
        assertEquals("[\"B-4\"]", after.json().path("blocked").toString());
        assertEquals(
                "{\"free\":5,\"held\":1,\"sold\":1,\"blocked\":1}",
                after.json().path("counts").toString());
        assertEquals(100, after.json().at("/areas/0/free").asInt());
        assertEquals(
                304,
                client.get(SHOWS + "/availability", "If-None-Match: " + after.header("etag"))
                        .status());
        assertEquals(
                304, client.get(SHOWS + "/availability", "If-None-Match: *").status());
    }

    @Test
    void shouldGiveTwoBitsASeat() throws IOException {
        server.show.set(0, SeatState.HELD);
        server.show.set(1, SeatState.SOLD);
        server.show.set(7, SeatState.BLOCKED);
        Reply bits = client.get(SHOWS + "/availability?format=bits");
        assertArrayEquals(new byte[] {0b1001, (byte) 0b1100_0000}, bits.body());
        Reply accepted = client.get(SHOWS + "/availability", "Accept: application/octet-stream");
        assertArrayEquals(bits.body(), accepted.body());
        assertNotEquals(bits.header("etag"), client.get(SHOWS + "/availability").header("etag"));
    }

    @Test
    void shouldSayOfACancelledShowThatNothingIsFree() throws IOException {
        server.show.set(0, SeatState.SOLD);
        Reply before = client.get(SHOWS + "/availability?format=bits");
        server.show.cancel();
        Reply bits = client.get(SHOWS + "/availability?format=bits", "If-None-Match: " + before.header("etag"));
        assertEquals(200, bits.status());
        assertArrayEquals(
                new byte[] {(byte) 0b1111_1111, (byte) 0b1111_1111}, bits.body(), "what was sold is given back");
        JsonNode json = client.get(SHOWS + "/availability").json();
        assertEquals("cancelled", json.path("saleStatus").asText());
        assertEquals(
                "{\"free\":0,\"held\":0,\"sold\":0,\"blocked\":8}",
                json.path("counts").toString());
        assertEquals(0, json.at("/areas/0/free").asInt());
    }

    @Test
    void shouldRefuseFormatsItDoesNotHave() throws IOException {
        Reply refused = client.get(SHOWS + "/availability?format=zzz");
        assertEquals(400, refused.status());
        assertEquals("invalid_request", refused.code());
        assertEquals("format", refused.json().at("/errors/0/parameter").asText());
        Reply json = client.get(SHOWS + "/availability?format=json", "Accept: application/octet-stream, */*");
        assertEquals("application/json", json.header("content-type"));
        assertEquals(
                "application/json", client.get(SHOWS + "/availability?format=").header("content-type"));
    }

    @Test
    void shouldCompressWhatPays() throws IOException {
        server.core.open(500, bigHall(5_000), 100);
        Reply plain = client.get("/v1/shows/500/seat-map");
        assertNull(plain.header("content-encoding"));
        Reply gzip = client.get("/v1/shows/500/seat-map", "Accept-Encoding: br, gzip;q=0.8");
        assertEquals("gzip", gzip.header("content-encoding"));
        assertEquals(plain.json(), gzip.gunzipped().json());
        assertEquals(
                gzip.body().length,
                client.get("/v1/shows/500/seat-map", "Accept-Encoding: gzip").body().length);
        assertNull(client.get("/v1/shows/500/seat-map", "Accept-Encoding: gzip;q=0")
                .header("content-encoding"));
        assertNull(
                client.get(SHOWS + "/availability", "Accept-Encoding: gzip").header("content-encoding"), "too small");
    }

    @Test
    void shouldServeAHallOfAHundredThousand() throws IOException {
        SeatMap map = bigHall(100_000);
        server.core.open(600, map, 100);
        Reply seatMap = client.get("/v1/shows/600/seat-map", "Accept-Encoding: gzip");
        assertEquals(1_000, seatMap.gunzipped().json().at("/sections/0/rows").size());
        assertEquals(
                100_000,
                client.get("/v1/shows/600/availability")
                        .json()
                        .at("/counts/free")
                        .asInt());
    }

    @Test
    void shouldAnswerAPageWithoutPostgresAsFarAsItIsKnown() throws IOException {
        JsonNode show =
                client.get(SHOWS + "?include=event,venue,prices,availability").json();
        assertEquals("on_sale", show.path("saleStatus").asText(), show.toString());
        assertEquals(1_200, show.path("priceFrom").asInt());
        assertEquals(client.get(SHOWS + "/prices").json(), show.at("/included/prices"));
        assertEquals(client.get(SHOWS + "/availability").json(), show.at("/included/availability"));
        assertEquals(false, show.path("included").has("event"), "only PostgreSQL knows it");
    }

    @Test
    void shouldHideAShowThatTheCoreIsStillBeingToldOf() throws IOException {
        server.core.draft(SHOW + 1, TestShow.smallHall(), 1_200);
        for (String rest : new String[] {"/seat-map", "/prices", "/availability", "/stream"}) {
            Reply refused = client.get("/v1/shows/" + (SHOW + 1) + rest);
            assertEquals(404, refused.status(), rest);
            assertEquals("not_found", refused.code(), rest);
        }
        try (TestClient ann = server.customer(1)) {
            assertEquals(
                    "not_found",
                    ann.post("/v1/shows/" + (SHOW + 1) + "/holds", "{\"seats\":[\"A-1\"]}")
                            .code());
        }
    }
}
