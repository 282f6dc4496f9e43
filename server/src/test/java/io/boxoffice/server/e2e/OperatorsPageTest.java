package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees on the admin port while PostgreSQL goes and comes, and that it leads to the guide. */
class OperatorsPageTest {
    private static final Pattern CHAPTER = Pattern.compile("(?:chapter\\(|CHAPTER = )\"([^\"]+)\"");

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private TestServer server;

    @AfterEach
    void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            if (database != null) {
                database.close();
            }
        }
    }

    /** Somebody else's table stands where the saved shows would. */
    @Test
    void shouldTellOfASchemaThatCannotBeMadeAndGoOnWithAllOthers() throws Exception {
        database = PostgresTemplate.EMPTY.start(directory.resolve("database"));
        Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        assertTrue(sales.tryTo("CREATE SCHEMA saved CREATE TABLE theirs (id int)"));
        server = TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("catalog.keeper-interval-ms", 1_000)
                .start();
        OnSale show = server.organizer().putOnSale(Organizer.hall(2, 10, 10));
        Customer customer = server.customer(1);
        customer.buy(show, "A-1");
        assertEquals(1, customer.bookings().expect(200).body().path("items").size());
        assertEquals(
                "database_unavailable",
                customer.api().get("/v1/saved-shows").expect(503).code());
        awaitLevels("one schema is not", "needs-you", "PostgreSQL");
        String says = server.status().part("PostgreSQL").path("says").asText();
        assertTrue(says.startsWith("It answers, but these schemas cannot be brought up to date: saved ("), says);

        assertTrue(sales.tryTo("DROP SCHEMA saved CASCADE"));
        awaitLevels("all are", "up", "PostgreSQL");
        customer.api().get("/v1/saved-shows").expect(200);
    }

    @Test
    void shouldTellThatPostgresWentAndCameBack() throws Exception {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        server = TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl() + "?connectTimeout=2&options=-c%20geqo%3Doff")
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("catalog.keeper-interval-ms", 1_000)
                .with("writer.backoff-max-ms", 1_000)
                .with("mail.folder", directory.resolve("mails"))
                .start();
        OnSale show = server.organizer().putOnSale(Organizer.hall(2, 10, 10));
        awaitLevels("everything", "up", "PostgreSQL", "Persistence writer", "Search", "Mails");
        assertEquals("People can buy. Everything is up.", server.status().says());
        for (String part :
                List.of("Booking core", "Public port", "Journal", "Disk", "Snapshots", "Clock", "Payments")) {
            assertEquals("up", server.status().level(part), part);
        }

        database.close();
        Customer customer = server.customer(1);
        Api.Answer hold = customer.holdBest(show, 2).expect(201);
        customer.pay(customer.book(hold).expect(201), Customer.APPROVE).expect(201);
        awaitLevels("behind", "behind", "Persistence writer", "Search", "Mails");
        awaitLevels("PostgreSQL", "needs-you", "PostgreSQL");
        assertEquals("People can buy. Something needs you.", server.status().says());
        JsonNode writer = server.status().part("Persistence writer");
        assertTrue(
                writer.path("says").asText().matches("PostgreSQL is [1-9]\\d* commands? behind: .*refused.*"),
                writer.toString());
        JsonNode postgres = server.status().part("PostgreSQL");
        assertEquals(sales.jdbcUrl(), postgres.at("/figures/where").asText(), "without what may be a password");
        String page = page();
        assertTrue(page.indexOf(">PostgreSQL</h2>") < page.indexOf(">Persistence writer</h2>"), "the worst first");
        assertTrue(page.length() < 14 * 1024, page.length() + " characters");

        database = PostgresTemplate.startAgain(directory.resolve("database"), database.port());
        awaitLevels("all again", "up", "PostgreSQL", "Persistence writer", "Search", "Mails");
        assertEquals("People can buy. Everything is up.", server.status().says());
        assertTrue(page().contains("Persistence writer: Behind → <strong>Up</strong>"), page());
    }

    private void awaitLevels(String what, String level, String... parts) {
        Await.until(() -> what + ": " + server.status().told().toPrettyString(), () -> Stream.of(parts)
                .allMatch(part -> server.status().level(part).equals(level)));
    }

    private String page() throws IOException, InterruptedException {
        URI root =
                URI.create("http://127.0.0.1:" + server.inside().adminAddress().getPort() + "/");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(root).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void shouldLeadToChaptersThatTheGuideHas() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "operations.md"));
        Set<String> missing = new TreeSet<>();
        int named = 0;
        for (String module : List.of("gateway", "services", "server")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher chapter = CHAPTER.matcher(read(file));
                    while (chapter.find()) {
                        named++;
                        if (!guide.contains("\n## " + chapter.group(1) + "\n")) {
                            missing.add(chapter.group(1));
                        }
                    }
                }
            }
        }
        assertTrue(named > 5, "chapters were found");
        assertEquals(Set.of(), missing, "named on the page, and not in docs/operations.md");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
