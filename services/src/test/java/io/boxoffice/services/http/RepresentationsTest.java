package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which form what is read goes out: known, compressed, with which time, and to whom. */
class RepresentationsTest extends HttpCatalog {
    private static final String GZIP = "Accept-Encoding: gzip, br";

    @Test
    void shouldCompressLargeListsAndNotSendAgainWhatIsKnown() throws IOException {
        String city = "City of " + unique;
        for (int i = 0; i < 12; i++) {
            made("/v1/venues", "{\"name\":\"House %d\",\"timezone\":\"UTC\",\"city\":\"%s\"}".formatted(i, city));
        }
        String path = "/v1/venues?city=" + city.replace(" ", "%20");
        try (TestClient stranger = server.client()) {
            Reply plain = stranger.get(path);
            Reply compressed = stranger.get(path, GZIP);
            assertNull(plain.header("content-encoding"));
            assertEquals("gzip", compressed.header("content-encoding"));
            assertTrue(compressed.body().length < plain.body().length / 3);
            assertEquals(plain.text(), compressed.gunzipped().text());
            for (Reply each : List.of(plain, compressed)) {
                assertTrue(each.header("etag").startsWith("W/\""), "the same list, in whatever encoding");
                assertEquals("accept-encoding", each.header("vary"));
                assertEquals("no-cache", each.header("cache-control"));
                for (String encoding : List.of("identity", "gzip")) {
                    Reply known = stranger.get(
                            path, "Accept-Encoding: " + encoding, "If-None-Match: \"x\", " + each.header("etag"));
                    assertEquals(304, known.status());
                    assertEquals(each.header("etag"), known.header("etag"));
                    assertEquals("accept-encoding", known.header("vary"));
                }
            }
            made("/v1/venues", "{\"name\":\"Late\",\"timezone\":\"UTC\",\"city\":\"%s\"}".formatted(city));
            Reply changed = stranger.get(path, "If-None-Match: " + plain.header("etag"));
            assertEquals(200, changed.status());
            assertNotEquals(plain.header("etag"), changed.header("etag"));
        }
        assertEquals("no-store", client.get(path).header("cache-control"), "with a token it may show more");
    }

    @Test
    void shouldNameOtherBytesByAnotherStrongEtagThatIfMatchTakesToo() throws IOException {
        String path = "/v1/events/"
                + made("/v1/events", "{\"title\":\"Long\",\"description\":\"%s\"}".formatted("word ".repeat(800)));
        Reply plain = client.get(path);
        Reply compressed = client.get(path, GZIP);
        assertEquals("\"1\"", plain.header("etag"));
        assertEquals("gzip", compressed.header("content-encoding"));
        assertNotEquals(plain.header("etag"), compressed.header("etag"));
        assertFalse(compressed.header("etag").startsWith("W/"));
        for (Reply each : List.of(plain, compressed)) {
            assertEquals(
                    304,
                    client.get(path, GZIP, "If-None-Match: " + each.header("etag"))
                            .status());
        }
        String ifMatch = "If-Match: " + compressed.header("etag");
        assertEquals(
                200, client.request("PATCH", path, "{\"title\":\"L\"}", ifMatch).status());
        assertEquals(
                412, client.request("PATCH", path, "{\"title\":\"M\"}", ifMatch).status());
    }

    @Test
    void shouldNotCompressWhatIsSmallHotOrNoReading() throws IOException {
        String body = "{\"title\":\"Long\",\"description\":\"%s\"}".formatted("word ".repeat(800));
        assertNull(client.post("/v1/events", body, GZIP).header("content-encoding"));
        assertNull(client.get("/v1/shows/" + TestGateway.SHOW + "/availability", GZIP)
                .header("content-encoding"));
        assertNull(client.get("/v1/events/77777", GZIP).header("content-encoding"), "a problem");
    }

    @Test
    void shouldTellItsTimeWithEveryAnswer() throws IOException {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        for (String path : List.of("/v1/venues", "/v1/events/77777", "/v1/shows/100/availability", "/nothing")) {
            Instant told = Instant.parse(client.get(path).header("server-time"));
            assertFalse(told.isBefore(before), path);
            assertFalse(told.isAfter(Instant.now()), path);
            before = told;
        }
    }

    @Test
    void shouldTakeAnExpiredTokenForNoneWhereNoneIsNeeded() throws IOException {
        String draft = "/v1/shows/" + draft();
        TokenIssuer lastWeek =
                new TokenIssuer(TestGateway.KEYS, Clock.fixed(Instant.now().minus(Duration.ofDays(7)), ZoneOffset.UTC));
        String expired = lastWeek.issue(TestGateway.ORGANIZER, Role.ORGANIZER, Duration.ofDays(1));
        try (TestClient late = server.client().as(expired)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, late.get("/v1/venues").status());
                assertEquals(200, late.get("/v1/shows/100/availability").status());
                assertEquals(401, late.get("/v1/bookings").status(), "theirs");
                assertEquals(401, late.post("/v1/venues", "{}").status());
            }
        }
        String forged = new TokenIssuer(SigningKeys.generate(), Clock.systemUTC())
                .issue(TestGateway.ORGANIZER, Role.ORGANIZER, Duration.ofDays(1));
        try (TestClient stranger = server.client().as(forged)) {
            assertEquals(401, stranger.get("/v1/venues").status());
        }
        assertEquals(200, client.get(draft).status());
    }
}
