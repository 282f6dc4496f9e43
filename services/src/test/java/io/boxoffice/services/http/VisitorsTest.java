package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Callers.Rates;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.ManualClock;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People in a browser, whom nobody knows: a signed cookie, and what pages of others cannot do with it. PostgreSQL is away. */
class VisitorsTest {
    private static final String HOLDS = "/v1/shows/" + SHOW + "/holds";
    private static final String FORM = "/order";
    private static final Rate UNLIMITED = Rate.UNLIMITED;

    /** A form as pages have them: it says which key its order has. */
    private static final Feature PAGES = () -> List.of(
            Route.get(FORM, "showOrder").page().handledBy(call -> call.respond(Response.empty(204))),
            Route.post(FORM, "order")
                    .form()
                    .roles(Role.CUSTOMER)
                    .handledBy(call -> call.respond(Response.empty(303)
                            .header("location", "/orders/" + IdempotencyKey.text(call))
                            .header(
                                    "x-seats",
                                    URLEncoder.encode(
                                            call.form()
                                                    .getOrDefault("seat", List.of())
                                                    .toString(),
                                            StandardCharsets.UTF_8)))));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T18:00:00Z"));

    @TempDir
    private Path directory;

    private TestGateway server;

    private TestGateway start(TestGateway.Setup setup) throws IOException {
        server = setup.clock(clock).feature(PAGES).start(directory);
        return server;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldSellToAVisitorOnAnOwnPageWithoutPostgreSql() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server);
                Browser ben = Browser.visitor(server)) {
            Reply hold = ann.send("POST", HOLDS, "{\"seats\":[\"A-1\"]}");
            assertEquals(201, hold.status(), hold.text());
            assertEquals("no-store", hold.header("cache-control"));
            assertEquals(200, ann.get("/v1/holds/" + hold.id()).status());
            assertEquals(404, ben.get("/v1/holds/" + hold.id()).status(), "another's is another's");
            assertNotEquals(
                    ann.get("/v1/session").json().path("personId"),
                    ben.get("/v1/session").json().path("personId"));
        }
    }

    @Test
    void shouldRefuseEveryUnsafeRouteToForeignPagesAndWithoutTheProof() throws IOException {
        start(aGateway().unlimitedCallers());
        List<Route> routes = new ArrayList<>(server.gateway.operations());
        routes.addAll(server.gateway.pages());
        int unsafe = 0;
        try (Browser victim = Browser.visitor(server);
                Browser other = Browser.visitor(server)) {
            for (Route route : routes) {
                if (route.method() == Route.Method.GET || route.isSessionless()) {
                    continue;
                }
                unsafe++;
                String cookie = victim.cookieHeader();
                String proof = "Session-Proof: " + victim.proof;
                for (String[] foreign : new String[][] {
                    {cookie, proof},
                    {cookie, proof, "Origin: http://evil.example"},
                    {cookie, proof, "Origin: https://test"},
                    {cookie, proof, "Origin: null"},
                    {cookie, proof, "Origin: http://test", "Sec-Fetch-Site: cross-site"},
                    {cookie, proof, "Sec-Fetch-Site: same-site"},
                    {cookie, proof, "Sec-Fetch-Site: none"},
                }) {
                    assertEquals("foreign_page", ask(route, foreign), route.operationId() + " " + foreign.length);
                }
                assertEquals("proof_needed", ask(route, cookie, Browser.OWN_PAGE), route.operationId());
                assertEquals(
                        "proof_needed",
                        ask(route, cookie, Browser.OWN_PAGE, "Session-Proof: " + other.proof),
                        route.operationId() + " with another's proof");
                for (String[] own : new String[][] {
                    {cookie, proof, Browser.OWN_PAGE},
                    {cookie, proof, "Origin: null", "Sec-Fetch-Site: same-origin"},
                    {cookie, proof, "Sec-Fetch-Site: same-origin"},
                }) {
                    String code = ask(route, own);
                    assertTrue(
                            !code.equals("foreign_page") && !code.equals("proof_needed"),
                            route.operationId() + " of an own page: " + code);
                }
            }
        }
        assertTrue(unsafe > 30, "there are routes that change something");
    }

    @Test
    void shouldNotKnowWhoAsksWhereOtherSitesMaySendBrowsers() throws IOException {
        start(aGateway()
                .feature(() -> List.of(Route.post("/{lang}/back", "comeBack")
                        .form()
                        .sessionless()
                        .handledBy(call -> call.respond(Response.empty(
                                call.session() == null && call.principal().subject() == 0 ? 204 : 500))))));
        try (Browser ann = Browser.visitor(server)) {
            Reply reply = ann.submit("/en/back", "token=1", ann.cookieHeader(), "Origin: https://bank.example");
            assertEquals(204, reply.status());
            assertNull(reply.header("set-cookie"));
        }
        assertThrows(IllegalStateException.class, () -> Route.post("/x", "x")
                .form()
                .sessionless()
                .roles(Role.CUSTOMER)
                .handledBy(call -> {}));
        List<String> sessionless = server.gateway.pages().stream()
                .filter(Route::isSessionless)
                .map(Route::operationId)
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "comeBack",
                        "formReturn",
                        "pageReturn",
                        "sandboxCard",
                        "sandboxCardForm",
                        "sandboxSecure",
                        "sandboxSecureForm",
                        "sandboxStyle"),
                sessionless,
                "each of these does nothing in anybody's name, or proves itself");
    }

    /** The problem's code, or the status. A connection each, as many are ended by what is refused. */
    private String ask(Route route, String... headers) throws IOException {
        String path = route.template().replaceAll("\\{[^}]*}", "77777");
        try (Browser browser = new Browser(server.client())) {
            Reply reply;
            if (route.isForm()) {
                reply = browser.submit(path, "nonce=1&seat=A-1", headers);
            } else {
                browser.client.write(route.method().name(), path, route.requestSchema() == null ? null : "{}", headers);
                reply = browser.client.read();
            }
            return reply.status() >= 400 ? reply.code() : String.valueOf(reply.status());
        }
    }

    @Test
    void shouldTakeTheProofOfAFormAsAField() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server);
                Browser ben = Browser.visitor(server)) {
            String form = "nonce=n1&seat=A-1&seat=%C3%84-2&proof=";
            Reply done = ann.submit(FORM, form + ann.proof, ann.cookieHeader(), Browser.OWN_PAGE);
            assertEquals(303, done.status(), done.text());
            assertEquals("%5BA-1%2C+%C3%84-2%5D", done.header("x-seats"));
            for (String wrong : List.of("", ben.proof, ann.proof + "&proof=" + ann.proof)) {
                Reply refused = ann.submit(FORM, form + wrong, ann.cookieHeader(), Browser.OWN_PAGE);
                assertEquals("proof_needed", refused.code());
            }
            assertEquals(
                    401, ann.submit(FORM, form + ann.proof, Browser.OWN_PAGE).status(), "without a session");
        }
    }

    @Test
    void shouldDoAFormOnceHoweverOftenItIsSent() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server);
                Browser ben = Browser.visitor(server)) {
            String first = order(ann, "nonce=n1&seat=A-1");
            assertEquals(first, order(ann, "nonce=n1&seat=A-1"), "sent twice");
            assertNotEquals(first, order(ann, "nonce=n1&seat=A-2"), "went back, chose another seat");
            assertNotEquals(first, order(ann, "nonce=n2&seat=A-1"), "another drawing of the page");
            assertNotEquals(first, order(ben, "nonce=n1&seat=A-1"), "another's");
            Reply lacking = ann.submit(FORM, "proof=" + ann.proof, ann.cookieHeader(), Browser.OWN_PAGE);
            assertEquals("invalid_request", lacking.code());
        }
    }

    private static String order(Browser browser, String form) throws IOException {
        return browser.submit(FORM, form + "&proof=" + browser.proof, browser.cookieHeader(), Browser.OWN_PAGE)
                .header("location");
    }

    @Test
    void shouldRefuseFormsThatAreNotForms() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server)) {
            String proof = "proof=" + ann.proof;
            for (String form : List.of(proof + "&a=%C3%28", proof + "&a=%zz", proof + "&a=1".repeat(256))) {
                assertEquals(
                        "invalid_request",
                        ann.submit(FORM, form, ann.cookieHeader(), Browser.OWN_PAGE)
                                .code());
            }
            ann.client.write("POST", FORM, "{}", ann.ofOwnPage());
            assertEquals(415, ann.client.read().status());
        }
    }

    @Test
    void shouldRefuseACookieBesideABearerToken() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server)) {
            String token = "Authorization: Bearer " + TestGateway.token(5, Role.CUSTOMER);
            Reply both = ann.client.get("/v1/holds?showId=" + SHOW, ann.cookieHeader(), token);
            assertEquals(400, both.status());
            assertEquals("two_credentials", both.code());
            assertEquals("not_found", ann.client.get("/v1/session", token).code());
        }
    }

    @Test
    void shouldGoOnWhileItIsUsedAndEndWhenItIsNotOrAtLast() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server)) {
            String person = ann.get("/v1/session").json().path("personId").asText();
            String first = ann.cookie;
            clock.advance(Duration.ofMinutes(24));
            ann.get("/v1/session");
            assertEquals(first, ann.cookie, "in its first half");
            clock.advance(Duration.ofMinutes(12));
            Reply renewed = ann.get("/v1/session");
            assertNotEquals(first, ann.cookie, "in its second half");
            assertEquals(person, renewed.json().path("personId").asText());
            assertEquals(
                    ann.proof, renewed.json().path("proof").asText(), "pages drawn before can still prove themselves");
            for (int i = 0; i < 7; i++) {
                clock.advance(Duration.ofMinutes(54));
                String now = ann.get("/v1/session").json().path("personId").asText();
                assertEquals(i < 6, now.equals(person), "not made anew after six hours, now " + clock.instant());
            }
            String second = ann.cookie;
            clock.advance(Duration.ofMinutes(60));
            assertEquals(
                    401, ann.client.get("/v1/bookings", "Cookie: " + second).status(), "not used for too long");
        }
    }

    @Test
    void shouldTakeNoCookieThatWasMadeOrChangedElsewhere() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server)) {
            String value = ann.cookie.substring(ann.cookie.indexOf('=') + 1);
            for (int i = 0; i < value.length(); i += 7) {
                char other = value.charAt(i) == 'A' ? 'B' : 'A';
                String changed = value.substring(0, i) + other + value.substring(i + 1);
                assertEquals(
                        401,
                        ann.client
                                .get("/v1/holds?showId=" + SHOW, "Cookie: boxoffice=" + changed)
                                .status());
            }
            for (String nonsense : List.of("", "x", "=", "%%%", "A".repeat(5_000))) {
                assertEquals(
                        401,
                        ann.client
                                .get("/v1/holds?showId=" + SHOW, "Cookie: boxoffice=" + nonsense)
                                .status());
            }
            // A link is signed with the same key, and is no cookie.
            String link = server.accounts.links().make(5, 6);
            assertEquals(
                    401,
                    ann.client
                            .get("/v1/holds?showId=" + SHOW, "Cookie: boxoffice=" + link)
                            .status());
        }
    }

    @Test
    void shouldKeepTheCookieToItsSiteAndFromScripts() throws IOException {
        start(aGateway());
        try (TestClient plain = server.client()) {
            String set = plain.get("/v1/session").header("set-cookie");
            assertTrue(set.startsWith("boxoffice="), set);
            assertTrue(set.endsWith("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"), set);
            assertTrue(set.length() <= 1_536);
        }
        server.close();
        start(aGateway().config(c -> c.withPublicUrl(PublicUrl.of("https://Tickets.example:443/"))));
        try (Browser ann = Browser.visitor(server)) {
            String set = new Browser(server.client()).get("/v1/session").header("set-cookie");
            assertTrue(set.startsWith("__Host-boxoffice="), set);
            assertTrue(set.endsWith("; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax"), set);
            String proof = "Session-Proof: " + ann.proof;
            assertEquals(
                    "foreign_page",
                    ann.client
                            .post(HOLDS, "{}", ann.cookieHeader(), proof, "Origin: http://test")
                            .code(),
                    "whatever Host says");
            Reply hold = ann.client.post(
                    HOLDS, "{\"seats\":[\"A-1\"]}", ann.cookieHeader(), proof, "Origin: https://tickets.example");
            assertEquals(201, hold.status(), hold.text());
        }
    }

    @Test
    void shouldSendPeopleWhoComeByAnotherNameToTheSite() throws IOException {
        start(aGateway().config(c -> c.withPublicUrl(PublicUrl.of("https://tickets.example"))));
        try (TestClient client = server.client()) {
            client.write("GET", FORM + "?a=%20b", null);
            Reply elsewhere = client.read();
            assertEquals(308, elsewhere.status());
            assertEquals("https://tickets.example/order?a=%20b", elsewhere.header("location"));
            assertEquals(
                    200, client.get("/v1/shows/" + SHOW + "/availability").status(), "programs stay where they are");
            client.raw("GET " + FORM + " HTTP/1.1\r\nHost: Tickets.example\r\n\r\n");
            assertEquals(204, client.read().status());
        }
    }

    @Test
    void shouldLetFiveHundredPeopleBehindOneAddressInAndNotMore() throws IOException {
        start(aGateway()
                .config(c -> c.withCallers(new GatewayConfig.Callers(
                        1_000_000,
                        new Rates(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, new Rate(1, 500), 100),
                        ClientAddresses.of(List.of("127.0.0.1"))))));
        try (TestClient crowd = server.clientFrom("127.0.0.2");
                TestClient elsewhere = server.clientFrom("127.0.0.3")) {
            for (int i = 0; i < 500; i++) {
                assertEquals(200, crowd.get("/v1/session").status());
            }
            int refused = 0;
            for (int i = 0; i < 50; i++) {
                refused += crowd.get("/v1/session").status() == 429 ? 1 : 0;
            }
            assertTrue(refused > 40, refused + " were refused");
            assertEquals(200, elsewhere.get("/v1/session").status());
        }
    }

    @Test
    void shouldLeaveWhatEverybodySeesToCaches() throws IOException {
        start(aGateway());
        try (Browser ann = Browser.visitor(server)) {
            clock.advance(Duration.ofMinutes(6));
            Reply seats = ann.client.get("/v1/shows/" + SHOW + "/availability", ann.cookieHeader());
            assertEquals(200, seats.status());
            assertNotEquals("no-store", seats.header("cache-control"));
            assertNull(seats.header("set-cookie"), "what caches keep for all has nobody's cookie");
        }
    }
}
