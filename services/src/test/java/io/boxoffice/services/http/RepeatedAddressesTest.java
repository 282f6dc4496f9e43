package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.http.PageClient.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of a person are compressed, so their length tells what they say twice. If such a page repeated what its address says, another site
 * could send a browser there with guesses, and learn the session's proof from the lengths (BREACH). From the table of routes.
 */
class RepeatedAddressesTest {
    private static final Path SITE = Path.of("src/main/java/io/boxoffice/services/site");
    private static final Pattern PARAMETER =
            Pattern.compile("\\bparameters?\\((?:call, )?(?:\"([a-z]+)\"|([A-Z_]+)|HostedPage\\.TOKEN)\\)");
    private static final Pattern FIELD = Pattern.compile("[?&; ](?:name=\"([a-z]+)\"|([a-z]+)=)");
    private static final List<String> MARKERS = List.of("zqzmarkerqzq", "918273645");

    @TempDir
    private Path directory;

    @Test
    void shouldRepeatNothingOfAnAddressOnPagesOfAPerson() throws IOException {
        long startsAtMs = System.currentTimeMillis() + 86_400_000L;
        TicketTypes types = new TicketTypes(List.of("standard"));
        ShowCard card = new ShowCard(
                SHOW,
                7,
                8,
                9,
                SHOW + 1,
                900,
                "Tide",
                "Moon",
                "Port",
                "UTC",
                "One",
                startsAtMs,
                startsAtMs + 1,
                0,
                types,
                ShowNotes.NONE);
        Files.writeString(directory.resolve("catalog.json"), new ObjectMapper().writeValueAsString(card) + "\n");
        try (TestGateway server = TestGateway.aGateway().unlimitedCallers().start(directory)) {
            PageClient ann = new PageClient(server.gateway.address()).visit("/en/s/" + SHOW);
            long person = new ObjectMapper()
                    .readTree(ann.get("/v1/session").body())
                    .path("personId")
                    .asLong();
            long hold = server.show.hold(person, 0).id();
            long booking = server.show.hold(person, 1, 2).book().pay().id();
            String link = server.accounts.links().make(person, booking);
            Set<String> names = parametersOfTheSite();
            assertTrue(names.containsAll(List.of("look", "ticket", "go", "part", "refused", "q")), names.toString());
            int drawn = 0;
            for (Route route : server.gateway.pages()) {
                boolean isAPersons = !route.roles().isEmpty() || route.makesVisitors();
                if (route.method() != Route.Method.GET || !isAPersons) {
                    continue;
                }
                for (long id : new long[] {hold, booking}) {
                    String path = route.template()
                            .replace("{lang}", "en")
                            .replace("{showId}", Long.toString(SHOW))
                            .replace("{link}", link.substring(link.lastIndexOf('/') + 1))
                            .replaceAll("\\{[^}]*}", Long.toString(id));
                    drawn += refuseEchoes(ann, path, names);
                }
            }
            assertTrue(drawn > 10, drawn + " pages were drawn");
            assertTrue(echoes(ann.get("/en/search?q=" + MARKERS.get(0))), "what is everybody's may, and is seen here");
        }
    }

    /** 1 if it is a page, with every name that the site reads anywhere or that the page has; 0: it leads elsewhere, or is not there. */
    private static int refuseEchoes(PageClient browser, String path, Set<String> known) throws IOException {
        Page plain = browser.get(path);
        if (plain.status() != 200) {
            return 0;
        }
        assertEquals("no-store", plain.header("cache-control"), path);
        Set<String> names = new TreeSet<>(known);
        Matcher fields = FIELD.matcher(plain.text());
        while (fields.find()) {
            names.add(fields.group(1) == null ? fields.group(2) : fields.group(1));
        }
        for (String marker : MARKERS) {
            for (String name : names) {
                String asked = path + '?' + name + '=' + marker + "&go=1";
                assertFalse(echoes(browser.get(asked)), asked);
            }
        }
        return 1;
    }

    private static boolean echoes(Page page) {
        return MARKERS.stream().anyMatch(page.text()::contains);
    }

    /** The parameters that its classes read. */
    private static Set<String> parametersOfTheSite() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(SITE)) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                Matcher read = PARAMETER.matcher(source);
                while (read.find()) {
                    String constant = read.group(2);
                    String name = read.group(1) != null ? read.group(1) : constant == null ? "token" : "";
                    if (constant != null) {
                        Matcher value = Pattern.compile(" " + constant + " = \"([a-z]+)\"")
                                .matcher(source);
                        assertTrue(value.find(), constant + " in " + file);
                        name = value.group(1);
                    }
                    names.add(name);
                }
            }
        }
        return names;
    }
}
