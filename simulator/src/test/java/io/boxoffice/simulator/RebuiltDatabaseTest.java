package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.server.core.SnapshotSales;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.SalesState;
import io.boxoffice.writer.WriterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same season written to PostgreSQL event by event, and to one that was put back to an older state than the event log
 * reaches: but for what is lost, both are the same. {@code -Dboxoffice.seeds=50} compares more seasons.
 */
class RebuiltDatabaseTest {
    private static final int COMMANDS = 1_500;
    private static final long SEEDS = Long.getLong("boxoffice.seeds", 4);
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path data;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Where the database stood, where the event log begins, and of which commands there are snapshots. */
    private record Loss(long after, long through, TreeSet<Long> snapshots) {
        static Loss draw(Random random) {
            long after = random.nextInt(4) == 0 ? 0 : 200 + random.nextInt(400);
            long through = after + 50 + random.nextInt(400);
            TreeSet<Long> snapshots = new TreeSet<>();
            snapshots.add(Math.max(1, after - 10));
            snapshots.add(through + random.nextInt(200));
            snapshots.add(through + 200L + random.nextInt(100));
            return new Loss(after, through, snapshots);
        }

        boolean has(long sequence) {
            return sequence > after && sequence <= through;
        }
    }

    @BeforeAll
    static void startPostgres() throws IOException {
        Path directory = TARGET.resolve("pg-data-" + ProcessHandle.current().pid());
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File(TARGET.toFile(), "embedded-pg"))
                .setDataDirectory(directory)
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void shouldRebuildWhatEventsWouldHaveMade() throws SQLException {
        long missing = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Loss loss = Loss.draw(new Random(seed));
            Path directory = data.resolve("season" + seed);
            RecordedSeason season = new RecordedSeason(seed, COMMANDS, directory, loss.snapshots);
            Map<String, TreeMap<String, Map<String, String>>> written = writtenByEvents(season, "full" + seed);
            rebuild(season, loss, new SnapshotSales(directory, RecordedSeason.JOURNAL_ID), "old" + seed);
            Map<String, String> mark = one("old" + seed, "SELECT * FROM sales.rebuilds");
            assertEquals(loss.snapshots.higher(loss.through - 1), number(mark, "snapshot_sequence"), "seed " + seed);
            assertEquals(loss.after, number(mark, "lost_after"));
            assertEquals(loss.through, number(mark, "lost_through"));
            missing += compare("seed " + seed, loss, mark, written, contents("old" + seed));
        }
        assertTrue(missing > 0, "no season lost a reservation: they show little");
        assertEquals(SEEDS, registry.get("boxoffice.writer.rebuilds").counter().count());
        assertEquals(
                missing,
                registry.get("boxoffice.writer.rebuilds.lost")
                        .tag("kind", "missing")
                        .counter()
                        .count());
    }

    /** A newer one is there, and good: it is taken, and what stands between stays what the events say. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheNextSnapshotForOneThatCannotBeRead(boolean damaged) throws Exception {
        String name = "next" + damaged;
        Loss loss = new Loss(0, 300, new TreeSet<>(Set.of(350L, 600L)));
        RecordedSeason season = new RecordedSeason(77, COMMANDS, data, loss.snapshots);
        Path oldest = fileOf(350);
        if (damaged) {
            byte[] bytes = Files.readAllBytes(oldest);
            bytes[bytes.length / 2] ^= 4;
            Files.write(oldest, bytes);
        } else {
            Files.delete(oldest);
        }
        Map<String, TreeMap<String, Map<String, String>>> written = writtenByEvents(season, "full" + name);
        rebuild(season, loss, new SnapshotSales(data, RecordedSeason.JOURNAL_ID), "old" + name);
        Map<String, String> mark = one("old" + name, "SELECT * FROM sales.rebuilds");
        assertEquals(600, number(mark, "snapshot_sequence"));
        compare(name, loss, mark, written, contents("old" + name));
    }

    @Test
    void shouldWaitForASnapshotWhenThereIsNone() throws Exception {
        Loss loss = new Loss(0, 300, new TreeSet<>(Set.of(400L)));
        RecordedSeason season = new RecordedSeason(78, COMMANDS, data, loss.snapshots);
        Path hidden = data.resolve("hidden");
        Path snapshot = fileOf(400);
        Files.move(snapshot, hidden);
        execute("postgres", "CREATE DATABASE waiting");
        try (PersistenceWriter writer =
                writer(season, loss.through, new SnapshotSales(data, RecordedSeason.JOURNAL_ID), "waiting")) {
            await(writer, () -> writer.status().failure().contains("no good snapshot"));
            assertEquals(0, writer.watermark());
            Files.move(hidden, snapshot);
            await(writer, () -> writer.writtenThrough() >= COMMANDS);
        }
        assertEquals(400, number(one("waiting", "SELECT * FROM sales.rebuilds"), "snapshot_sequence"));
    }

    private Path fileOf(long sequence) {
        return new SnapshotStore(data)
                .list().stream()
                        .filter(file -> file.sequence() == sequence)
                        .map(SnapshotFile::path)
                        .findFirst()
                        .orElseThrow();
    }

    private Map<String, TreeMap<String, Map<String, String>>> writtenByEvents(RecordedSeason season, String name)
            throws SQLException {
        execute("postgres", "CREATE DATABASE " + name);
        write(season, 0, COMMANDS, SalesState.Source.NONE, name);
        return contents(name);
    }

    private void rebuild(RecordedSeason season, Loss loss, SalesState.Source states, String name) throws SQLException {
        execute("postgres", "CREATE DATABASE " + name);
        if (loss.after > 0) {
            write(season, 0, loss.after, SalesState.Source.NONE, name);
        }
        write(season, loss.through, COMMANDS, states, name);
    }

    private void write(RecordedSeason season, long keptAfter, long through, SalesState.Source states, String name) {
        try (PersistenceWriter writer = new PersistenceWriter(
                        config(name),
                        RecordedSeason.JOURNAL_ID,
                        () -> through,
                        season.log(keptAfter, through),
                        states,
                        registry)
                .start()) {
            await(writer, () -> writer.watermark() >= through);
        }
    }

    private PersistenceWriter writer(RecordedSeason season, long keptAfter, SalesState.Source states, String name) {
        return new PersistenceWriter(
                        config(name),
                        RecordedSeason.JOURNAL_ID,
                        season::commands,
                        season.log(keptAfter, COMMANDS),
                        states,
                        registry)
                .start();
    }

    private static WriterConfig config(String name) {
        return new WriterConfig(url(name), "postgres", "", 40, 0, 1, 20, 1, 50, 5_000, 10_000, 10_000);
    }

    private static void await(PersistenceWriter writer, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || writer.status().state().ended()) {
                fail("the writer says: " + writer.status());
            }
            Thread.onSpinWait();
        }
    }

    /** Returns how many reservations are missing. */
    private static long compare(
            String seed,
            Loss loss,
            Map<String, String> mark,
            Map<String, TreeMap<String, Map<String, String>>> written,
            Map<String, TreeMap<String, Map<String, String>>> rebuilt) {
        Set<String> uncertain = new HashSet<>();
        compareTransitions(seed, loss, uncertain, written, rebuilt);
        // Of those whose events are all there, or that the state had, everything is known.
        Set<String> known = knownAfterRebuild(mark, rebuilt, written, loss);
        uncertain.removeAll(known);
        long missing = 0;
        for (Map.Entry<String, Map<String, String>> one : written.get("reservations").entrySet()) {
            Map<String, String> row = rebuilt.get("reservations").get(one.getKey());
            if (row == null) {
                assertTrue(uncertain.contains(one.getKey()), seed + ": reservation " + one.getKey() + " is missing");
                missing++;
            } else if (!uncertain.contains(one.getKey())) {
                boolean lastStepLost = loss.has(number(one.getValue(), "last_sequence"));
                assertEquals(
                        without(one.getValue(), lastStepLost, "rebuilt_sequence"),
                        without(row, lastStepLost, "rebuilt_sequence"),
                        seed);
            }
        }
        assertTrue(
                written.get("reservations").keySet().containsAll(rebuilt.get("reservations").keySet()));
        assertEquals(missing, number(mark, "missing_reservations"), seed);
        compareParts(seed, uncertain, written, rebuilt);
        return missing;
    }

    /** Fills in whose events are lost. */
    private static void compareTransitions(
            String seed,
            Loss loss,
            Set<String> uncertain,
            Map<String, TreeMap<String, Map<String, String>>> written,
            Map<String, TreeMap<String, Map<String, String>>> rebuilt) {
        TreeMap<String, Map<String, String>> kept = new TreeMap<>(written.get("reservation_transitions"));
        kept.values().removeIf(row -> {
            boolean lost = loss.has(number(row, "sequence"));
            if (lost) {
                uncertain.add(key(number(row, "reservation_id")));
            }
            return lost;
        });
        assertEquals(kept, rebuilt.get("reservation_transitions"), seed);
    }

    /** Those that the state had are still there at the end with the row that it made, or had steps since. */
    private static Set<String> knownAfterRebuild(
            Map<String, String> mark,
            Map<String, TreeMap<String, Map<String, String>>> rebuilt,
            Map<String, TreeMap<String, Map<String, String>>> written,
            Loss loss) {
        long snapshot = number(mark, "snapshot_sequence");
        Set<String> known = new HashSet<>();
        rebuilt.get("reservations").forEach((id, row) -> {
            boolean madeOfState = number(row, "last_sequence") == snapshot && number(row, "rebuilt_sequence") == snapshot;
            if (madeOfState || number(row, "last_sequence") > snapshot) {
                known.add(id);
            }
        });
        return known;
    }

    /** Seats, payments, refunds and check-ins. */
    private static void compareParts(
            String seed,
            Set<String> uncertain,
            Map<String, TreeMap<String, Map<String, String>>> written,
            Map<String, TreeMap<String, Map<String, String>>> rebuilt) {
        for (String table : List.of("booked_seats", "payments", "refunds", "check_ins")) {
            TreeMap<String, Map<String, String>> expected = certain(written.get(table), uncertain);
            TreeMap<String, Map<String, String>> found = certain(rebuilt.get(table), uncertain);
            if (table.equals("payments")) {
                // Whether an approval was known before its show was cancelled, the state does not say.
                Set<String> refunded = new HashSet<>();
                written.get("refunds").values().forEach(refund -> {
                    if (refund.get("reason").equals("show_cancelled")) {
                        refunded.add(key(number(refund, "reservation_id")) + "." + key(number(refund, "attempt")));
                    }
                });
                expected.keySet().removeAll(refunded);
                found.keySet().removeAll(refunded);
            }
            assertEquals(expected, found, seed + ", " + table);
        }
    }

    private static TreeMap<String, Map<String, String>> certain(
            TreeMap<String, Map<String, String>> rows, Set<String> uncertain) {
        TreeMap<String, Map<String, String>> certain = new TreeMap<>();
        rows.forEach((key, row) -> {
            if (!uncertain.contains(key(number(row, "reservation_id")))) {
                certain.put(key, without(row, true, "booked_sequence"));
            }
        });
        return certain;
    }

    private static Map<String, String> without(Map<String, String> row, boolean lastStep, String column) {
        Map<String, String> rest = new TreeMap<>(row);
        rest.remove(column);
        if (lastStep) {
            rest.keySet().removeAll(Set.of("last_sequence", "updated_at"));
        }
        return rest;
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }

    private static String key(long number) {
        return "%019d".formatted(number);
    }

    /** Each table's rows by their keys, columns by name. */
    private static Map<String, TreeMap<String, Map<String, String>>> contents(String database) throws SQLException {
        Map<String, List<String>> keys = Map.of(
                "reservations", List.of("reservation_id"),
                "reservation_transitions", List.of("sequence", "ordinal"),
                "booked_seats", List.of("reservation_id", "ordinal"),
                "payments", List.of("reservation_id", "attempt"),
                "refunds", List.of("reservation_id", "refund"),
                "check_ins", List.of("reservation_id", "ordinal"));
        Map<String, TreeMap<String, Map<String, String>>> contents = new TreeMap<>();
        for (Map.Entry<String, List<String>> table : keys.entrySet()) {
            TreeMap<String, Map<String, String>> rows = new TreeMap<>();
            for (Map<String, String> row : rows(database, "SELECT * FROM sales." + table.getKey())) {
                StringBuilder key = new StringBuilder();
                for (String column : table.getValue()) {
                    key.append(key.length() == 0 ? "" : ".").append(key(number(row, column)));
                }
                rows.put(key.toString(), row);
            }
            contents.put(table.getKey(), rows);
        }
        return contents;
    }

    private static Map<String, String> one(String database, String sql) throws SQLException {
        List<Map<String, String>> rows = rows(database, sql);
        assertEquals(1, rows.size(), sql);
        return rows.get(0);
    }

    private static List<Map<String, String>> rows(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Map<String, String>> rows = new java.util.ArrayList<>();
            while (row.next()) {
                Map<String, String> columns = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.put(row.getMetaData().getColumnName(i), String.valueOf(row.getString(i)));
                }
                rows.add(columns);
            }
            return rows;
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return postgres.getJdbcUrl("postgres", "postgres").replaceFirst("/postgres\\?", "/" + database + "?");
    }
}
