package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL, or the persistence writer as a process of its own, is killed at random instants while customers buy. After each
 * trial every event of the log that is written is in PostgreSQL once, and nobody who bought noticed anything. The same when all of
 * PostgreSQL's rows are lost again and again, and the event log no longer has its beginning.
 *
 * <p>{@code mvn test -pl server -am -Dtest=WriterTrialsTest -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.trials=500}
 * makes more trials (default 8), {@code -Dboxoffice.seed=SEED} others.
 */
class WriterTrialsTest {
    private static final int TRIALS = Integer.getInteger("boxoffice.trials", 8);
    private static final long SEED = Long.getLong("boxoffice.seed", System.nanoTime());
    private static final int CUSTOMERS = 2;
    private static final long PAUSE_NS = 15_000_000;
    private static final int PLACES = 1_000_000;
    private static final int MAX_DELAY_MS = 150;
    private static final int MAX_PAUSE_MS = 1_500;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);
    private EmbeddedDatabase database;
    private TestServer server;
    private Sales sales;
    private WriterProcess writer;
    private int lost;

    /** What happens. */
    private enum Trouble {
        CONNECTION_ENDED,
        BACKEND_KILLED,
        POSTMASTER_KILLED,
        POSTGRES_PAUSED,
        WRITER_KILLED,
        SECOND_WRITER
    }

    /** In turn. What is over soon comes twice. */
    private static final List<Trouble> ROUND = List.of(
            Trouble.CONNECTION_ENDED,
            Trouble.POSTMASTER_KILLED,
            Trouble.BACKEND_KILLED,
            Trouble.WRITER_KILLED,
            Trouble.CONNECTION_ENDED,
            Trouble.POSTGRES_PAUSED,
            Trouble.BACKEND_KILLED,
            Trouble.SECOND_WRITER);

    @BeforeEach
    void start() {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        server = startServer();
        writer = newWriter();
    }

    private TestServer startServer() {
        return TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("writer.enabled", false)
                .with("snapshot.stop-commands", 1)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .start();
    }

    @AfterEach
    void stop() {
        Stream.<AutoCloseable>of(writer, server, database).forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void shouldHaveEveryEventOnceWhateverIsKilled() throws Exception {
        System.out.println("WriterTrialsTest: seed " + SEED);
        OnSale show = server.organizer().putOnSale(Organizer.hall(1, 10, PLACES));
        try (SteadySales selling = new SteadySales(CUSTOMERS, PAUSE_NS, server::customer, show);
                LoggedSales logged = new LoggedSales(directory.resolve("data"))) {
            awaitWritten(logged, "the first sales");
            Thread.sleep(1_000);
            SteadySales.Phase calm = selling.next();
            long beganNs = System.nanoTime();
            for (int trial = 1; trial <= TRIALS; trial++) {
                Trouble trouble = ROUND.get((trial - 1) % ROUND.size());
                String context = "seed " + SEED + ", trial " + trial + ", " + trouble;
                Thread.sleep(random.nextInt(MAX_DELAY_MS));
                make(trouble);
                made.merge(trouble, 1, Integer::sum);
                awaitWritten(logged, context);
                if (trial % 100 == 0) {
                    System.out.println("WriterTrialsTest: " + trial + " trials");
                }
            }
            double seconds = (System.nanoTime() - beganNs) / 1e9;
            SteadySales.Phase troubled = selling.next();
            selling.finish();
            Await.until("captures and refunds", () -> {
                awaitWritten(logged, "the last sales");
                return logged.isSettled();
            });
            logged.assertAllIn(sales);
            System.out.printf(
                    "WriterTrialsTest: %d trials %s in %.0f s, %.2f s each; %d events, each in PostgreSQL once%n"
                            + "  calm:    %s%n  trouble: %s%n",
                    TRIALS, made, seconds, seconds / TRIALS, logged.events(), calm, troubled);
        }
    }

    @Test
    void shouldRebuildWhatIsLostWhateverIsKilled() throws Exception {
        System.out.println("WriterTrialsTest: seed " + SEED);
        OnSale show = server.organizer().putOnSale(Organizer.hall(1, 10, PLACES));
        long before = sellAndForgetTheBeginning(show);
        List<List<List<String>>> settled = rowsThrough(before);
        try (SteadySales selling = new SteadySales(CUSTOMERS, PAUSE_NS, server::customer, show);
                LoggedSales logged = new LoggedSales(directory.resolve("data"))) {
            awaitWritten(logged, "the first sales");
            for (int trial = 1; trial <= TRIALS; trial++) {
                Trouble trouble = ROUND.get((trial - 1) % ROUND.size());
                String context = "seed " + SEED + ", rebuild " + trial + ", " + trouble;
                if (sales.tryTo("DROP SCHEMA sales CASCADE")) {
                    lost++;
                    logged.judgeAgain();
                }
                // The writer notices when it writes next; a rebuild is under way by then, or over.
                Thread.sleep(random.nextInt(MAX_DELAY_MS));
                make(trouble);
                awaitWritten(logged, context);
                assertEquals(settled, rowsThrough(before), context);
            }
            selling.finish();
            Await.until("captures and refunds", () -> {
                awaitWritten(logged, "the last sales");
                return logged.isSettled();
            });
            logged.assertAllIn(sales, before);
            System.out.printf("WriterTrialsTest: %d of %d times all rows were lost and made again%n", lost, TRIALS);
        }
        assertTrue(lost > 0, "nothing was ever lost");
    }

    /** Returns the last reservation of whose events the event log has none any more; all is at rest. */
    private long sellAndForgetTheBeginning(OnSale show) throws Exception {
        try (SteadySales selling = new SteadySales(CUSTOMERS, PAUSE_NS, server::customer, show);
                LoggedSales logged = new LoggedSales(directory.resolve("data"))) {
            Thread.sleep(1_000);
            selling.finish();
            Await.until("captures and refunds", () -> {
                awaitWritten(logged, "what is forgotten");
                return logged.isSettled();
            });
        }
        server.close();
        Path data = directory.resolve("data");
        long snapshot = new SnapshotStore(data).list().get(0).sequence();
        LogRetention retention =
                new LogRetention(data.resolve(LogKind.EVENTS.directoryName()), LogKind.EVENTS, FileSync.FORCE);
        // A log keeps its newest term.
        server = startServer();
        assertTrue(retention.removeThrough(snapshot, Long.MAX_VALUE) > 0, "the beginning is gone");
        return sales.number("SELECT max(reservation_id) FROM sales.reservations");
    }

    /** All but the steps, and when they were. */
    private List<List<List<String>>> rowsThrough(long reservationId) {
        return List.of(
                sales.rows(
                        "SELECT reservation_id, customer_id, status, payment_status, reference, amount, paid_amount,"
                                + " refund_due_amount, refunded_amount, units, created_at, deadline_at"
                                + " FROM sales.reservations WHERE reservation_id <= ? ORDER BY 1",
                        reservationId),
                sales.rows(
                        "SELECT reservation_id, ordinal, unit, price, status FROM sales.booked_seats"
                                + " WHERE reservation_id <= ? ORDER BY 1, 2",
                        reservationId),
                sales.rows(
                        "SELECT reservation_id, attempt, amount, status FROM sales.payments WHERE reservation_id <= ?"
                                + " UNION ALL SELECT reservation_id, -refund, amount, status FROM sales.refunds"
                                + " WHERE reservation_id <= ? ORDER BY 1, 2",
                        reservationId,
                        reservationId));
    }

    private void make(Trouble trouble) throws Exception {
        switch (trouble) {
            case CONNECTION_ENDED ->
                sales.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'boxoffice-writer'");
            case BACKEND_KILLED -> killBackend();
            case POSTMASTER_KILLED -> postmaster().destroyForcibly();
            case POSTGRES_PAUSED -> pause();
            case WRITER_KILLED -> {
                writer.kill();
                writer = newWriter();
            }
            case SECOND_WRITER -> addWriter();
        }
    }

    /** PostgreSQL then throws out everybody, and recovers. */
    private void killBackend() {
        String pid = sales.text("SELECT pid FROM pg_stat_activity WHERE application_name = 'boxoffice-writer' LIMIT 1");
        if (!pid.isEmpty()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private ProcessHandle postmaster() throws IOException {
        Path pidFile = directory.resolve("database/cluster/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0)))
                .orElseThrow();
    }

    /** Shorter than the writer waits for an answer, or longer. */
    private void pause() throws Exception {
        ProcessHandle postmaster = postmaster();
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).forEach(process -> signal("STOP", process));
        Thread.sleep(random.nextInt(MAX_PAUSE_MS));
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).forEach(process -> signal("CONT", process));
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One of two is fenced off, and ends. */
    private void addWriter() {
        WriterProcess second = newWriter();
        Await.until(() -> "two writers: " + writer, () -> !writer.runs() || !second.runs());
        if (second.runs()) {
            writer = second;
        }
    }

    private WriterProcess newWriter() {
        return new WriterProcess(directory.resolve("data"), sales, directory.resolve("writer.out"));
    }

    /** Waits until PostgreSQL has what the log has now, and judges it. */
    private void awaitWritten(LoggedSales logged, String context) {
        long sequence = logged.readOn();
        Await.until(() -> context + ": " + writer, () -> {
            assertTrue(writer.runs(), () -> context + ": the writer has ended: " + writer);
            return watermark() >= sequence;
        });
        logged.assertTransitionsThrough(sequence, sales, context);
    }

    /** -1 while PostgreSQL does not answer. */
    private long watermark() {
        try {
            return sales.number("SELECT sequence FROM sales.writer_watermark");
        } catch (AssertionError away) {
            return -1;
        } catch (NumberFormatException unwritten) {
            return -1;
        }
    }
}
