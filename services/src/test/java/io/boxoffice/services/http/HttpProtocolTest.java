package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, byte by byte, at the default limits. */
class HttpProtocolTest {
    private static final String PRICES = "/v1/shows/" + SHOW + "/prices";
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";
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
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
                "POST /v1/check-ins HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\r\nX-Folded: one\r\n two\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\r\nX-Folded: one\r\n\ttwo\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\r\nNoColon\r\n\r\n",
                "GET /v1/venues HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
                "GET http://elsewhere/v1/venues HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void shouldRefuseWhatIsNotClearlyOneRequestAndEndTheConnection(String request) throws IOException {
        try (TestClient client = server.client()) {
            // A smuggled second request must never be answered.
            Reply reply = client.raw(request + "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
                    .read();
            assertEquals(400, reply.status(), reply.text());
            assertEquals("malformed_request", reply.code());
            assertEquals("close", reply.header("connection"));
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldRefuseAFoldedLineThatComesInPieces() throws IOException {
        try (TestClient client = server.client()) {
            client.raw("GET /v1/venues HTTP/1.1\r\nHost: a\r\nX: one\r\n");
            Reply reply = client.raw(" two\r\n\r\n").read();
            assertEquals(400, reply.status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldRefuseOtherTransferCodingsAndVersions() throws IOException {
        try (TestClient client = server.client()) {
            client.raw("POST /v1/check-ins HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n");
            Reply reply = client.read();
            assertTrue(reply.status() == 501 || reply.status() == 400, reply.text());
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.client()) {
            Reply reply =
                    client.raw("GET /v1/venues HTTP/2.0\r\nHost: a\r\n\r\n").read();
            assertTrue(reply.status() == 505 || reply.status() == 400, reply.text());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldLimitRequestLineAndHeaders() throws IOException {
        try (TestClient client = server.client()) {
            Reply reply = client.get("/v1/venues?city=" + "a".repeat(5_000));
            assertEquals(414, reply.status());
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.client()) {
            Reply reply = client.get("/v1/venues", "X-Long: " + "a".repeat(17_000));
            assertEquals(431, reply.status());
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.client()) {
            StringBuilder many = new StringBuilder("GET /v1/venues HTTP/1.1\r\nHost: a\r\n");
            for (int i = 0; i < 2_000; i++) {
                many.append("X-").append(i).append(": value\r\n");
            }
            assertEquals(431, client.raw(many + "\r\n").read().status());
        }
    }

    @Test
    void shouldLimitBodiesAnnouncedOrNot() throws IOException {
        try (TestClient client = server.customer(1)) {
            Reply reply = client.post(HOLDS, "{\"seats\":[\"" + "a".repeat(300_000) + "\"]}");
            assertEquals(413, reply.status());
            assertEquals(8_192, reply.json().path("limit").asInt());
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Transfer-Encoding: chunked");
            String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
            for (int i = 0; i < 9; i++) {
                client.raw(chunk);
            }
            assertEquals(413, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldTakeChunkedBodies() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Transfer-Encoding: chunked");
            client.raw("a\r\n{\"seats\":[\r\n").raw("2\r\n]}\r\n0\r\n\r\n");
            assertEquals("empty_request", client.read().code());
            assertEquals(200, client.get(PRICES).status(), "the connection goes on");
        }
    }

    @Test
    void shouldRefuseABrokenChunkAndEndTheConnection() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Transfer-Encoding: chunked");
            assertEquals(
                    "malformed_request",
                    client.raw("zz\r\n{}\r\n0\r\n\r\n").read().code());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldContinueWhenTheHeaderIsAcceptable() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write(
                    "POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 2", "Expect: 100-continue");
            assertEquals(100, client.read().status());
            assertEquals("empty_request", client.raw("{}").read().code());
        }
        try (TestClient client = server.client()) {
            client.write(
                    "POST", HOLDS, null, "Content-Type: application/json", "Content-Length: 2", "Expect: 100-continue");
            Reply reply = client.read();
            assertEquals(401, reply.status(), "refused before the body is sent");
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.client()) {
            assertEquals(417, client.get(PRICES, "Expect: the-unexpected").status());
        }
    }

    @Test
    void shouldReadTheBodyOfARefusedRequestAndGoOn() throws IOException {
        try (TestClient client = server.client()) {
            assertEquals(401, client.post(HOLDS, "{\"seats\":[]}").status());
            assertEquals(404, client.post("/v1/nothing", "{\"seats\":[]}").status());
            assertEquals(200, client.get(PRICES).status());
        }
    }

    @Test
    void shouldAnswerPipelinedRequestsInTheirOrder() throws IOException {
        try (TestClient client = server.customer(1)) {
            server.core.pause();
            client.write("GET", "/v1/holds/99", null);
            client.write("GET", PRICES, null);
            client.write("GET", "/v1/holds/98", null);
            client.write("HEAD", PRICES, null);
            client.write("GET", "/v1/nothing", null);
            server.core.resume();
            assertEquals("not_found", client.read().code());
            assertEquals(200, client.read().status());
            assertEquals("not_found", client.read().code());
            assertEquals(200, client.read(true).status());
            assertEquals("not_found", client.read().code());
        }
    }

    @Test
    void shouldTakeMoreThanThePipelineHoldsOnceThereIsRoomAgain() throws IOException {
        int requests = 500;
        try (TestClient client = server.customer(1)) {
            server.core.pause();
            StringBuilder all = new StringBuilder();
            String token = TestGateway.token(1, Role.ADMIN);
            for (int i = 0; i < requests; i++) {
                all.append("GET /v1/holds/99 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ")
                        .append(token)
                        .append("\r\n\r\n");
            }
            client.raw(all.toString());
            try (TestClient other = server.client()) {
                other.get(PRICES);
            }
            assertTrue(server.core.used() <= 32, "under way: " + server.core.used());
            server.core.resume();
            for (int i = 0; i < requests; i++) {
                assertEquals(404, client.read().status());
            }
        }
    }

    @Test
    void shouldAnswerHeadOptionsAndWrongMethods() throws IOException {
        try (TestClient client = server.client()) {
            Reply get = client.get(PRICES);
            Reply head = client.request("HEAD", PRICES, null);
            assertEquals(200, head.status());
            assertEquals(get.header("content-length"), head.header("content-length"));
            assertEquals(get.header("etag"), head.header("etag"));
            Reply options = client.request("OPTIONS", "/v1/venues", null);
            assertEquals(204, options.status());
            assertEquals("GET, HEAD, OPTIONS, POST", options.header("allow"));
            assertEquals(204, client.request("OPTIONS", "*", null).status());
            Reply wrong = client.request("DELETE", "/v1/venues", null);
            assertEquals(405, wrong.status());
            assertEquals("GET, HEAD, OPTIONS, POST", wrong.header("allow"));
            assertEquals(404, client.request("OPTIONS", "/v1/nothing", null).status());
            assertEquals(405, client.request("BREW", "/v1/venues", null).status());
            assertEquals(404, client.get("/v1//venues").status());
            assertEquals(404, client.get("/v1/venues/").status());
        }
    }

    @Test
    void shouldNegotiateMediaTypes() throws IOException {
        try (TestClient client = server.customer(1)) {
            client.write("POST", HOLDS, null, "Content-Type: text/plain", "Content-Length: 2");
            assertEquals(415, client.raw("{}").read().status());
            client.write("POST", HOLDS, null, "Content-Type: application/json;charset=latin1", "Content-Length: 2");
            assertEquals(415, client.raw("{}").read().status());
            client.write("POST", HOLDS, null, "Content-Length: 2");
            assertEquals(415, client.raw("{}").read().status());
            assertEquals(406, client.get(PRICES, "Accept: text/html").status());
            assertEquals(406, client.get(PRICES, "Accept: application/json;q=0").status());
            assertEquals(200, client.get(PRICES, "Accept: text/html, */*;q=0.1").status());
            assertEquals(200, client.get(PRICES, "Accept: application/*").status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"seats\":[\"A-1\"]",
                "{\"seats\":[\"A-1\"],}",
                "{\"seats\":[\"A-1\"]}{}",
                "{\"seats\":[\"A-1\"],\"seats\":[\"A-2\"]}",
                "{\"seats\":[\"\u0000\"]}",
                "nul",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void shouldRefuseMalformedJson(String body) throws IOException {
        try (TestClient client = server.customer(1)) {
            Reply reply = client.post(HOLDS, body);
            assertEquals(400, reply.status());
            assertTrue(reply.code().equals("malformed_json") || reply.code().equals("invalid_request"));
            assertEquals(200, client.get(PRICES).status());
        }
    }

    @Test
    void shouldRefuseMalformedUtf8() throws IOException {
        try (TestClient client = server.customer(1)) {
            byte[] body = "{\"seats\":[\"A?1\"]}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            body[12] = (byte) 0xC3;
            client.write("POST", HOLDS, null, "Content-Type: application/json", "Content-Length: " + body.length);
            assertEquals("malformed_json", client.raw(body).read().code());
        }
    }

    @Test
    void shouldKeepTheConnectionOrNotAsAsked() throws IOException {
        try (TestClient client = server.client()) {
            assertNull(client.get(PRICES).header("connection"));
            assertEquals("close", client.get(PRICES, "Connection: close").header("connection"));
            assertTrue(client.isClosed());
        }
        try (TestClient client = server.client()) {
            assertEquals(
                    200,
                    client.raw("GET " + PRICES + " HTTP/1.0\r\n\r\n").read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldAnswerAClientThatHasSaidAllItWillSay() throws IOException {
        try (TestClient client = server.customer(1)) {
            server.core.pause();
            client.write("GET", "/v1/holds/99", null);
            client.shutdownOutput();
            server.core.resume();
            assertEquals(404, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void shouldCarryTheUsualHeaders() throws IOException {
        try (TestClient client = server.client()) {
            Reply reply = client.get(PRICES);
            assertTrue(reply.header("date").endsWith("GMT"));
            assertEquals("nosniff", reply.header("x-content-type-options"));
        }
    }
}
