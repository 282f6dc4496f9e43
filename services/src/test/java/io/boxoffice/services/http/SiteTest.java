package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages that people see, through HTTP and down to PostgreSQL: what they find, and what they are told when there is nothing. */
class SiteTest extends HttpCatalog {
    private static final String ONE_ROW = """
            {"name":"Plan","sections":[{"name":"Main","rows":[{"label":"A","seats":[
              {"id":"A-1","label":"1","x":1,"y":0,"category":"Stalls"},{"id":"A-2","label":"2","x":2,"y":0,"category":"Stalls"}]}]}],
             "categories":["Stalls"]}
            """;
    private static final String DAY =
            LocalDate.ofInstant(STARTS, ZoneId.of("Europe/Vienna")).toString();
    private static final int KILOBYTE = 1_024;

    private PageClient browser;

    @BeforeEach
    void open() {
        browser = new PageClient(server.gateway.address());
    }

    /** A show on sale whose title and other parts a test chooses. */
    private String onSale(String title, String more) throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", ONE_ROW);
        String event = made(
                "/v1/events",
                new ObjectMapper()
                        .createObjectNode()
                        .put("title", title)
                        .put("description", "About " + title)
                        .put("durationMinutes", 95)
                        .toString());
        String show = made(
                "/v1/shows",
                ("{\"allowOverlap\":true,\"hallId\":\"%s\",\"eventId\":\"%s\",\"seatMapId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                                + "\"currency\":\"EUR\",\"prices\":{\"categories\":{\"Stalls\":1250}}%s}")
                        .formatted(hall, event, map, STARTS, STARTS.plusSeconds(7_200), more));
        step(show, "publish");
        return show;
    }

    private void step(String show, String step) throws IOException {
        Reply now = client.get("/v1/shows/" + show);
        Reply reply = client.post("/v1/shows/" + show + "/" + step, "{}", "If-Match: " + now.header("etag"));
        assertEquals(200, reply.status(), reply.text());
    }

    /** The programme is made anew once a second, and pages live for two. */
    private PageClient.Page fresh(String path, String mustSay) throws IOException {
        return browser.until(path, page -> page.text().contains(mustSay));
    }

    private String city() {
        return "/en/city" + unique;
    }

    private String eventPath(String title) throws IOException {
        Matcher link = Pattern.compile("href=\"(/en/e/[^\"]+)\"")
                .matcher(fresh(city(), title).text());
        assertTrue(link.find());
        return link.group(1);
    }

    /** Of the size that sites ask for, light, and kept by all for good. */
    private void assertPicture(String address) throws IOException {
        String path = address.replace("https://tickets.example.org", "");
        PageClient.Page picture = browser.get(path);
        assertEquals(200, picture.status(), address);
        assertEquals("image/png", picture.header("content-type"));
        assertEquals("public, max-age=31536000, immutable", picture.header("cache-control"));
        assertEquals("cross-origin", picture.header("cross-origin-resource-policy"));
        assertTrue(picture.body().length <= 150_000, picture.body().length + " bytes");
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(picture.body()));
        assertEquals(List.of(1_200, 630), List.of(pixels.getWidth(), pixels.getHeight()));
        String etag = picture.header("etag");
        assertTrue(path.startsWith("/pictures/" + etag.replace("\"", "") + "-"), etag);
        assertEquals(304, browser.get(path, "if-none-match", etag).status());
        assertEquals(404, browser.get(path.replace("s/", "s/0")).status(), "a name that says nothing");
        char other = path.charAt(12) == '0' ? '1' : '0';
        String wrong = path.substring(0, 12) + other + path.substring(13);
        assertEquals(404, browser.get(wrong).status(), "another title's");
    }

    @Test
    void shouldHaveAPictureOfTheSiteWhereNoEventIsShared() throws IOException {
        Matcher picture = Pattern.compile("og:image\" content=\"([^\"]+)\"")
                .matcher(browser.get("/ar").text());
        assertTrue(picture.find());
        assertPicture(picture.group(1));
    }

    @Test
    void shouldLeadToTheLanguageThatTheBrowserAsksFor() throws IOException {
        assertEquals(
                "/ar",
                browser.get("/", "accept-language", "fr, ar-EG;q=0.8, en;q=0.5").header("location"));
        assertEquals("/en", browser.get("/", "accept-language", "fr").header("location"));
        assertEquals("/en", browser.get("/", "accept-language", ";;q=nonsense").header("location"));
        assertTrue(browser.get("/ar").text().contains("<html lang=\"ar\" dir=\"rtl\">"));
        assertEquals(404, browser.get("/fr").status());
    }

    @Test
    void shouldShowACityWithWhatIsOnAndFromHowMuch() throws IOException {
        onSale("Meteor " + unique, "");
        PageClient.Page page = fresh(city(), "Meteor " + unique);
        assertEquals(200, page.status());
        assertTrue(page.text().contains("from\u00a0€12.50"), page.text());
        assertTrue(page.text().contains("<link rel=\"canonical\" href=\"https://tickets.example.org" + city() + "\">"));
        assertTrue(page.text().contains("hreflang=\"ar\" href=\"https://tickets.example.org/ar/city" + unique + "\""));
        assertTrue(page.text().contains("<meta property=\"og:title\" content=\"What’s on in City" + unique + "\">"));
        assertTrue(fresh("/en", "City" + unique).text().contains("1 event"));
        assertTrue(browser.get("/sitemap.xml").text().contains("https://tickets.example.org" + city() + "<"));
    }

    @Test
    void shouldShowAnEventsShowsByDayAndVenueWithDataForSearchEngines() throws IOException {
        String show = onSale("Quartet " + unique, "");
        String path = eventPath("Quartet " + unique);
        PageClient.Page page = browser.get(path);
        assertTrue(page.text().contains("href=\"/en/s/" + show + "\""), page.text());
        assertTrue(page.text().contains("Theatre " + unique));
        assertTrue(page.text().contains("About Quartet"));
        assertTrue(page.text().contains("95 min"));
        JsonNode data = page.jsonLd().path(0);
        assertEquals("Quartet " + unique, data.path("name").asText());
        assertEquals("12.50", data.at("/offers/lowPrice").asText());
        assertEquals("EUR", data.at("/offers/priceCurrency").asText());
        assertEquals(
                "City" + unique, data.at("/location/address/addressLocality").asText());
        assertTrue(data.path("startDate").asText().matches(".*T.*[+]0[12]:00"), data.toString());

        assertTrue(page.text().contains("<meta property=\"og:title\" content=\"Quartet " + unique + "\">"));
        assertTrue(
                page.text().contains("<meta property=\"og:url\" content=\"https://tickets.example.org" + path + "\">"));
        String picture = data.at("/image/0").asText();
        assertTrue(page.text().contains("<meta property=\"og:image\" content=\"" + picture + "\">"), picture);
        assertPicture(picture);

        PageClient.Page otherDay = browser.get(path + "?date=2031-01-01");
        assertTrue(otherDay.text().contains("No show on Wed 1 Jan."), otherDay.text());
        assertTrue(otherDay.text().contains(path + "?date=" + DAY), "the nearest day is offered");
        assertFalse(otherDay.text().contains("/en/s/"));

        assertEquals(
                path,
                browser.get("/en/e/other-name-" + path.replaceAll(".*-", "")).header("location"));
        assertTrue(browser.get(path.replace("/en/", "/ar/")).text().contains("12.50"), "in Arabic too");
    }

    @Test
    void shouldShowAVenueWithItsEvents() throws IOException {
        String show = onSale("Solo " + unique, "");
        Matcher link = Pattern.compile("href=\"(/en/v/[^\"]+)\"")
                .matcher(browser.get(eventPath("Solo " + unique)).text());
        assertTrue(link.find());
        PageClient.Page page = browser.get(link.group(1));
        assertTrue(page.text().contains("href=\"/en/s/" + show + "\""));
        assertTrue(page.text().contains("Solo " + unique));
        assertEquals("Theatre " + unique, page.jsonLd().path("name").asText());
    }

    @Test
    void shouldSayWhyNoSeatCanBeHad() throws IOException {
        String show = onSale("Last " + unique, "");
        String path = eventPath("Last " + unique);
        try (TestClient ann = server.customer(4_711)) {
            assertEquals(
                    201,
                    ann.post(
                                    "/v1/shows/" + show + "/holds",
                                    "{\"seats\":[\"A-1\",\"A-2\"]}",
                                    "Idempotency-Key: site-" + unique)
                            .status());
        }
        PageClient.Page soldOut = fresh(path, "All shows are sold out.");
        assertTrue(soldOut.text().contains("sold out</span>"));
        assertFalse(soldOut.text().contains("href=\"/en/s/"));
        step(show, "cancel");
        assertTrue(fresh(path, "All shows are cancelled.").text().contains("gets the money back"));
        assertEquals(
                "https://schema.org/EventCancelled",
                browser.get(path).jsonLd().path(0).path("eventStatus").asText());
    }

    @Test
    void shouldSayWhenTheSaleBegins() throws IOException {
        onSale("Soon " + unique, ",\"onSaleFrom\":\"" + STARTS.minusSeconds(86_400) + "\"");
        String path = eventPath("Soon " + unique);
        PageClient.Page page = browser.get(path);
        assertTrue(page.text().contains("Tickets are not on sale yet."), page.text());
        assertTrue(page.text().contains("on sale from "), page.text());
        assertTrue(browser.get(city()).text().contains("On sale soon"));
    }

    @Test
    void shouldFindByWordsCityAndDay() throws IOException {
        onSale("Xylophone Night", "");
        fresh(city(), "Xylophone Night");
        assertTrue(browser.get("/en/search?q=xilophone").text().contains("Xylophone Night"), "small errors do no harm");
        assertTrue(browser.get("/en/search?q=xylophone&city=city" + unique + "&date=" + DAY)
                .text()
                .contains("Xylophone Night"));
        PageClient.Page other = browser.get("/en/search?q=xylophone&date=2031-01-01");
        assertTrue(other.text().contains("Nothing matches on Wed 1 Jan."), other.text());
        assertTrue(other.text().contains("href=\"/en/search?q=xylophone\""), "all days are offered");
        PageClient.Page nothing = browser.get("/en/search?q=qqqqqqqqq");
        assertTrue(nothing.text().contains("Nothing matches this search."), nothing.text());
        assertTrue(nothing.text().contains("<meta name=\"robots\" content=\"noindex\">"));
        assertEquals(
                200, browser.get("/en/search?q=a&utm_source=mail&date=nonsense").status(), "others lengthen addresses");
    }

    @Test
    void shouldKeepWhatPeopleWroteText() throws IOException {
        String title = "<script>alert(1)</script>\" onload=x " + unique;
        onSale(title, "");
        PageClient.Page home = fresh(city(), "alert(1)");
        assertFalse(home.text().contains("<script>alert"), home.text());
        PageClient.Page event = browser.get(eventPath("alert(1)"));
        assertFalse(event.text().contains("<script>alert"), event.text());
        assertEquals(title, event.jsonLd().path(0).path("name").asText());
        String search = browser.get("/en/search?q=%22%3E%3Csvg%20onload%3Dx%3E").text();
        assertFalse(search.contains("<svg onload"), search);
    }

    @Test
    void shouldShowAPageForWhatIsNotThereAndJsonToPrograms() throws IOException {
        PageClient.Page lost = browser.get("/en/e/nothing-123");
        assertEquals(404, lost.status());
        assertTrue(lost.text().contains("There is no such page."), lost.text());
        assertEquals("no-store", lost.header("cache-control"));
        assertTrue(lost.header("content-security-policy").startsWith("default-src 'none'"));
        PageClient.Page arabic = browser.get("/ar/nowhere");
        assertTrue(arabic.text().contains("لا توجد صفحة كهذه."), arabic.text());
        assertTrue(browser.get("/no/such/page", "accept-language", "ar").text().contains("لا توجد"));
        assertTrue(browser.get("/v1/events/123").header("content-type").startsWith("application/problem+json"));
        assertEquals(405, browser.send("DELETE", "/en", null).status());
        assertTrue(client.get("/no/such/page").header("content-type").startsWith("application/problem+json"));
    }

    @Test
    void shouldLoadNothingFromElsewhereAndNothingInline() throws IOException {
        onSale("Safe " + unique, "");
        for (String path :
                new String[] {"/en", city(), eventPath("Safe " + unique), "/ar/search", "/en/privacy", "/en/x"}) {
            PageClient.Page page = browser.get(path);
            String policy = page.header("content-security-policy");
            assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe"), policy);
            assertEquals("nosniff", page.header("x-content-type-options"));
            String html = page.text().replaceAll("(?s)<script type=\"application/ld\\+json\">.*?</script>", "");
            assertFalse(
                    Pattern.compile("<script(?![^>]* src=\"/assets/)")
                            .matcher(html)
                            .find(),
                    html);
            assertFalse(
                    Pattern.compile("<style| style=| on[a-z]+=\"").matcher(html).find(), html);
            Matcher loaded = Pattern.compile(
                            "<(?:script|img|link rel=\"(?:stylesheet|preload|icon|manifest)\")[^>]*?(?:src|href)=\"([^\"]+)\"")
                    .matcher(html);
            int files = 0;
            while (loaded.find()) {
                assertTrue(loaded.group(1).startsWith("/"), loaded.group(1));
                assertEquals(200, browser.get(loaded.group(1)).status(), loaded.group(1));
                files++;
            }
            assertTrue(files >= 5, path);
        }
    }

    @Test
    void shouldServeFilesForGoodAndCompressed() throws IOException {
        Matcher style = Pattern.compile("href=\"(/assets/[^\"]+\\.css)\"")
                .matcher(browser.get("/en").text());
        assertTrue(style.find());
        PageClient.Page plain = browser.get(style.group(1));
        assertEquals("public, max-age=31536000, immutable", plain.header("cache-control"));
        assertEquals(
                "br", browser.get(style.group(1), "accept-encoding", "gzip, br").header("content-encoding"));
        PageClient.Page gzip = browser.get(style.group(1), "accept-encoding", "gzip");
        assertEquals(plain.text(), new String(PageClient.unzip(new ByteArrayInputStream(gzip.body()))));
        assertEquals(404, browser.get("/assets/nothing.css").status());
    }

    @Test
    void shouldKeepAPageForAMomentAndSayWhenItIsTheSame() throws IOException {
        onSale("Same " + unique, "");
        fresh(city(), "Same " + unique);
        PageClient.Page page = browser.get(city());
        assertEquals(
                304, browser.get(city(), "if-none-match", page.header("etag")).status());
        assertNotEquals(page.header("etag"), browser.get("/ar/city" + unique).header("etag"));
        assertEquals(0, browser.send("HEAD", city(), null).body().length);
    }

    @Test
    void shouldStayWithinTheBudgetOfAPage() throws IOException {
        String all = unique;
        for (int i = 0; i < 24; i++) {
            onSale("A title of usual length " + i + ' ' + all, "");
        }
        fresh(city(), "24 events in City" + all);
        for (String path : new String[] {city(), "/ar/city" + all, "/en/search?city=city" + all}) {
            byte[] compressed = browser.get(path, "accept-encoding", "gzip").body();
            // What is within by gzip is within by brotli.
            assertTrue(compressed.length <= 14 * KILOBYTE, path + ": " + compressed.length);
        }
    }
}
