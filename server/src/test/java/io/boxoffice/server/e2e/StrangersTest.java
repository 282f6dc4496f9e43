package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Stranger.Said;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the API's document, tried on what is Ann's or a house's by everybody whose it is not: nobody, another customer, a
 * visitor, and those who work for another house. They are told that it is not there, no answer has anything of it, and what Ann and
 * the house read afterwards is byte for byte what it was. Then Ann or the house do the same, and it happens. An operation without an
 * attempt fails the test. {@link OrganisationsTest} goes through a sale's whole life with another house's people.
 */
class StrangersTest {
    /** They show what is nobody's. */
    private static final Set<String> OF_NOBODY = Set.of("getOpenApi", "getDocs", "getDocsFile");

    @TempDir
    private static Path data;

    private static TestServer server;
    private static URI site;

    private record Operation(String method, String template, Set<Role> roles, boolean hasVersions) {}

    private final Map<String, Operation> operations = new TreeMap<>();
    private final List<Stranger> strangers = new ArrayList<>();
    private final List<Stranger> strangersAndStaff = new ArrayList<>();
    private StrangersScene scene;
    /** What was watched last. */
    private String seen;

    @BeforeAll
    static void startServer() throws IOException {
        int port = FreePorts.next();
        site = URI.create("http://localhost:" + port);
        server = TestServer.aServer()
                .in(data.resolve("data"))
                .with("http.port", port)
                .with("public.url", site.toString())
                .with("mail.folder", data.resolve("mails"))
                .with("mail.poll-interval-ms", 50)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .with("http.callers.address-requests-per-second", 0)
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void shouldKeepEverythingFromThoseWhoseItIsNotAndDoItForThoseWhoseItIs() {
        readDocument();
        scene = new StrangersScene(server, site, new Mails(data.resolve("mails")));
        people();
        seen = everything();
        Set<String> missing = new TreeSet<>(operations.keySet());
        missing.removeAll(OF_NOBODY);
        scene.attempts.forEach(attempt -> missing.remove(attempt.operation()));
        assertEquals(Set.of(), missing, "operations that this test does not know how to try");

        assertAll(scene.attempts.stream().map(attempt -> () -> assertKeptFromStrangers(attempt)));
        assertAll(scene.attempts.stream()
                .filter(attempt -> attempt.owner() != null)
                .map(attempt -> () -> assertNothingIsDoneByMistake(attempt)));
        assertAll(scene.attempts.stream()
                .filter(attempt -> attempt.owner() != null)
                .map(attempt -> () -> assertDoneForTheOwner(attempt)));
    }

    private void readDocument() {
        JsonNode paths =
                server.anybody().get("/openapi.json").expect(200).body().path("paths");
        paths.properties().forEach(path -> path.getValue().properties().forEach(method -> {
            JsonNode operation = method.getValue();
            Set<Role> roles = EnumSet.noneOf(Role.class);
            if (!operation.path("security").isEmpty()) {
                String told = operation.path("description").asText().replace("For: ", "");
                for (String role : told.split(", ")) {
                    roles.add(Role.of(role));
                }
            }
            operations.put(
                    operation.path("operationId").asText(),
                    new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            roles,
                            operation.path("parameters").toString().contains("If-Match")));
        }));
        assertTrue(operations.size() > 60, "the document names the operations: " + operations.keySet());
    }

    private static Stranger person(String name, long subject, Role role, long organisation) {
        return StrangersScene.person(server, site, name, subject, role, organisation);
    }

    private void people() {
        strangers.add(new Stranger("nobody", null, site));
        strangers.add(person("another customer", 2, Role.CUSTOMER, 0));
        strangers.add(Stranger.visitor(site));
        strangers.add(person("another house's box office", 9, Role.BOX_OFFICE, StrangersScene.OTHER));
        strangers.add(person("another house's organizer", 9, Role.ORGANIZER, StrangersScene.OTHER));
        strangers.add(person("another house's administrator", 9, Role.ADMIN, StrangersScene.OTHER));
        strangers.add(person("another house's owner", 9, Role.OWNER, StrangersScene.OTHER));
        strangers.add(person("another house's finance", 9, Role.FINANCE, StrangersScene.OTHER));
        strangers.add(person("another house's door", 9, Role.DOOR, StrangersScene.OTHER));
        strangersAndStaff.addAll(strangers);
        strangersAndStaff.addAll(List.of(scene.organizer, scene.boxOffice, scene.admin));
    }

    private void assertKeptFromStrangers(Attempt attempt) {
        Operation operation = operations.get(attempt.operation());
        String address = attempt.address(operation.template);
        for (Stranger stranger : attempt.isOfStaffToo() ? strangersAndStaff : strangers) {
            Said said = stranger.ask(operation.method, address, attempt.body());
            String what = operation.method + ' ' + address + " by " + stranger.name();
            assertAll(
                    what,
                    () -> assertRefusal(operation, attempt, stranger, said),
                    () -> assertKeeps(said, address + attempt.body()));
        }
        assertUnchanged(operation, "strangers tried " + operation.method + ' ' + address);
    }

    private static void assertRefusal(Operation operation, Attempt attempt, Stranger stranger, Said said) {
        if (!operation.roles.isEmpty() && stranger.role() == null) {
            assertEquals(401, said.status(), said.text());
        } else if (!operation.roles.isEmpty() && !operation.roles.contains(stranger.role())) {
            assertEquals(403, said.status(), said.text());
        } else {
            attempt.answers().accept(stranger, said);
        }
    }

    /** What they asked for by name may be named. */
    private void assertKeeps(Said said, String asked) {
        for (String secret : scene.secrets) {
            assertFalse(
                    said.text().contains(secret) && !asked.contains(secret.replace("\"", "")),
                    secret + " is told: " + said.text());
        }
    }

    /** A client's variables were undefined, so its body has no fields, or they are null; or it knows an older version. */
    private void assertNothingIsDoneByMistake(Attempt attempt) {
        Operation operation = operations.get(attempt.operation());
        String address = attempt.address(operation.template);
        String what = operation.method + ' ' + address;
        if (operation.hasVersions) {
            Said stale = attempt.owner().ask(operation.method, address, attempt.body(), "\"999999\"");
            assertEquals(412, stale.status(), () -> what + ": " + stale);
        }
        // A PATCH that names no part changes none.
        boolean says = attempt.body() != null && !operation.method.equals("PATCH");
        for (String body : says ? List.of("{}", nulls(attempt)) : List.<String>of()) {
            Said said = attempt.owner().ask(operation.method, address, body);
            assertTrue(said.status() == 422 || said.status() == 400, () -> what + ' ' + body + ": " + said);
        }
        assertUnchanged(operation, what + " by mistake");
    }

    /** What reading has changed, should it, is seen when something else was tried. */
    private void assertUnchanged(Operation operation, String after) {
        if (!operation.method.equals("GET")) {
            String before = seen;
            seen = everything();
            assertEquals(before, seen, "what those see whose it is, after " + after);
        }
    }

    private static String nulls(Attempt attempt) {
        return attempt.body().replaceAll("^\\{\"([^\"]+)\".*", "{\"$1\":null}");
    }

    private void assertDoneForTheOwner(Attempt attempt) {
        Operation operation = operations.get(attempt.operation());
        String address = attempt.address(operation.template);
        String what =
                operation.method + ' ' + address + " by " + attempt.owner().name();
        Said said = attempt.owner().ask(operation.method, address, attempt.body());
        assertEquals(attempt.status(), said.status(), () -> what + ": " + said.text());
        if (attempt.effect() == null) {
            // What strangers are not told is there: the test can tell.
            assertTrue(scene.secrets.stream().anyMatch(said.text()::contains), () -> what + ": " + said.text());
            return;
        }
        String expected = attempt.effect().text();
        Await.until(
                () -> what + " has an effect: "
                        + attempt.owner()
                                .ask("GET", attempt.effect().path(), null)
                                .text(),
                () -> {
                    Said now = attempt.owner().ask("GET", attempt.effect().path(), null);
                    return expected == null
                            ? now.status() == 404
                            : now.status() == 200 && now.text().contains(expected);
                });
    }

    /** What those whose it is read of all that is watched. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        scene.watched.forEach((path, whose) -> {
            Said said = whose.ask("GET", path, null);
            // Of which moment a list is, and who asks for the rest.
            all.append(path)
                    .append(' ')
                    .append(said.status())
                    .append(' ')
                    .append(said.text())
                    .append('\n');
        });
        return all.toString().replaceAll("\"(sequence|asOf|serverTime)\":\"[^\"]*\"", "");
    }
}
