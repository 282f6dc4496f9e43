package io.boxoffice.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.server.core.SnapshotSales;
import io.boxoffice.simulator.SalesTables.Row;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.SalesState;
import io.boxoffice.writer.WriterConfig;
import io.boxoffice.writer.WriterState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A season is written to PostgreSQL event by event; and to one that was put back to an older state than the event log reaches: but
 * for what is lost, both are the same. {@code -Dboxoffice.seeds=50} compares more seasons.
 */
class RebuiltDatabaseTest {
    private static final int COMMANDS = 1_500;
    private static final long SEEDS = Long.getLong("boxoffice.seeds", 4);

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path data;

    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** Where the database stood, where the event log begins, and of which commands there are snapshots. */
    private record Loss(long after, long through, TreeSet<Long> snapshots) {
        static Loss draw(Random random) {
            long after = random.nextInt(4) == 0 ? 0 : 200 + random.nextInt(300);
            long through = after + 50 + random.nextInt(700);
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
        Path target = Path.of("target").toAbsolutePath();
        postgres = EmbeddedPostgres.builder()
                .setPgBinaryResolver(RebuiltDatabaseTest::firstArchive)
                .setOverrideWorkingDirectory(target.resolve("embedded-pg").toFile())
                .setDataDirectory(
                        target.resolve("pg-data-" + ProcessHandle.current().pid()))
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    /** The usual resolver refuses an archive that is on the class path twice, which by the server jar's manifest it is. */
    private static InputStream firstArchive(String system, String machine) {
        String name = "postgres-" + system.toLowerCase(Locale.ROOT) + '-' + ArchUtils.normalize(machine) + ".txz";
        return RebuiltDatabaseTest.class.getClassLoader().getResourceAsStream(name);
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void shouldRebuildWhatEventsWouldHaveMade() throws SQLException {
        long missing = 0;
        long unfinished = 0;
        long scans = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Loss loss = Loss.draw(new Random(seed));
            Path directory = data.resolve("season" + seed);
            Row mark = rebuildAndCompare("seed" + seed, seed, loss, directory);
            assertEquals(loss.snapshots.ceiling(loss.through), mark.number("snapshot_sequence"), "seed " + seed);
            missing += mark.number("missing_reservations");
            unfinished += mark.number("unfinished_reservations");
            scans += RebuiltScans.in(SalesTables.of(url("old_seed" + seed)));
        }
        assertTrue(scans > 0, "the seasons show little: no scan was lost");
        assertTrue(missing > 0 && unfinished > 0, "the seasons show little: nothing was lost");
        assertEquals(SEEDS, registry.get("boxoffice.writer.rebuilds").counter().count());
        assertEquals(missing, lost("missing"));
        assertEquals(unfinished, lost("unfinished"));
    }

    private double lost(String kind) {
        return registry.get("boxoffice.writer.rebuilds.lost")
                .tag("kind", kind)
                .counter()
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheNextSnapshotForOneThatIsDamagedOrGone(boolean damaged) throws Exception {
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
        Row mark = rebuildAndCompare("next" + damaged, season, loss, data);
        assertEquals(600, mark.number("snapshot_sequence"));
    }

    @Test
    void shouldWaitForASnapshotWhenThereIsNone() throws Exception {
        RecordedSeason season = new RecordedSeason(78, COMMANDS, data, new TreeSet<>(Set.of(400L)));
        Path hidden = data.resolve("hidden");
        Path snapshot = fileOf(400);
        Files.move(snapshot, hidden);
        execute("CREATE DATABASE waiting");
        try (PersistenceWriter writer = writer("waiting", season, 300, COMMANDS, snapshots(data))) {
            await(writer, () -> writer.status().state() == WriterState.BACKING_OFF);
            assertEquals(0, writer.watermark());
            Files.move(hidden, snapshot);
            await(writer, () -> writer.writtenThrough() >= COMMANDS);
        }
        assertEquals(
                400,
                SalesTables.of(url("waiting"))
                        .table("rebuilds")
                        .firstEntry()
                        .getValue()
                        .number("snapshot_sequence"));
    }

    /** It is killed in the middle, and again: nothing of it stays, and the next one makes all of it. */
    @Test
    void shouldBeginAgainWhenItIsCutOff() throws Exception {
        Loss loss = new Loss(300, 700, new TreeSet<>(Set.of(800L)));
        RecordedSeason season = new RecordedSeason(79, COMMANDS, data, loss.snapshots);
        execute("CREATE DATABASE whole");
        write("whole", season, 0, COMMANDS, SalesState.Source.NONE);
        execute("CREATE DATABASE cutoff");
        write("cutoff", season, 0, loss.after, SalesState.Source.NONE);
        SalesTables before = SalesTables.of(url("cutoff"));
        Cutting cutting = new Cutting(snapshots(data));
        try (PersistenceWriter writer = writer("cutoff", season, loss.through, COMMANDS, cutting)) {
            await(writer, () -> cutting.cuts >= 3);
            assertEquals(loss.after, writer.watermark());
            SalesTables between = SalesTables.of(url("cutoff"));
            assertEquals(before.table("reservations"), between.table("reservations"));
            assertEquals(before.table("reservation_transitions"), between.table("reservation_transitions"));
            cutting.cutting = false;
            await(writer, () -> writer.writtenThrough() >= COMMANDS);
        }
        compare("cut off", loss, season, SalesTables.of(url("whole")), "cutoff", data);
    }

    /** Another writer has moved the watermark while this one was about to rebuild. */
    @Test
    void shouldRebuildNothingWhenAnotherWriterHasWritten() throws Exception {
        Loss loss = new Loss(300, 700, new TreeSet<>(Set.of(800L)));
        RecordedSeason season = new RecordedSeason(80, COMMANDS, data, loss.snapshots);
        execute("CREATE DATABASE fenced");
        write("fenced", season, 0, loss.after, SalesState.Source.NONE);
        SalesState.Source interrupted = (from, last) -> {
            try {
                execute("fenced", "UPDATE sales.writer_watermark SET sequence = 310");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            return snapshots(data).load(from, last);
        };
        try (PersistenceWriter writer = writer("fenced", season, loss.through, COMMANDS, interrupted)) {
            writer.awaitEnd(60_000);
            assertEquals(WriterState.FENCED, writer.status().state());
        }
        assertTrue(SalesTables.of(url("fenced")).table("rebuilds").isEmpty());
    }

    /** Ends the writer's connection whenever a rebuild has come to the middle of its state. */
    private static final class Cutting implements SalesState.Source {
        private final SalesState.Source snapshots;
        private volatile boolean cutting = true;
        private volatile int cuts;

        Cutting(SalesState.Source snapshots) {
            this.snapshots = snapshots;
        }

        @Override
        public SalesState load(long fromSequence, long lastEventSequence) {
            SalesState state = snapshots.load(fromSequence, lastEventSequence);
            long[] ids = state.reservationIds();
            return new ForwardingState(state) {
                @Override
                public ReservationState reservation(long reservationId) {
                    if (cutting && reservationId == ids[ids.length / 2]) {
                        cut();
                    }
                    return super.reservation(reservationId);
                }
            };
        }

        private void cut() {
            try {
                execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'boxoffice-writer'");
                cuts++;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Path fileOf(long sequence) {
        return new SnapshotStore(data)
                .list().stream()
                        .filter(file -> file.sequence() == sequence)
                        .map(SnapshotFile::path)
                        .findFirst()
                        .orElseThrow();
    }

    private static SnapshotSales snapshots(Path directory) {
        return new SnapshotSales(directory, RecordedSeason.JOURNAL_ID);
    }

    private Row rebuildAndCompare(String name, long seed, Loss loss, Path directory) throws SQLException {
        return rebuildAndCompare(name, new RecordedSeason(seed, COMMANDS, directory, loss.snapshots), loss, directory);
    }

    private Row rebuildAndCompare(String name, RecordedSeason season, Loss loss, Path directory) throws SQLException {
        execute("CREATE DATABASE whole_" + name);
        write("whole_" + name, season, 0, COMMANDS, SalesState.Source.NONE);
        execute("CREATE DATABASE old_" + name);
        if (loss.after > 0) {
            write("old_" + name, season, 0, loss.after, SalesState.Source.NONE);
        }
        write("old_" + name, season, loss.through, COMMANDS, snapshots(directory));
        return compare(name, loss, season, SalesTables.of(url("whole_" + name)), "old_" + name, directory);
    }

    private void write(String name, RecordedSeason season, long keptAfter, long through, SalesState.Source states) {
        try (PersistenceWriter writer = writer(name, season, keptAfter, through, states)) {
            await(writer, () -> writer.watermark() >= through);
        }
    }

    private PersistenceWriter writer(
            String name, RecordedSeason season, long keptAfter, long through, SalesState.Source states) {
        WriterConfig config = new WriterConfig(url(name), "postgres", "", 40, 0, 1, 20, 1, 50, 5_000, 10_000, 10_000);
        return new PersistenceWriter(
                        config,
                        RecordedSeason.JOURNAL_ID,
                        () -> through,
                        season.log(keptAfter, through),
                        states,
                        registry)
                .start();
    }

    private static void await(PersistenceWriter writer, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || writer.status().state().ended()) {
                fail("the writer says: " + writer.status());
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** Returns the mark that the rebuild has left. */
    private static Row compare(
            String seed, Loss loss, RecordedSeason season, SalesTables whole, String name, Path directory)
            throws SQLException {
        SalesTables rebuilt = SalesTables.of(url(name));
        assertEquals(1, rebuilt.table("rebuilds").size(), seed);
        Row mark = rebuilt.table("rebuilds").firstEntry().getValue();
        assertEquals(loss.after, mark.number("lost_after"), seed);
        assertEquals(loss.through, mark.number("lost_through"), seed);
        Set<Long> uncertain = compareTransitions(seed, loss, whole, rebuilt);
        // Of those that the state has, everything is known.
        Set<Long> known = new HashSet<>();
        Arrays.stream(snapshots(directory)
                        .load(mark.number("snapshot_sequence"), Long.MAX_VALUE)
                        .reservationIds())
                .forEach(known::add);
        uncertain.removeAll(known);
        compareReservations(seed, loss, mark, uncertain, whole, rebuilt);
        compareMissing(seed, mark, known, rebuilt);
        compareParts(seed, uncertain, whole, rebuilt);
        List<String> ofHolds = season.scansOfHolds(mark.number("snapshot_sequence"));
        RebuiltScans.compare(seed, loss::has, known, ofHolds, whole, rebuilt);
        requireConsistent(seed, rebuilt);
        return mark;
    }

    /** Returns the reservations with steps that are lost. */
    private static Set<Long> compareTransitions(String seed, Loss loss, SalesTables whole, SalesTables rebuilt) {
        Set<Long> lost = new HashSet<>();
        TreeMap<String, Row> kept = new TreeMap<>(whole.table("reservation_transitions"));
        kept.values().stream()
                .filter(step -> loss.has(step.number("sequence")))
                .forEach(step -> lost.add(step.number("reservation_id")));
        kept.values().removeIf(step -> loss.has(step.number("sequence")));
        assertEquals(kept, rebuilt.table("reservation_transitions"), seed);
        return lost;
    }

    private static void compareReservations(
            String seed, Loss loss, Row mark, Set<Long> uncertain, SalesTables whole, SalesTables rebuilt) {
        for (Map.Entry<String, Row> one : whole.table("reservations").entrySet()) {
            Row due = one.getValue();
            Row found = rebuilt.table("reservations").get(one.getKey());
            if (found == null) {
                long id = due.number("reservation_id");
                assertTrue(uncertain.contains(id), seed + ": missing " + due);
                assertTrue(id >= mark.number("first_reservation_id"), seed + ": missing " + due);
                assertTrue(id <= mark.number("last_reservation_id"), seed + ": missing " + due);
            } else if (!uncertain.contains(due.number("reservation_id"))) {
                List<String> unknown = loss.has(due.number("last_sequence"))
                        ? List.of("rebuilt_sequence", "last_sequence", "updated_at")
                        : List.of("rebuilt_sequence");
                assertEquals(due.without(unknown), found.without(unknown), seed);
            }
        }
        assertTrue(whole.table("reservations")
                .keySet()
                .containsAll(rebuilt.table("reservations").keySet()));
    }

    /** Holds that came to nothing count too: nobody can tell them from bookings that were archived. */
    private static void compareMissing(String seed, Row mark, Set<Long> known, SalesTables rebuilt) {
        Set<Long> found = new HashSet<>(known);
        rebuilt.table("reservations").values().forEach(row -> found.add(row.number("reservation_id")));
        long missing = LongStream.rangeClosed(mark.number("first_reservation_id"), mark.number("last_reservation_id"))
                .filter(id -> !found.contains(id))
                .count();
        assertEquals(missing, mark.number("missing_reservations"), seed);
    }

    /** Seats, payments, refunds and check-ins: but for when they changed last, and when seats were booked. */
    private static void compareParts(String seed, Set<Long> uncertain, SalesTables whole, SalesTables rebuilt) {
        // Whether an approval was known before its show was cancelled, the state does not say.
        Set<String> ofCancelledShows = new HashSet<>();
        whole.table("refunds").values().stream()
                .filter(refund -> refund.text("reason").equals("show_cancelled"))
                .forEach(refund -> ofCancelledShows.add(refund.text("reservation_id") + "." + refund.text("attempt")));
        for (String table : List.of("booked_seats", "payments", "refunds", "check_ins")) {
            TreeMap<String, Row> due = certain(whole.table(table), uncertain);
            TreeMap<String, Row> found = certain(rebuilt.table(table), uncertain);
            if (table.equals("payments")) {
                due.values()
                        .removeIf(payment -> ofCancelledShows.contains(
                                payment.text("reservation_id") + "." + payment.text("attempt")));
                found.values()
                        .removeIf(payment -> ofCancelledShows.contains(
                                payment.text("reservation_id") + "." + payment.text("attempt")));
            }
            assertEquals(due, found, seed + ", " + table);
        }
    }

    private static TreeMap<String, Row> certain(TreeMap<String, Row> rows, Set<Long> uncertain) {
        TreeMap<String, Row> certain = new TreeMap<>();
        rows.forEach((key, row) -> {
            if (!uncertain.contains(row.number("reservation_id"))) {
                certain.put(key, row.without(List.of("booked_sequence", "last_sequence", "updated_at")));
            }
        });
        return certain;
    }

    /** What is lost does not contradict what is there. */
    private static void requireConsistent(String seed, SalesTables rebuilt) {
        Map<Long, Long> seats = new TreeMap<>();
        rebuilt.table("booked_seats").values().stream()
                .filter(seat -> seat.text("status").equals("booked"))
                .forEach(seat -> seats.merge(seat.number("reservation_id"), 1L, Long::sum));
        rebuilt.table("reservations").values().forEach(reservation -> {
            long booked = seats.getOrDefault(reservation.number("reservation_id"), 0L);
            long due = reservation.text("status").equals("booked") ? reservation.number("units") : 0;
            assertEquals(due, booked, seed + ": seats of " + reservation);
        });
    }

    private static void execute(String sql) throws SQLException {
        execute("postgres", sql);
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
