package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page and form of a hold, a booking, a mail's link and a payment, taken from the table of routes: to another browser it is as if
 * there were none, and what Ann has afterwards is what she had before. A page about something else fails the test.
 */
class OthersPagesTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> EVERYBODYS =
            Set.of("lang", "city", "event", "venue", "file", "picture", "showId", "preview");
    private static final String NONE = "999999";

    private TestGateway server;
    private PageClient ben;
    private long annId;
    /** By parameter: Ann's, and one that names nothing. */
    private final Map<String, String> hers = new LinkedHashMap<>();

    private final Map<String, String> nobodys = new LinkedHashMap<>();

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        LowTide.in(directory, SHOW, "Asia/Tokyo");
        server = TestGateway.aGateway().start(directory);
        PageClient ann = new PageClient(server.gateway.address());
        ben = new PageClient(server.gateway.address()).visit("/en/bookings");
        annId = new ObjectMapper()
                .readTree(ann.get("/v1/session").body())
                .path("personId")
                .asLong();
        long hold = server.show.hold(annId, 3).id();
        long booking = server.show.hold(annId, 0, 1).book().pay().id();
        thing("holdId", Long.toString(hold), NONE);
        thing("bookingId", Long.toString(booking), NONE);
        // Nobody can make one: it is signed.
        String link = server.accounts.links().make(annId, booking);
        thing("link", forged(link), "none");
        String state = server.accounts.returns().make(annId, booking, 2_400, Duration.ofHours(1));
        thing("state", forged(state), "none");
    }

    private void thing(String parameter, String annsOwn, String none) {
        hers.put(parameter, annsOwn);
        nobodys.put(parameter, none);
    }

    private static String forged(String signed) {
        int middle = signed.length() / 2;
        return signed.substring(0, middle) + (signed.charAt(middle) == 'A' ? 'B' : 'A') + signed.substring(middle + 1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldShowAndDoNothingOfAnothers() throws IOException {
        Set<String> tried = new TreeSet<>();
        for (Route route : server.gateway.pages()) {
            String parameter = parameterOfAPerson(route);
            if (parameter == null) {
                continue;
            }
            tried.add(parameter);
            String before = annsThings();
            PageClient.Page page = ask(route, hers);
            PageClient.Page none = ask(route, nobodys);
            assertAll(
                    route.operationId(),
                    () -> assertEquals(none.status(), page.status()),
                    () -> assertEquals(alike(none, nobodys), alike(page, hers)),
                    () -> assertFalse(page.text().contains("A-1"), page::text),
                    () -> assertEquals(before, annsThings()));
        }
        assertEquals(new TreeSet<>(hers.keySet()), tried);
    }

    /** Null: the page is everybody's, or about nobody's. */
    private static String parameterOfAPerson(Route route) {
        String found = null;
        Matcher parameters = PARAMETER.matcher(route.template());
        while (parameters.find()) {
            if (!EVERYBODYS.contains(parameters.group(1))) {
                found = parameters.group(1);
            }
        }
        return found;
    }

    private PageClient.Page ask(Route route, Map<String, String> things) throws IOException {
        String path = route.template().replace("{lang}", "en");
        for (Map.Entry<String, String> thing : things.entrySet()) {
            path = path.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        assertFalse(path.contains("{"), route.operationId() + " is about something that this test does not know");
        return route.method() == Route.Method.GET
                ? ben.get(path)
                : ben.submit(path, ben.get("/en/bookings"), "ticket=0&email=ben%40example.org&terms=yes");
    }

    /** Without what names the thing that was asked for, and what differs with each drawing. */
    private static String alike(PageClient.Page page, Map<String, String> things) {
        String text = page.status() + " " + page.header("location") + "\n" + page.text();
        for (String thing : things.values()) {
            text = text.replace("/" + thing, "/THING");
        }
        return text.replaceAll("value=\"[0-9a-f]{24}\"", "");
    }

    /** What Ann has. */
    private String annsThings() throws IOException {
        try (TestClient owner = server.customer(annId)) {
            String hold = owner.get("/v1/holds/" + hers.get("holdId")).text();
            String booking = owner.get("/v1/bookings/" + hers.get("bookingId")).text();
            assertTrue(hold.contains("\"held\"") && booking.contains("\"confirmed\""), hold + booking);
            return (hold + booking).replaceAll("\"sequence\":\"\\d+\"", "");
        }
    }
}
