package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
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
 * trial every event of the log is in PostgreSQL once, and nobody who bought noticed anything.
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
        database = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory.resolve("database")));
        sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        server = TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("writer.enabled", false)
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .start();
        writer = newWriter();
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
