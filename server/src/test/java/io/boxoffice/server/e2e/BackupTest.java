package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.server.backup.Backup;
import io.boxoffice.server.backup.BackupException;
import io.boxoffice.server.backup.BackupFile;
import io.boxoffice.server.backup.BackupManifest;
import io.boxoffice.server.backup.Restore;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.JournalReplay;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.history.Exchange;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.services.payment.PaymentKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups are taken of servers that sell and that were stopped, and brought up elsewhere, or refused.
 *
 * <p>One is taken after 300 answers; after 20,000, with figures that say more, by {@code mvn test -pl server -am -Dtest=BackupTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.answers=20000}.
 */
class BackupTest {
    private static final int CLIENTS = 6;
    private static final long FIRST_CUSTOMER = 500;
    private static final int ANSWERS_BEFORE = Integer.getInteger("boxoffice.answers", 300);
    private static final String TRANSITIONS = "SELECT count(*), md5(string_agg(t::text, '' ORDER BY sequence, ordinal))"
            + " FROM sales.reservation_transitions t WHERE sequence <= ?";

    @TempDir
    private Path directory;

    @Test
    void shouldBringUpElsewhereWhatWasCopiedWhileItSold() throws Exception {
        Path copy = directory.resolve("backup");
        Path elsewhere = directory.resolve("elsewhere");
        BackupManifest manifest;
        OnSale show;
        List<Exchange> before;
        List<List<String>> history;
        try (ServerProcess original = new ServerProcess(directory).with("snapshot.interval-commands", 100)) {
            original.start();
            show = new Organizer(original.clients().as(77, Role.ORGANIZER))
                    .putOnSale(Organizer.hall(26, 60, 20 * ANSWERS_BEFORE));
            Load load = new Load(original, show);
            try {
                Await.until("answers", () -> load.answers.get() >= ANSWERS_BEFORE);
                Await.until(
                        "a snapshot",
                        () -> !new SnapshotStore(original.data()).list().isEmpty());
                before = acknowledged(original);
                int answers = load.answers.get();
                double rateBefore = load.answersPerSecond();
                long startNs = System.nanoTime();
                manifest = take(original.data(), copy);
                double seconds = (System.nanoTime() - startNs) / 1e9;
                int after = load.answers.get();
                assertTrue(after > answers, "nothing was sold while the backup was taken");
                say(String.format(
                        Locale.ROOT,
                        "%d commands, %.1f MiB in %.2f s; %.0f answers/s before, %.0f meanwhile",
                        manifest.sequence(),
                        manifest.bytes() / (double) (1 << 20),
                        seconds,
                        rateBefore,
                        (after - answers) / seconds));
                Await.until("selling goes on", () -> load.answers.get() >= after + CLIENTS);
            } finally {
                load.end();
            }
            original.clients().awaitWriter();
            history = Sales.under(original.data()).rows(TRANSITIONS, manifest.sequence());
            assertEquals(manifest.stateHash(), hashAt(original.data(), manifest.sequence()));
            original.clients().history().assertPossible();
        }
        assertOwnerOnly(copy);

        long restoreNs = System.nanoTime();
        Restore.Summary summary = bringUp(copy, elsewhere.resolve("data"));
        say("restored in " + (System.nanoTime() - restoreNs) / 1_000_000 + " ms");
        assertTrue(has(manifest, "snapshots/snapshot-"), manifest.files()::toString);
        assertTrue(summary.transitions() > 0 && summary.bookedUnits() > 0 && summary.comparedEvents() > 0);
        assertEquals(0, summary.showsWithoutCatalog());
        sellOn(elsewhere, show, before, history, manifest.sequence());
    }

    /** A start journals commands without events, and the idle writer moves PostgreSQL's watermark past them. */
    @Test
    void shouldBackUpAnIdleServerRightAfterARestart() throws Exception {
        Path data = directory.resolve("data");
        Path elsewhere = directory.resolve("elsewhere");
        BackupManifest manifest;
        try (TestServer server = TestServer.aServer()
                .in(data)
                .with("writer.idle-check-interval-ms", 20)
                .start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(4, 10, 10));
            server.customer(5).buy(show, "A-1", "A-2");
            server.awaitWriter();
            server.restart();
            long lastCommand = server.inside().core().shows().sequence();
            Await.until(
                    "the idle writer passes the start's commands",
                    () -> server.sales().number("SELECT sequence FROM sales.writer_watermark") == lastCommand);
            manifest = take(data, directory.resolve("backup"));
        }
        assertTrue(manifest.database().watermark() > manifest.eventSequence(), manifest::toString);
        Restore.Summary summary = bringUp(directory.resolve("backup"), elsewhere);
        assertEquals(2, summary.bookedUnits());
        try (TestServer restored = TestServer.aServer().in(elsewhere).start()) {
            OnSale show = restored.organizer().putOnSale(Organizer.hall(1, 4, 1));
            restored.customer(6).buy(show, "A-1");
            restored.awaitWriter();
            assertEquals(3, restored.sales().number("SELECT count(*) FROM sales.booked_seats"));
        }
    }

    private static void sellOn(
            Path elsewhere, OnSale show, List<Exchange> before, List<List<String>> history, long sequence)
            throws IOException {
        Agreement agreement;
        try (ServerProcess restored = new ServerProcess(elsewhere)) {
            restored.start();
            before.parallelStream().forEach(exchange -> {
                Answer again = restored.clients()
                        .customer(exchange.client())
                        .api()
                        .send(
                                exchange.method(),
                                exchange.path(),
                                exchange.body().toString(),
                                exchange.key());
                assertEquals(exchange.status(), again.status(), exchange::toString);
                assertEquals(exchange.answer(), again.body(), exchange::toString);
            });
            restored.clients().awaitWriter();
            Sales sales = Sales.under(restored.data());
            assertEquals(history, sales.rows(TRANSITIONS, sequence), "history in PostgreSQL");
            // What triggers keep has come with the rest, and they are at work again.
            Await.until("the event is found", () -> restored.clients()
                    .customer(900)
                    .api()
                    .get("/v1/events?q=daugther")
                    .body()
                    .at("/items/0/title")
                    .asText()
                    .equals("The Miller's Daughter"));
            assertEquals(0, sales.number("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'"));
            Customer latecomer = restored.clients().customer(900);
            Answer hold = latecomer.holdBest(show, 2).expect(201);
            latecomer.book(hold).expect(201);
            latecomer.pay(hold, Customer.APPROVE).expect(201);
            Await.until("all payments settled", () -> {
                restored.clients().awaitWriter();
                return sales.number("SELECT count(*) FROM sales.payments WHERE status IN ('started', 'authorised')")
                        == 0;
            });
            agreement = Agreement.with(sales, show);
        }
        agreement.assertReplayedFrom(elsewhere.resolve("data"));
    }

    /** What customers were told that stands, so far. */
    private static List<Exchange> acknowledged(ServerProcess server) {
        return server.clients().history().exchanges().stream()
                .filter(exchange -> exchange.client() >= FIRST_CUSTOMER
                        && exchange.key() != null
                        && (exchange.status() == 201 || exchange.status() == 402))
                .toList();
    }

    @Test
    void shouldRefuseWhatIsNotWhole() throws Exception {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("backup");
        Path elsewhere = directory.resolve("elsewhere");
        sellAndForgetTheBeginning(data);
        BackupManifest manifest = take(data, copy);
        assertTrue(has(manifest, "snapshots/snapshot-"), manifest.files()::toString);
        assertTrue(has(manifest, "journal/kept-from"), manifest.files()::toString);
        assertFalse(has(manifest, "journal/term-000001"), manifest.files()::toString);
        assertThrows(BackupException.class, () -> take(data, copy), "a backup over a backup");
        assertThrows(BackupException.class, () -> take(data, data.resolve("within")), "a backup in its original");
        BackupException full = assertThrows(
                BackupException.class, () -> take(data, directory.resolve("full"), 1L << 50), "no room on the disk");
        assertTrue(full.getMessage().contains("MiB left"), full::getMessage);
        assertNothingIsCopiedOfWhatIsDamaged(data, directory.resolve("damaged"));

        for (BackupFile file : manifest.files()) {
            assertRefused(copy, elsewhere, file.path(), path -> flip(path, file.bytes() / 2));
        }
        assertRefused(copy, elsewhere, manifest.files().get(0).path(), Files::delete);
        assertRefused(copy, elsewhere, manifest.files().get(1).path(), path -> Files.write(path, new byte[3]));
        assertRefused(copy, elsewhere, "manifest.json", path -> flip(path, 100));
        assertRefused(copy, elsewhere, "manifest.json", Files::delete);
        Files.createDirectories(elsewhere);
        Files.writeString(elsewhere.resolve("something"), "");
        assertThrows(BackupException.class, () -> bringUp(copy, elsewhere));
        Files.delete(elsewhere.resolve("something"));
        Files.createDirectory(elsewhere.resolve("restoring"));
        assertThrows(
                IllegalStateException.class,
                () -> TestServer.aServer().in(elsewhere).fromNothing().start(),
                "a restore cut off");
        Files.delete(elsewhere.resolve("restoring"));
        assertThrows(
                IllegalStateException.class,
                () -> TestServer.aServer().in(copy).fromNothing().start(),
                "a backup sells");
        assertLiesAreFound(copy, elsewhere);
    }

    /** And the truth is not, in the same database, which is left empty each time. */
    private void assertLiesAreFound(Path copy, Path elsewhere) throws Exception {
        try (EmbeddedDatabase database = PostgresTemplate.EMPTY.start(directory.resolve("database"))) {
            assertLieIsFound(
                    copy,
                    elsewhere,
                    database,
                    "newer Boxoffice",
                    tamper -> tamper.manifest(
                            text -> text.replaceAll("\"schemaVersion\" : \\d+", "\"schemaVersion\" : 99")));
            assertLieIsFound(
                    copy,
                    elsewhere,
                    database,
                    "outside the backup",
                    tamper -> tamper.manifest(text ->
                            text.replace("\"path\" : \"catalog-cache.json\"", "\"path\" : \"../catalog-cache.json\"")));
            assertLieIsFound(
                    copy,
                    elsewhere,
                    database,
                    "do not agree",
                    tamper -> tamper.rows(
                            "sales.booked_seats",
                            rows -> rows.substring(0, rows.lastIndexOf('\n', rows.length() - 2) + 1)));
            assertLieIsFound(
                    copy,
                    elsewhere,
                    database,
                    "do not agree",
                    tamper -> tamper.rows(
                            "sales.reservation_transitions",
                            rows -> rows.replace("\tpayment_started\t", "\tpayment_declined\t")));
            assertEquals(3, bringUp(copy, elsewhere, database).bookedUnits());
            assertEquals(
                    2,
                    PaymentKeys.readRestores(elsewhere.resolve("restores"))
                            .get(0)
                            .lastReservation());
            BackupException full = assertThrows(
                    BackupException.class,
                    () -> bringUp(copy, directory.resolve("third"), database),
                    "a full database");
            assertTrue(full.getMessage().contains("has a schema"), full::getMessage);
        }
    }

    /** Leaves a journal and an event log that begin at a snapshot. */
    private static void sellAndForgetTheBeginning(Path data) {
        try (TestServer server =
                TestServer.aServer().in(data).with("snapshot.stop-commands", 1).start()) {
            OnSale show = server.organizer().putOnSale(Organizer.hall(4, 10, 10));
            server.customer(5).buy(show, "A-1", "A-2");
            server.restart();
            server.customer(6).buy(show, "B-1");
            server.awaitWriter();
        }
        List<SnapshotFile> snapshots = new SnapshotStore(data).list();
        long oldest = snapshots.get(snapshots.size() - 1).sequence();
        for (LogKind log : LogKind.values()) {
            LogRetention retention = new LogRetention(data.resolve(log.directoryName()), log, FileSync.FORCE);
            assertTrue(retention.removeThrough(oldest, Long.MAX_VALUE) > 0, log::toString);
        }
    }

    private static boolean has(BackupManifest manifest, String path) {
        return manifest.files().stream().anyMatch(file -> file.path().startsWith(path));
    }

    private static void assertNothingIsCopiedOfWhatIsDamaged(Path data, Path copy) throws Exception {
        JournalInspector.Entry[] first = new JournalInspector.Entry[1];
        long sequence = new JournalReader(data).keptAfter() + 1;
        JournalInspector.visit(data, LogKind.COMMANDS, sequence, sequence, (entry, buffer, offset) -> {
            first[0] = entry;
            return false;
        });
        Path file = first[0].file();
        byte[] good = Files.readAllBytes(file);
        flip(file, first[0].position() + 90);
        assertThrows(JournalCorruptException.class, () -> take(data, copy), "a damaged original");
        try (Stream<Path> left = Files.list(copy)) {
            assertEquals(0, left.count());
        }
        Files.write(file, good);
    }

    private static BackupManifest take(Path data, Path copy) throws Exception {
        return take(data, copy, 300L << 20);
    }

    private static BackupManifest take(Path data, Path copy, long lowFloorBytes) throws Exception {
        return new Backup(config(data, lowFloorBytes), "BackupTest", BackupTest::say).into(copy);
    }

    private static void say(String line) {
        System.out.println("BackupTest: " + line);
    }

    private static Restore.Summary bringUp(Path copy, Path data) throws Exception {
        return new Restore(copy, config(data, 300L << 20), BackupTest::say).run();
    }

    private static Restore.Summary bringUp(Path copy, Path data, EmbeddedDatabase database) throws Exception {
        ServerConfig config = new ConfigLoader()
                .withFlag("--data", "data-directory", data)
                .withFlag("--jdbc-url", "database.jdbc-url", database.jdbcUrl())
                .withFlag("--user", "database.user", database.user())
                .withFlag("--password", "database.password", database.password())
                .load();
        return new Restore(copy, config, BackupTest::say).run();
    }

    private static ServerConfig config(Path data, long lowFloorBytes) {
        return new ConfigLoader()
                .withFlag("--data", "data-directory", data)
                .withFlag("--low", "journal.low-floor-bytes", lowFloorBytes)
                .load();
    }

    private static String hashAt(Path data, long sequence) {
        JournalReplay replay = new JournalReplay(0);
        replay.run(data, sequence, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertEquals(sequence, replay.lastSequence());
        return HexFormat.of().toHexDigits(replay.stateHash());
    }

    private static void assertOwnerOnly(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.toList()) {
                assertEquals(
                        Files.isDirectory(file) ? "rwx------" : "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
    }

    /** Does something to a file of a backup. */
    private interface Harm {
        void to(Path file) throws IOException;
    }

    private static void assertRefused(Path copy, Path elsewhere, String path, Harm harm) throws IOException {
        Path file = copy.resolve(path);
        byte[] good = Files.readAllBytes(file);
        harm.to(file);
        BackupException refusal = assertThrows(BackupException.class, () -> bringUp(copy, elsewhere), path);
        assertTrue(refusal.getMessage().contains(path), refusal::getMessage);
        Files.write(file, good);
    }

    /** Changes a backup, and mends its hashes. */
    private interface Tampering {
        void by(BackupTamper tamper) throws IOException;
    }

    private void assertLieIsFound(
            Path copy, Path elsewhere, EmbeddedDatabase database, String words, Tampering tampering)
            throws IOException {
        Path changed = Files.createTempDirectory(directory, "changed");
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = changed.resolve(copy.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        tampering.by(new BackupTamper(changed));
        BackupException refusal =
                assertThrows(BackupException.class, () -> bringUp(changed, elsewhere, database), words);
        assertTrue(refusal.getMessage().contains(words), refusal::getMessage);
        String[] left = elsewhere.toFile().list();
        assertTrue(left == null || left.length == 0, "refused, and yet something was made");
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 1;
        Files.write(file, bytes);
    }

    /** Many who buy, until it is ended. */
    private static final class Load {
        private final AtomicBoolean goesOn = new AtomicBoolean(true);
        private final AtomicInteger answers = new AtomicInteger();
        private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        private final List<Future<?>> buyers = new ArrayList<>();

        Load(ServerProcess server, OnSale show) {
            for (int client = 0; client < CLIENTS; client++) {
                Customer customer = server.clients().customer(FIRST_CUSTOMER + client);
                buyers.add(threads.submit(new SteadyBuyer(customer, show, client, goesOn::get, answers)));
            }
        }

        /** Over half a second. */
        double answersPerSecond() throws InterruptedException {
            int before = answers.get();
            long startNs = System.nanoTime();
            Thread.sleep(500);
            return (answers.get() - before) * 1e9 / (System.nanoTime() - startNs);
        }

        void end() throws Exception {
            goesOn.set(false);
            try {
                for (Future<?> buyer : buyers) {
                    buyer.get(60, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
