package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What two readers might take for different requests. Each is followed by a second request, which must never be answered: 400,
 * and the connection ends.
 */
class HostileRequestTest {
    private static final String PRICES = "/v1/shows/" + SHOW + "/prices";
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";
    private static final String SMUGGLED = "GET " + PRICES + " HTTP/1.1\r\nHost: smuggled\r\n\r\n";
    private static final String POST = "POST " + HOLDS + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

    private static TestGateway server;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Where the body ends.
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc",
                "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabc",
                "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\u0000\r\n\r\n0\r\n\r\n",
                "Transfer_Encoding: chunked\r\nTransfer-Encoding: \r\n\r\n",
                "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n",
                "\u0000Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length : 3\r\n\r\nabc",
                "Content-Length: 3 3\r\n\r\nabc",
                "Content-Length: 3.0\r\n\r\nabc",
                "Content-Length: 3;a\r\n\r\nabc",
                "Content-Length: 99999999999999999999999999\r\n\r\nabc",
                "Content-Length: 18446744073709551619\r\n\r\nabc",
                "Content-Length: \r\n\r\n",
                "Content-Length: \u0663\r\n\r\nabc",
                // Inside a chunked body.
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n100000003\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff3\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n \r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\u0000\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3 0\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nBad Trailer: x\r\n\r\n",
                // Header lines.
                "X: a\rX-Other: b\r\n\r\n",
                "X: a\u0000b\r\n\r\n",
                "X\u0000: b\r\n\r\n",
                ": no name\r\n\r\n",
                "X: a\n\r\n",
                "X(y): b\r\n\r\n",
                "X@y: b\r\n\r\n",
                "\u00ff: b\r\n\r\n"
            })
    void shouldRefuseAHeaderOrBodyThatCanBeReadInTwoWays(String rest) throws IOException {
        String token = "Authorization: Bearer " + TestGateway.token(1, Role.CUSTOMER) + "\r\n";
        refuse(POST + token + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/venues HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET /v1/venues#x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/ven\u0000ues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/ven\u00e4ues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET  /v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\t/v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                " GET /v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET\u0000 /v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T /v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET \\v1\\venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET https://a/v1/venues HTTP/1.1\r\nHost: b\r\n\r\n",
                "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1 x\r\nHost: a\r\n\r\n",
                "GET /v1/venues\r\n\r\n",
                "GET /v1/venues HTTP/1.1\nHost: a\n\n",
                "GET /v1/venues http/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues HTTP/1.10\r\nHost: a\r\n\r\n",
                "GET /v1/venues HTTP/9.1\r\nHost: a\r\n\r\n",
                "GET /v1/venues ICAP/1.1\r\nHost: a\r\n\r\n",
                "\r\n\r\nnonsense\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "\u0000\u0000\u0000\r\n\r\n",
                "\u00ff\u00fe\u00fd\r\n\r\n"
            })
    void shouldRefuseARequestLineOrHostThatIsNotClear(String request) throws IOException {
        refuse(request);
    }

    private static void refuse(String request) throws IOException {
        try (TestClient client = server.customer(1)) {
            Reply reply = client.raw(request + SMUGGLED).read();
            assertTrue(
                    reply.status() == 400 || reply.status() == 501 || reply.status() == 505,
                    reply.status() + " " + reply.text());
            assertEquals("close", reply.header("connection"));
            assertFalse(reply.text().contains("Exception"), reply.text());
            assertTrue(client.isClosed(), "nothing that follows is answered");
        }
        try (TestClient other = server.client()) {
            assertEquals(200, other.get(PRICES).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "%00",
                "%ff%fe",
                "a%00b",
                "%c0%af",
                "..%2f..%2fetc",
                "-1",
                "+1",
                "01",
                "1e3",
                "0x10",
                "99999999999999999999",
                "9223372036854775808",
                "1;x=y",
                "\u0661"
            })
    void shouldFindNothingUnderAMisspeltId(String id) throws IOException {
        String encoded = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        boolean ascii = id.chars().allMatch(c -> c < 0x7F);
        for (String path : new String[] {"/v1/shows/%s/prices", "/v1/shows/%s/stream", "/v1/shows/%s/availability"}) {
            try (TestClient client = server.client()) {
                client.raw("GET " + path.formatted("@").replace("@", encoded) + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals(ascii ? 404 : 400, client.read().status(), path + " of " + id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1e3", " 1", "0x1", "99999999999999999999", "\u00e9", "1,2"})
    void shouldRefuseAPlaceInAStreamThatIsNone(String after) throws IOException {
        try (TestClient client = server.client()) {
            Reply reply = client.get("/v1/shows/" + SHOW + "/stream", "Last-Event-ID: x" + after);
            assertEquals(400, reply.status());
            assertEquals("invalid_request", reply.code());
        }
    }

    @Test
    void shouldRefuseKeysThatAreNone() throws IOException {
        try (TestClient client = server.customer(1)) {
            for (String key : new String[] {"", "a b", "\u00e4", "a\tb", "k".repeat(256)}) {
                Reply reply = client.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: " + key);
                assertEquals(400, reply.status(), key);
            }
            // Two keys are none: which would count?
            Reply twice = client.post(HOLDS, "{\"seats\":[\"A-1\"]}", "Idempotency-Key: one", "Idempotency-Key: two");
            assertEquals(400, twice.status(), twice.text());
        }
    }

    @Test
    void shouldEndAConnectionThatAnnouncesMoreThanItMay() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 999999999999999999");
            assertEquals(413, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldNotTakeLessThanWasAnnounced() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 20");
            client.raw("{\"seats\":[]}").shutdownOutput();
            assertEquals("malformed_request", client.read().code());
            assertTrue(client.isClosed(), "half a body is no request");
        }
    }
}
