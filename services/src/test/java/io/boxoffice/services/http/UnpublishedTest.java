package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.WriterTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everything that is read, operations, pages and files, taken from the table of routes: of an event, show and seat map that are not
 * published yet strangers get nothing, whatever they ask by, and the organisation's own people do.
 */
class UnpublishedTest extends HttpOrganisations {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern OF_A_DRAFT = Pattern.compile(".*\\{(showId|eventId|seatMapId|event)}.*");
    private static final String WORD = "Zugzwang";

    /** What names nobody's things, or a person's, which {@link OthersPagesTest} and {@code StrangersTest} try. */
    private static final Set<String> OTHER_THINGS = Set.of(
            "bookingId",
            "file",
            "holdId",
            "image",
            "link",
            "ordinal",
            "organisationId",
            "paymentId",
            "reservationId",
            "state");

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Set<String> secrets = new TreeSet<>();
    private String house;

    @BeforeEach
    void makeADraft() throws IOException {
        // What lists of bookings read.
        postgres.execute(WriterTables.CREATE);
        postgres.execute("INSERT INTO sales.writer_watermark VALUES (1, 1000000)");
        house = organisation("Mill");
        join(ANN, house, "box_office");
        TestClient organizer =
                as(newKey(admin(), house, "manager", false).json().path("key").asText());
        String venue = made(organizer, "/v1/venues", "{\"name\":\"Mill\",\"city\":\"Oz\",\"timezone\":\"UTC\"}");
        String hall = made(organizer, "/v1/venues/" + venue + "/halls", "{\"name\":\"H\"}");
        String map = made(
                organizer,
                "/v1/halls/" + hall + "/seat-maps",
                HttpCatalog.MAP.replace("\"Plan\"", "\"Plan of the unannounced\""));
        String event = made(
                organizer,
                "/v1/events",
                "{\"title\":\"" + WORD + "\",\"description\":\"Not announced\",\"genres\":[\"secretgenre\"]}");
        String show =
                made(organizer, "/v1/shows", HttpCatalog.show(hall, event, map).replace("4000", "987123"));
        ids.put("venueId", venue);
        ids.put("hallId", hall);
        ids.put("seatMapId", map);
        ids.put("eventId", event);
        ids.put("showId", show);
        ids.put("lang", "en");
        ids.put("city", "oz");
        ids.put("event", "zugzwang-" + event);
        ids.put("venue", "mill-" + venue);
        ids.put("picture", "0123456789abcdef-" + event + ".png");
        ids.put("preview", "AAAAAQEAAAAAAAAAAQ");
        secrets.addAll(
                List.of(map, event, show, WORD, "zugzwang", "Not announced", "secretgenre", "987123", "unannounced"));
    }

    private static String made(TestClient by, String path, String body) throws IOException {
        Reply reply = by.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.id();
    }

    /** Who asks, and by which headers. */
    private record Caller(String name, TestClient client, String... headers) {}

    private List<Caller> strangers() throws IOException {
        String other = organisation("Forge");
        join(CARL, other, "owner");
        TestClient key =
                as(newKey(admin(), other, "manager", false).json().path("key").asText());
        Browser visitor = Browser.visitor(server);
        open.add(visitor.client);
        TestClient nobody = server.client();
        open.add(nobody);
        return List.of(
                new Caller("nobody", nobody),
                new Caller("a customer", person(BEN)),
                new Caller("a member who acts for nobody", person(ANN)),
                new Caller("a visitor", visitor.client, visitor.cookieHeader()),
                new Caller("another house's owner", person(CARL), of(other)),
                new Caller("another house's program", key));
    }

    @Test
    void shouldTellStrangersNothingOnAnyPathThatIsRead() throws IOException {
        List<Route> all = new ArrayList<>(server.gateway.operations());
        all.addAll(server.gateway.pages());
        Set<String> tried = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        List<Caller> strangers = strangers();
        for (Route route : all) {
            if (route.method() != Route.Method.GET) {
                continue;
            }
            String path = filled(route, unknown);
            if (path == null) {
                continue;
            }
            tried.add(route.operationId());
            for (String query : queries(route)) {
                for (Caller caller : strangers) {
                    assertNothingTold(route, path + query, caller);
                }
            }
        }
        assertEquals(Set.of(), unknown, "what paths name that this test does not know");
        assertTrue(
                tried.containsAll(List.of(
                        "getEvent",
                        "getShow",
                        "getSeatMap",
                        "findEvents",
                        "listShows",
                        "streamShow",
                        "pageEvent",
                        "pageVenue",
                        "pageSearch",
                        "fileSearchSuggestions",
                        "fileSearchCalendar",
                        "fileSearchFeed",
                        "pageSitemap",
                        "pageHome",
                        "pagePicture")),
                tried.toString());
    }

    private void assertNothingTold(Route route, String address, Caller caller) throws IOException {
        Reply reply = caller.client.get(address, caller.headers);
        String what = route.operationId() + ' ' + address + " by " + caller.name;
        String told = reply.text() + reply.headers();
        assertAll(
                what,
                () -> secrets.stream()
                        .filter(secret -> !address.contains(secret))
                        .forEach(secret -> assertFalse(told.contains(secret), () -> secret + " is told: " + told)),
                () -> assertTrue(
                        !OF_A_DRAFT.matcher(route.template()).matches()
                                || Set.of(401, 403, 404).contains(reply.status()),
                        () -> "as if it were there: " + reply.status() + ' ' + told),
                () -> assertTrue(reply.status() < 500, told));
    }

    /** Null: it is about something else. */
    private String filled(Route route, Set<String> unknown) {
        String path = route.template();
        Matcher parameters = PARAMETER.matcher(route.template());
        while (parameters.find()) {
            String name = parameters.group(1);
            if (OTHER_THINGS.contains(name)) {
                return null;
            }
            if (!ids.containsKey(name)) {
                unknown.add(name);
                return null;
            }
            path = path.replace('{' + name + '}', ids.get(name));
        }
        return path;
    }

    /** By nothing, by a word, and by the ids that they may have from somewhere. */
    private List<String> queries(Route route) {
        if (route.isPage()) {
            return List.of("", "?q=" + WORD, "?genre=secretgenre&city=oz");
        }
        List<String> required = new ArrayList<>();
        List<String> byIds = new ArrayList<>();
        List<String> byWord = new ArrayList<>();
        for (Parameter parameter : route.parameters()) {
            String name = parameter.name();
            if (!parameter.isQuery()) {
                continue;
            }
            String id = ids.get(name.endsWith("Id") ? name : name + "Id");
            if (parameter.isRequired()) {
                required.add(name + '=' + (id == null ? "1" : id));
            } else if (id != null) {
                byIds.add(name + '=' + id);
            } else if (name.equals("q")) {
                byWord.add("q=" + WORD);
            }
        }
        List<String> queries = new ArrayList<>();
        for (List<String> further : List.of(List.<String>of(), byIds, byWord)) {
            List<String> each = new ArrayList<>(required);
            each.addAll(further);
            queries.add(each.isEmpty() ? "" : '?' + String.join("&", each));
        }
        return queries.stream().distinct().toList();
    }

    /** By a token and by a browser's session; what they are told is kept nowhere on its way. */
    @Test
    void shouldTellTheOrganisationsOwnPeople() throws IOException {
        String show = ids.get("showId");
        Map<String, String> reads = Map.of(
                "/v1/shows/" + show,
                "987123",
                "/v1/events/" + ids.get("eventId"),
                WORD,
                "/v1/seat-maps/" + ids.get("seatMapId"),
                "A-1",
                "/v1/halls/" + ids.get("hallId") + "/seat-maps",
                "unannounced",
                "/v1/events?mine=true",
                WORD,
                "/v1/events?mine=true&q=" + WORD.toLowerCase(Locale.ROOT),
                WORD,
                "/v1/shows?mine=true&status=draft",
                show,
                "/v1/shows/" + show + "?include=event,venue,prices",
                WORD);
        Browser browser = Browser.visitor(server);
        open.add(browser.client);
        String code = invited(admin(), house, "door");
        assertEquals(
                200,
                browser.send("POST", "/v1/memberships", "{\"code\":\"" + code + "\"}")
                        .status());
        for (Caller caller : List.of(
                new Caller("a token", person(ANN), of(house)),
                new Caller("a session", browser.client, browser.cookieHeader(), of(house)))) {
            for (Map.Entry<String, String> read : reads.entrySet()) {
                String what = read.getKey() + " by " + caller.name;
                Reply reply = caller.client.get(read.getKey(), caller.headers);
                assertEquals(200, reply.status(), what + ": " + reply.text());
                assertTrue(reply.text().contains(read.getValue()), what + ": " + reply.text());
                assertEquals("no-store", reply.header("cache-control"), what);
            }
        }
    }
}
