package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a show's page to a hold, in a browser without scripts. PostgreSQL is away. */
class PurchaseTest {
    private static final String CHOOSE = "/en/s/" + SHOW;

    private TestGateway server;
    private PageClient ann;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        LowTide.in(directory, SHOW, "Europe/London");
        server = TestGateway.aGateway().start(directory);
        ann = new PageClient(server.gateway.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What was taken leads to what is held. */
    private PageClient.Page taken(PageClient browser, String form) throws IOException {
        PageClient.Page answer = browser.submit(CHOOSE, browser.get(CHOOSE), form);
        assertEquals(303, answer.status(), answer.text());
        return browser.get(answer.header("location"));
    }

    private boolean isFree(String seat) throws IOException {
        try (TestClient client = server.client()) {
            return !client.get("/v1/shows/" + SHOW + "/availability")
                    .json()
                    .path("held")
                    .toString()
                    .contains('"' + seat + '"');
        }
    }

    @Test
    void shouldListEverySeatWithWhatItIs() throws IOException {
        String page = ann.get(CHOOSE).text();
        assertTrue(page.contains("value=\"A-1\" aria-label=\"Row A, seat 1, €12\""), page);
        assertTrue(page.contains("aria-label=\"Row B, seat 4, €12, accessible\""), page);
        assertTrue(page.contains("The pit") && page.contains("100 free"), page);
        assertTrue(page.contains("name=\"robots\" content=\"noindex\""));
    }

    @Test
    void shouldCompressAPersonsPagesWhateverTheyAnswer() throws IOException {
        try (Browser ben = Browser.visitor(server)) {
            String gzip = "Accept-Encoding: gzip";
            Reply page = ben.client.get(CHOOSE, gzip, ben.cookieHeader());
            assertEquals("gzip", page.header("content-encoding"));
            assertEquals("no-store", page.header("cache-control"));
            assertTrue(page.header("content-security-policy").startsWith("default-src 'none'"));
            assertTrue(page.gunzipped().text().contains("value=\"A-1\""));
            Reply refused = ben.submit(
                    CHOOSE, "how=chosen&nonce=1&proof=" + ben.proof, gzip, ben.cookieHeader(), Browser.OWN_PAGE);
            assertEquals(422, refused.status());
            assertTrue(refused.gunzipped().text().contains("Mark at least one seat"));
        }
    }

    @Test
    void shouldHoldWhatIsMarkedAndSayWhyAndUntilWhen() throws IOException {
        PageClient.Page held = taken(ann, "seat=A-1&seat=A-2&how=chosen");
        assertTrue(held.text().contains("Row A, seat 1") && held.text().contains("Row A, seat 2"), held.text());
        assertTrue(held.text().contains("€24"));
        assertTrue(held.text().contains("Yours until "));
        assertTrue(
                held.text().contains("Side by side. In the row nearest to the stage or screen, no single seat left"),
                held.text());
        assertEquals("no-store", held.header("cache-control"));
        assertFalse(isFree("A-1"));
        assertTrue(ann.get(CHOOSE.replace("/en/", "/ar/")).text().contains("الصف \u2068A\u2069، المقعد 1، محجوز"));
    }

    @Test
    void shouldTakeTheBestTogetherAndStandingPlaces() throws IOException {
        PageClient.Page best = taken(ann, "best=3&category=Stalls&how=best");
        assertTrue(best.text().contains("€36"), best.text());
        PageClient.Page standing = taken(ann, "area.0.0=2&how=chosen");
        assertTrue(standing.text().contains("2 × The pit"), standing.text());
    }

    @Test
    void shouldReplaceTheChoiceBefore() throws IOException {
        taken(ann, "seat=A-1&how=chosen");
        PageClient.Page held = taken(ann, "seat=B-1&how=chosen");
        assertFalse(held.text().contains("Row A, seat 1"), held.text());
        assertTrue(isFree("A-1"));
        assertFalse(isFree("B-1"));
    }

    @Test
    void shouldSayWhichSeatHasJustGoneAndKeepTheRestMarked() throws IOException {
        PageClient.Page seen = ann.get(CHOOSE);
        taken(new PageClient(server.gateway.address()), "seat=A-1&how=chosen");
        PageClient.Page answer = ann.submit(CHOOSE, seen, "seat=A-1&seat=A-2&how=chosen");
        assertEquals(409, answer.status());
        assertTrue(answer.text().contains("Somebody was quicker: Row A, seat 1 is gone."), answer.text());
        assertTrue(answer.text().contains("Row A, seat 2 is free."), answer.text());
        assertTrue(answer.text().matches("(?s).*value=\"A-2\"[^>]* checked.*"), answer.text());
        assertTrue(isFree("A-2"), "all or nothing");
    }

    @Test
    void shouldDoOnceWhatIsSentTwice() throws IOException {
        PageClient.Page page = ann.get(CHOOSE);
        String first = ann.submit(CHOOSE, page, "seat=A-1&how=chosen").header("location");
        assertEquals(first, ann.submit(CHOOSE, page, "seat=A-1&how=chosen").header("location"));
        assertNotEquals(first, ann.submit(CHOOSE, page, "seat=A-2&how=chosen").header("location"));
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        PageClient.Page nothing = ann.submit(CHOOSE, ann.get(CHOOSE), "how=chosen");
        assertEquals(422, nothing.status());
        assertTrue(nothing.text().contains("Mark at least one seat"), nothing.text());
        assertTrue(ann.submit(CHOOSE, ann.get(CHOOSE), "best=0&how=best").text().contains("Say how many tickets"));
        PageClient.Page tooMany = ann.submit(CHOOSE, ann.get(CHOOSE), "area.0.0=99&how=chosen");
        assertTrue(tooMany.text().contains("At most 48 tickets"), tooMany.text());
        assertEquals(404, ann.get("/en/s/12345").status());
    }

    @Test
    void shouldGiveBackAndSayWhenTheTimeIsUp() throws IOException {
        PageClient.Page held = taken(ann, "seat=A-1&how=chosen");
        String path = held.path();
        PageClient.Page back = ann.submit(path + "/release", held, "");
        assertEquals(CHOOSE, back.header("location"));
        assertTrue(isFree("A-1"));
        assertTrue(ann.get(path).text().contains("Your time is up."));
        assertEquals(
                404,
                new PageClient(server.gateway.address()).visit(CHOOSE).get(path).status(),
                "another's is another's");
    }

    @Test
    void shouldNotActForAPageThatCannotProveItself() throws IOException {
        PageClient.Page page = ann.get(CHOOSE);
        PageClient.Page refused = ann.send("POST", CHOOSE, "seat=A-1&how=chosen&nonce=1", "origin", ann.origin());
        assertEquals(403, refused.status());
        assertTrue(refused.text().contains("This page was open for too long."), refused.text());
        assertEquals(
                403,
                ann.submit(CHOOSE, page, "seat=A-1&how=chosen", "origin", "https://evil.example")
                        .status());
        assertEquals(
                401,
                new PageClient(server.gateway.address())
                        .submit(CHOOSE, page, "seat=A-1&how=chosen")
                        .status());
        assertTrue(isFree("A-1"));
    }
}
