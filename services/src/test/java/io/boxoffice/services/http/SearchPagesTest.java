package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Looking for events on the site: what is suggested, what is offered when nothing is found, and a search as a feed. */
class SearchPagesTest extends HttpCatalog {
    private static final DateTimeFormatter CALENDAR_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private PageClient browser;
    private String title;

    @BeforeEach
    void open() {
        browser = new PageClient(server.gateway.address());
        title = "Quasar " + unique;
    }

    /** A show on sale of an event of this test, at a venue and in a city of its own. Returns its id. */
    private String onSale() throws IOException {
        String show = draft();
        assertEquals(
                200,
                client.post("/v1/shows/" + show + "/publish", null, "If-Match: *")
                        .status());
        browser.until("/en/city" + unique, page -> page.text().contains(title));
        return show;
    }

    private JsonNode suggested(String language, String typed) throws IOException {
        PageClient.Page answer = browser.get("/" + language + "/search.json?q=" + typed.replace(" ", "%20"));
        assertEquals(200, answer.status(), answer.text());
        assertEquals("application/json", answer.header("content-type"));
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode firstSuggested(String typed) throws IOException {
        browser.until("/en/search.json?q=" + typed.replace(" ", "%20"), page -> !page.text()
                .equals("[]"));
        return suggested("en", typed).path(0);
    }

    @Test
    void shouldSuggestEventsVenuesAndCitiesByHowTheirWordsBegin() throws IOException {
        onSale();
        JsonNode event = firstSuggested("quas " + unique.substring(0, unique.length() - 1));
        assertEquals(title, event.path("text").asText());
        assertEquals("Event", event.path("line").asText());
        JsonNode venue = firstSuggested("THEATRE " + unique);
        assertEquals("Venue", venue.path("line").asText());
        JsonNode city = firstSuggested("city" + unique);
        assertEquals("City", city.path("line").asText());
        for (JsonNode each : List.of(event, venue, city)) {
            PageClient.Page page = browser.get(each.path("path").asText());
            assertEquals(200, page.status(), each.toString());
            assertTrue(page.text().contains(title), each.toString());
        }
        assertEquals("فعالية", suggested("ar", title).path(0).path("line").asText());
        assertEquals(0, suggested("en", "").size(), "nothing is typed");
        assertEquals(0, suggested("en", "qqqqqqqq").size());
        assertTrue(suggested("en", "t").size() <= 8);
    }

    @Test
    void shouldSuggestWhatIsWithinAWordOnceEnoughIsTyped() throws IOException {
        onSale();
        String middle = unique.substring(2);
        assertEquals("City" + unique, firstSuggested(middle).path("text").asText(), "the shortest name first");
        assertTrue(suggested("en", middle).findValuesAsText("text").contains(title));
        assertEquals(0, suggested("en", "!!!").size(), "signs are in no name here");
    }

    @Test
    void shouldOfferWhatIsCloseWhenNothingIsFound() throws IOException {
        onSale();
        String asked = "/en/search?q=quasar%20" + unique;
        PageClient.Page page = browser.get(asked + "&date=2031-01-01&genre=drama");
        assertTrue(page.text().contains("Nothing matches on Wed 1 Jan."), page.text());
        assertTrue(page.text().contains("Close to what you asked for"), page.text());
        assertTrue(page.text().contains(title), "without the day it is there");
        for (String wider : List.of("&amp;genre=drama", "&amp;date=2031-01-01", "")) {
            assertTrue(page.text().contains("href=\"" + asked + wider + "\""), wider + " in " + page.text());
        }
        assertTrue(browser.get(asked + "&genre=drama").text().contains(title));

        PageClient.Page elsewhere = browser.get("/en/search?q=qqqqqqqqq&city=city" + unique);
        assertTrue(elsewhere.text().contains("Nothing matches this search."), elsewhere.text());
        assertTrue(elsewhere.text().contains(title), "whatever is on in the city");
    }

    @Test
    void shouldKeepWhereDistancesCountFrom() throws IOException {
        onSale();
        PageClient.Page near = browser.get("/en/search?q=" + unique + "&at=48.2,16.4");
        assertTrue(near.text().contains("<input type=\"hidden\" name=\"at\" value=\"48.2,16.4\">"), near.text());
        assertTrue(near.text().contains(title));
        for (String nowhere : List.of("91,0", "0,181", "here", "1", "1,2,3", "NaN,1")) {
            PageClient.Page page = browser.get("/en/search?q=" + unique + "&at=" + nowhere);
            assertEquals(200, page.status(), nowhere);
            assertFalse(page.text().contains("name=\"at\""), nowhere);
        }
    }

    @Test
    void shouldSuggestPeopleAndWhatATypingErrorMeant() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        String person = "Zdenka Quilloway";
        String event = made(
                "/v1/events",
                "{\"title\":\"Zwielichtpalast\",\"credits\":[{\"name\":\"%s\",\"role\":\"Cast\"}]}".formatted(person));
        String show = made("/v1/shows", show(hall, event, map));
        assertEquals(
                200,
                client.post("/v1/shows/" + show + "/publish", null, "If-Match: *")
                        .status());
        JsonNode misspelt = firstSuggested("zwielihctpalast");
        assertEquals("Zwielichtpalast", misspelt.path("text").asText());
        assertEquals(200, browser.get(misspelt.path("path").asText()).status());
        JsonNode named = firstSuggested("quillo");
        assertEquals(person, named.path("text").asText());
        assertEquals("Person", named.path("line").asText());
        assertTrue(browser.get(named.path("path").asText()).text().contains("Zwielichtpalast"));
    }

    /** A show in 3D beside one that is not: what there is a choice of is offered, with how many there are. */
    @Test
    void shouldOfferFiltersAsLinksThatCanBeShared() throws IOException {
        String hall = hall();
        String map = made("/v1/halls/" + hall + "/seat-maps", MAP);
        for (String[] each : new String[][] {{"Flat", "de", "2D"}, {"Deep", "de", "3D"}, {"Far", "fr", "3D"}}) {
            String event =
                    made("/v1/events", "{\"title\":\"%s %s\",\"language\":\"%s\"}".formatted(each[0], unique, each[1]));
            ObjectNode show = (ObjectNode) new ObjectMapper().readTree(show(hall, event, map));
            show.remove("externalId");
            show.putObject("presentation").put("format", each[2]);
            String id = made("/v1/shows", show.toString());
            assertEquals(
                    200,
                    client.post("/v1/shows/" + id + "/publish", null, "If-Match: *")
                            .status());
        }
        String all = "/en/search?q=" + unique;
        PageClient.Page page = browser.until(
                all,
                each -> each.text().contains("Flat " + unique) && each.text().contains("Far " + unique));
        String threeD = all + "&amp;format=3D";
        assertTrue(page.text().contains("href=\"" + threeD + "\""), page.text());
        assertTrue(page.text().contains("<bdi>3D</bdi> <span class=\"small\">2</span>"), page.text());
        assertTrue(page.text().contains("<bdi>French</bdi> <span class=\"small\">1</span>"), page.text());

        PageClient.Page narrowed = browser.get(all + "&format=3D");
        assertFalse(narrowed.text().contains("Flat " + unique), narrowed.text());
        assertTrue(narrowed.text().contains("Deep " + unique));
        assertTrue(narrowed.text().contains("<details class=\"facets\" open"), narrowed.text());
        assertTrue(narrowed.text().contains("<a class=\"chip\" href=\"" + all + "\""), "and it can be left out");
        assertTrue(narrowed.text().contains("name=\"format\" value=\"3D\""), "the form keeps it");

        PageClient.Page byPrice = browser.get(all + "&sort=price");
        assertTrue(byPrice.text().contains("href=\"" + all + "\" rel=\"nofollow\">Best match"), byPrice.text());
        assertTrue(byPrice.text().contains("aria-current=\"true\">Lowest price"), byPrice.text());
    }

    @Test
    void shouldFindShowsWithSeatsSideBySide() throws IOException {
        onSale();
        String all = "/en/search?q=quasar%20" + unique;
        assertTrue(browser.get(all + "&seats=10").text().contains(title), "the pit has fifty places");
        PageClient.Page nothing = browser.get(all + "&seats=50&price=EUR%2090000-");
        assertTrue(nothing.text().contains("Nothing matches this search."), nothing.text());
        assertTrue(nothing.text().contains("Single seats too"), nothing.text());
        for (String senseless : List.of("seats=0", "seats=51", "price=cheap", "accessible=wings", "sort=colour")) {
            PageClient.Page page = browser.get(all + "&" + senseless);
            assertEquals(200, page.status(), senseless);
            assertTrue(page.text().contains(title), senseless + " is left out");
        }
        assertTrue(browser.get(all + "&sort=distance").text().contains(title), "without a place");
    }

    private static String feedOf(PageClient.Page page, String type) {
        Matcher link = Pattern.compile("<a rel=\"alternate\" type=\"" + Pattern.quote(type) + "\" href=\"([^\"]+)\"")
                .matcher(page.text());
        assertTrue(link.find(), page.text());
        return link.group(1).replace("&amp;", "&");
    }

    @Test
    void shouldTellASearchAsAnAtomFeed() throws Exception {
        String show = onSale();
        PageClient.Page page = browser.get("/en/search?q=quasar%20" + unique + "&city=city" + unique);
        PageClient.Page answer = browser.get(feedOf(page, "application/atom+xml"));
        assertEquals("application/atom+xml; charset=utf-8", answer.header("content-type"));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document feed = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
        assertEquals("http://www.w3.org/2005/Atom", feed.getDocumentElement().getNamespaceURI());
        assertEquals(1, feed.getElementsByTagName("entry").getLength());
        Element entry = (Element) feed.getElementsByTagName("entry").item(0);
        assertEquals(title, text(entry, "title"));
        assertEquals("https://tickets.example.org/en/s/" + show, text(entry, "id"));
        assertTrue(text(entry, "summary").contains("Theatre " + unique), text(entry, "summary"));
        String address = ((Element) entry.getElementsByTagName("link").item(0)).getAttribute("href");
        assertEquals(
                200,
                browser.get(address.substring("https://tickets.example.org".length()))
                        .status());
        Element self = (Element) feed.getElementsByTagName("link").item(0);
        assertTrue(
                self.getAttribute("href").endsWith("/en/search.atom?q=quasar%20" + unique + "&city=city" + unique),
                self.getAttribute("href"));
        assertEquals(
                answer.header("etag"),
                browser.get(answer.path() + "?" + answer.response().uri().getRawQuery())
                        .header("etag"));
    }

    private static String text(Element of, String name) {
        return of.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void shouldKeepAFeedWellFormedWhateverIsAsked() throws Exception {
        for (String hostile : List.of("%3C%2Ffeed%3E%26", "%5D%5D%3E", "%EF%BF%BF", "%22%27")) {
            PageClient.Page answer = browser.get("/en/search.atom?q=" + hostile);
            assertEquals(200, answer.status(), hostile);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
        }
        assertEquals(400, browser.get("/en/search.atom?q=%00").status(), "no text");
    }

    @Test
    void shouldTellASearchAsACalendar() throws IOException {
        String show = onSale();
        PageClient.Page page = browser.get("/en/search?q=quasar%20" + unique);
        PageClient.Page answer = browser.get(feedOf(page, "text/calendar"));
        assertEquals("text/calendar; charset=utf-8", answer.header("content-type"));
        List<String> lines = answer.text().replace("\r\n ", "").lines().toList();
        assertEquals("BEGIN:VCALENDAR", lines.get(0));
        assertEquals(1, lines.stream().filter("BEGIN:VEVENT"::equals).count());
        for (String line : List.of(
                "UID:show-" + show + "@boxoffice",
                "DTSTART:" + CALENDAR_TIME.format(STARTS),
                "SUMMARY:" + title,
                "STATUS:CONFIRMED",
                "URL:https://tickets.example.org/en/s/" + show)) {
            assertTrue(lines.contains(line), line + " in " + lines);
        }
    }
}
