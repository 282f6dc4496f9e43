package io.boxoffice.services.catalog;

import static io.boxoffice.services.catalog.CatalogScene.ADMIN;
import static io.boxoffice.services.catalog.CatalogScene.ANNA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.database.Versions;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.FoundEvents;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.search.SearchFeature;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the index or of PostgreSQL, searches find in the end what PostgreSQL has, and nothing else. */
@ExtendWith(PostgresExtension.class)
class SearchHealingTest {
    private static final EventQuery ALL = new EventQuery(null, null, null, null, null, null, null, null, 200);
    private static final long PATIENCE_MS = 60_000;

    private final ServiceExecutor executor = new ServiceExecutor(1, 16, 4, 1, new SimpleMeterRegistry());
    private PostgresExtension.Database postgres;
    private Path scratch;
    private Path root;
    private CatalogScene scene;
    private SearchFeature search;

    @BeforeEach
    void open(PostgresExtension.Database database, @TempDir Path directory) {
        postgres = database;
        scratch = directory;
        root = directory.resolve("followed");
        scene = new CatalogScene(database, directory.resolve("scene")).migrated();
    }

    @AfterEach
    void close() throws InterruptedException {
        stopSearch();
        scene.close();
        executor.close();
    }

    private SearchFeature feature(SqlDatabase database) {
        SearchConfig config = new SearchConfig(20, 100, 1, 259_200_000, 2_000, 200);
        return new SearchFeature(
                config,
                root,
                new CatalogChanges(database),
                scene.views,
                new BlockingCalls(executor),
                new GatewayConfig.Lists(50, 200),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    private void startSearch() {
        search = feature(scene.database);
        search.start();
    }

    private void stopSearch() {
        if (search != null) {
            search.close();
            search = null;
        }
    }

    private Event event(String title) {
        return scene.events
                .create(ANNA, CatalogScene.eventStated(null, title, "Told in words", List.of("Drama"), "de", 100, null))
                .value();
    }

    private void rename(Event event, String title) {
        scene.events.update(
                ANNA,
                event.id(),
                Versions.ANY,
                before -> CatalogScene.eventStated(null, title, "", List.of(), "de", null, null));
    }

    private List<String> there() {
        return scene.database.withHandle(
                handle -> handle.createQuery("SELECT title FROM catalog.events").mapTo(String.class).list().stream()
                        .sorted()
                        .toList());
    }

    private static List<String> found(SearchFeature by) {
        List<String> titles = new ArrayList<>();
        String cursor = null;
        do {
            FoundEvents page = by.search().events(ADMIN, ALL.from(cursor));
            page.items().forEach(each -> titles.add(each.event().stated().title()));
            cursor = page.next();
        } while (cursor != null);
        return titles.stream().sorted().toList();
    }

    private static List<String> foundOrNone(SearchFeature by) {
        try {
            return found(by);
        } catch (DatabaseUnavailableException e) {
            return null;
        }
    }

    private static PartState state(SearchFeature of) {
        Part part = of.parts().get(0);
        return part.look().apply(null);
    }

    /** Until searches find what PostgreSQL has. */
    private void awaitHealed() throws InterruptedException {
        awaitFound(there());
    }

    private void awaitFound(List<String> wanted) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        List<String> now = foundOrNone(search);
        while (!wanted.equals(now)) {
            assertTrue(System.nanoTime() < untilNs, () -> "found " + foundOrNone(search) + ", not " + wanted);
            Thread.sleep(10);
            now = foundOrNone(search);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void someEvents(int count) {
        for (int i = 0; i < count; i++) {
            event("Event " + i);
        }
    }

    @Test
    void shouldFindWhatHasChangedWhileItWasDown() throws Exception {
        someEvents(3);
        Event changed = event("Before");
        startSearch();
        awaitHealed();
        stopSearch();
        List<Path> before = files();

        rename(changed, "After");
        event("New");
        scene.database.withHandle(handle -> handle.execute("DELETE FROM catalog.events WHERE title = 'Event 1'"));
        startSearch();
        awaitHealed();

        assertEquals(List.of("After", "Event 0", "Event 2", "New"), found(search));
        assertEquals(before.get(0).getParent(), files().get(0).getParent(), "the same index goes on");
    }

    /** At any instant: amid the first building, amid a commit, amid a merge. */
    @Test
    void shouldHealAfterBeingKilled() throws Exception {
        Random random = new Random(15);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(event("Event " + i));
        }
        for (int round = 0; round < 6; round++) {
            try (IndexProcess process = IndexProcess.start(postgres, root)) {
                long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600 + random.nextInt(2_500));
                for (int i = 0; System.nanoTime() < untilNs; i++) {
                    rename(events.get(random.nextInt(events.size())), "Round " + round + ", change " + i);
                }
                process.kill();
            }
            startSearch();
            awaitHealed();
            stopSearch();
        }
        assertTrue(there().stream().anyMatch(title -> title.startsWith("Round 5")));
    }

    @Test
    void shouldBeMadeAnewWhenItIsMissing() throws Exception {
        someEvents(5);
        startSearch();
        awaitHealed();
        stopSearch();
        for (Path file : files()) {
            Files.delete(file);
        }
        startSearch();
        awaitHealed();
        stopSearch();

        // Only some of it is left.
        int count = files().size();
        for (int i = 0; i < count; i++) {
            List<Path> now = files();
            Files.delete(now.get(i % now.size()));
            startSearch();
            awaitHealed();
            stopSearch();
        }
    }

    @Test
    void shouldBeMadeAnewWhenAByteOfItIsDamaged() throws Exception {
        someEvents(20);
        startSearch();
        awaitHealed();
        stopSearch();
        int count = files().size();
        for (int i = 0; i < count; i++) {
            List<Path> now = files();
            Path damaged = now.get(i % now.size());
            damage(damaged);
            startSearch();
            long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            // It looks through all its bytes beside serving: what is damaged is gone in the end.
            while (isUsed(damaged)) {
                assertTrue(System.nanoTime() < untilNs, damaged + " is still in use");
                Thread.sleep(10);
            }
            awaitHealed();
            stopSearch();
        }
    }

    /** A file without a byte is a lock. */
    private static boolean isUsed(Path file) throws IOException {
        try {
            return Files.size(file) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            if (bytes.length() > 0) {
                long at = bytes.length() / 2;
                bytes.seek(at);
                int was = bytes.read();
                bytes.seek(at);
                bytes.write(was ^ 0xFF);
            }
        }
    }

    @Test
    void shouldBeMadeAnewWhenItIsOfAnotherVersion() throws Exception {
        someEvents(5);
        startSearch();
        awaitHealed();
        stopSearch();
        Path before = files().get(0).getParent();
        try (Directory directory = FSDirectory.open(before)) {
            Map<String, String> data =
                    new TreeMap<>(SegmentInfos.readLatestCommit(directory).getUserData());
            data.put("format", "0 of long ago");
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
                writer.setLiveCommitData(data.entrySet());
                writer.commit();
            }
        }
        startSearch();
        awaitHealed();
        stopSearch();
        try (Directory directory = FSDirectory.open(files().get(0).getParent())) {
            String format =
                    SegmentInfos.readLatestCommit(directory).getUserData().get("format");
            assertFalse(format.startsWith("0"), format);
        }
    }

    @Test
    void shouldFindWhatItHasWhilePostgresIsGone() throws Exception {
        someEvents(5);
        startSearch();
        awaitHealed();
        stopSearch();
        List<String> before = there();
        int nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = socket.getLocalPort();
        }
        try (SqlDatabase gone = new SqlDatabase(
                "jdbc:postgresql://127.0.0.1:" + nowhere + "/postgres",
                postgres.user(),
                postgres.password(),
                CatalogScene.CONFIG.database())) {
            search = feature(gone);
            search.start();
            awaitFound(before);
            awaitSays("Changes cannot be read");
            assertEquals(before, found(search));
            stopSearch();
        }
        event("New");
        startSearch();
        awaitHealed();
        awaitSays("within a second");
    }

    private void awaitSays(String words) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!state(search).says().contains(words)) {
            assertTrue(System.nanoTime() < untilNs, () -> state(search).says());
            Thread.sleep(10);
        }
    }

    /** Who searches while another index takes the place of the old one is answered by one of both. */
    @Test
    void shouldAnswerWhileItIsMadeAnew() throws Exception {
        someEvents(50);
        List<String> wanted = there();
        startSearch();
        awaitHealed();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        SearchFeature asked = search;
        CompletableFuture<Long> asking = CompletableFuture.supplyAsync(
                () -> {
                    long answers = 0;
                    while (goesOn.get()) {
                        assertEquals(wanted, found(asked));
                        answers++;
                    }
                    return answers;
                },
                own -> new Thread(own, "asking").start());
        for (int i = 0; i < 5; i++) {
            Path now = files().get(0).getParent();
            scene.database.withHandle(handle -> handle.execute("DELETE FROM catalog.event_changes"));
            long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (Files.exists(now)) {
                assertTrue(System.nanoTime() < untilNs, now + " is still there");
                Thread.sleep(5);
            }
        }
        goesOn.set(false);
        assertTrue(asking.get(60, TimeUnit.SECONDS) > 0);
    }

    @Test
    void shouldRefuseWhileThereIsNoIndexYet() {
        search = feature(scene.database);
        assertThrows(DatabaseUnavailableException.class, () -> found(search));
    }

    /** PostgreSQL was restored: events and changes that the index knows are not there any more, others are. */
    @Test
    void shouldForgetWhatPostgresOfYesterdayDoesNotKnow() throws Exception {
        someEvents(3);
        Event changed = event("Yesterday");
        startSearch();
        awaitHealed();
        stopSearch();
        scene.close();
        String yesterday = "yesterday" + System.nanoTime();
        postgresExecute("CREATE DATABASE " + yesterday + " TEMPLATE " + name());
        scene = new CatalogScene(postgres, scratch.resolve("today")).migrated();
        startSearch();
        rename(changed, "Today");
        event("New today");
        awaitHealed();
        stopSearch();

        scene.close();
        PostgresExtension.Database restored = new PostgresExtension.Database(
                postgres.jdbcUrl().replace("/" + name(), "/" + yesterday), postgres.user(), postgres.password());
        scene = new CatalogScene(restored, scratch.resolve("restored")).migrated();
        startSearch();
        awaitHealed();
        assertEquals(List.of("Event 0", "Event 1", "Event 2", "Yesterday"), found(search));

        event("New after it was restored");
        awaitHealed();
    }

    /** As a restore into the same database leaves it: its name and number are the same, and its transactions go on. */
    @Test
    void shouldForgetWhatYesterdaysTablesDoNotHave() throws Exception {
        someEvents(3);
        postgres.execute("CREATE TABLE kept AS SELECT * FROM catalog.events; CREATE TABLE kept_changes AS SELECT * FROM"
                + " catalog.event_changes");
        event("New today");
        startSearch();
        awaitHealed();

        postgres.execute("""
                ALTER TABLE catalog.events DISABLE TRIGGER USER;
                DELETE FROM catalog.events; INSERT INTO catalog.events SELECT * FROM kept;
                ALTER TABLE catalog.events ENABLE TRIGGER USER;
                DELETE FROM catalog.event_changes; INSERT INTO catalog.event_changes SELECT * FROM kept_changes""");

        awaitHealed();
        assertEquals(List.of("Event 0", "Event 1", "Event 2"), found(search));
    }

    private String name() {
        String url = postgres.jdbcUrl();
        int end = url.indexOf('?');
        return url.substring(url.lastIndexOf('/') + 1, end < 0 ? url.length() : end);
    }

    private void postgresExecute(String sql) throws SQLException {
        String admin = postgres.jdbcUrl().replace("/" + name(), "/postgres");
        try (Connection connection = DriverManager.getConnection(admin, postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Found by reading: what waits for a transaction that does not end was asked for again and again. */
    @Test
    void shouldGoOnWhileATransactionDoesNotEnd() throws Exception {
        event("Held");
        startSearch();
        awaitHealed();
        try (Connection open = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("UPDATE catalog.events SET title = 'Late' WHERE title = 'Held'");
            List<Event> more = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                more.add(event("Event " + i));
            }
            awaitHealed();
            rename(more.get(0), "Renamed");
            awaitHealed();
            stopSearch();
            startSearch();
            awaitHealed();
            open.commit();
        }
        awaitHealed();
        assertTrue(found(search).contains("Late"));
    }
}
