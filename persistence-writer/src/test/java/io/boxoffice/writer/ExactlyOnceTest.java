package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CONFIRMED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_PLACED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.writer.Step.Unit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever dies when: every event is in PostgreSQL once. */
class ExactlyOnceTest {
    private static TestPostgres postgres;
    private static int databases;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final NaiveSales naive = new NaiveSales();
    private final String name = "once" + ++databases;
    private TestPostgres.Database database;

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = postgres.createMigratedDatabase(name);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAgreeWithNaiveTwinWhateverTheBatches(long seed) throws SQLException {
        Random random = new Random(seed);
        RandomSales sales = new RandomSales(seed, log, naive);
        for (int start = 0; start < 6; start++) {
            WriterConfig config = database.config(1 + random.nextInt(1 << random.nextInt(9)));
            try (WriterFixture fixture = new WriterFixture(config, WriterFixture.JOURNAL_ID, log)) {
                for (int i = 0; i < 400; i++) {
                    sales.next();
                }
                if (random.nextBoolean()) {
                    fixture.awaitWritten(log.lastSequence());
                }
            }
        }
        WriterFixture.writeAll(database, log);

        assertEquals(naive.rows(), NaiveSales.rowsOf(database), "seed " + seed);
        assertEquals(0, log.openFeeds());
    }

    @Test
    void shouldLeaveNothingOfTransactionThatDiesBetweenRowsAndCommit() throws SQLException {
        pay(1);
        WriterFixture.writeAll(database, log);
        // Runs when everything is written and the commit begins: the connection dies there.
        database.execute("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
        database.execute("CREATE CONSTRAINT TRIGGER die AFTER INSERT ON sales.reservation_transitions"
                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()");
        pay(2);
        try (WriterFixture fixture = new WriterFixture(database, log)) {
            fixture.awaitState(WriterState.BACKING_OFF);

            assertEquals(1, database.number("SELECT count(*) FROM sales.reservations"));
            assertEquals(1, database.number("SELECT count(*) FROM sales.reservation_transitions"));
            assertEquals(1, database.number("SELECT sequence FROM sales.writer_watermark"));
            assertFalse(fixture.writer.status().failure().isEmpty());

            database.execute("DROP FUNCTION die CASCADE");
            fixture.awaitWritten(2);
            fixture.awaitState(WriterState.RUNNING);
            assertTrue(fixture.failures("passing") > 0);
            assertEquals("", fixture.writer.status().failure());
        }
        assertEquals(2, database.number("SELECT count(*) FROM sales.reservation_transitions"));
    }

    @Test
    void shouldGoOnWhenConnectionsDieAgainAndAgain() throws SQLException {
        RandomSales sales = new RandomSales(9, log, naive);
        WriterConfig config = database.config(7);
        try (WriterFixture fixture = new WriterFixture(config, WriterFixture.JOURNAL_ID, log)) {
            for (int kill = 0; kill < 20; kill++) {
                for (int i = 0; i < 50; i++) {
                    sales.next();
                }
                database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'boxoffice-writer' AND datname = current_database()");
            }
            fixture.awaitWritten(log.lastSequence());
        }

        assertEquals(naive.rows(), NaiveSales.rowsOf(database));
    }

    @Test
    void shouldNotWriteAgainWhenAnswerToCommitWasLost() throws SQLException, IOException {
        try (CuttingProxy proxy = new CuttingProxy(database.port());
                WriterFixture fixture =
                        new WriterFixture(neverIdle(database.through(proxy.port())), WriterFixture.JOURNAL_ID, log)) {
            pay(1);
            fixture.awaitWritten(1);
            fixture.awaitState(WriterState.RUNNING);
            proxy.cutAtNextCommit();
            pay(2);
            fixture.awaitWritten(2);
            fixture.awaitState(WriterState.RUNNING);

            assertTrue(proxy.hasCut());
            assertEquals(1, fixture.failures("passing"));
        }
        assertEquals(
                List.of("1|1", "2|2"),
                database.rows("SELECT sequence, reservation_id FROM sales.reservation_transitions ORDER BY 1"));
    }

    @Test
    void shouldWaitForWhatALostConnectionLeftUnderWay() throws SQLException, InterruptedException {
        pay(1);
        WriterFixture.writeAll(database, log);
        pay(2);
        pay(3);
        try (Connection lost = DriverManager.getConnection(database.url(), "postgres", "");
                Statement statement = lost.createStatement()) {
            lost.setAutoCommit(false);
            statement.execute("UPDATE sales.writer_watermark SET sequence = 2");
            try (WriterFixture fixture = new WriterFixture(database, log)) {
                while (database.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database()")
                        == 0) {
                    LockSupport.parkNanos(100_000);
                }
                assertEquals(WriterState.CONNECTING, fixture.writer.status().state());
                lost.commit();
                fixture.awaitWritten(3);
            }
        }
        assertEquals(
                List.of("1", "3"),
                database.rows("SELECT sequence FROM sales.reservation_transitions ORDER BY sequence"));
    }

    @Test
    void shouldRefillDatabaseThatWasRestoredFromOlderBackup() throws SQLException {
        RandomSales sales = new RandomSales(11, log, naive);
        for (int i = 0; i < 300; i++) {
            sales.next();
        }
        WriterFixture.writeAll(database, log);
        TestPostgres.Database backup = postgres.copyDatabase(name, name + "backup");
        for (int i = 0; i < 300; i++) {
            sales.next();
        }
        WriterFixture.writeAll(database, log);
        WriterFixture.writeAll(backup, log);

        assertEquals(naive.rows(), NaiveSales.rowsOf(database));
        assertEquals(naive.rows(), NaiveSales.rowsOf(backup));
    }

    @Test
    void shouldFenceOffTheSlowerOfTwoWriters() throws SQLException {
        pay(1);
        // Written before both begin: two that write it at once are already the race that one of them loses.
        WriterFixture.writeAll(database, log);
        try (WriterFixture first = new WriterFixture(database, log);
                WriterFixture second = new WriterFixture(database, log)) {
            first.awaitWritten(1);
            second.awaitWritten(1);
            long id = 2;
            while (!first.writer.status().state().ended()
                    && !second.writer.status().state().ended()) {
                pay(id++);
            }
            WriterFixture fenced = first.writer.status().state().ended() ? first : second;
            WriterFixture winner = fenced == first ? second : first;

            assertEquals(WriterState.FENCED, fenced.writer.status().state());
            assertTrue(fenced.writer.status().failure().contains("another writer"));
            assertEquals(1, fenced.failures("fenced"));
            winner.awaitWritten(log.lastSequence());
            winner.awaitState(WriterState.RUNNING);
        }
        assertEquals(log.lastSequence(), database.number("SELECT count(*) FROM sales.reservation_transitions"));
    }

    @Test
    void shouldRefuseDatabaseOfAnotherJournal() throws SQLException {
        pay(1);
        WriterFixture.writeAll(database, log);
        try (WriterFixture other = new WriterFixture(database.config(10), 99, log)) {
            other.awaitState(WriterState.FAILED);

            assertTrue(other.writer.status().failure().contains("this is journal 63"));
            assertEquals(1, other.failures("watermark_refused"));
        }
    }

    @Test
    void shouldRefuseDatabaseThatKnowsMoreThanTheJournal() throws SQLException {
        pay(1);
        pay(2);
        WriterFixture.writeAll(database, log);
        InMemoryEventLog shorter = new InMemoryEventLog();
        shorter.append(new Step(1).event(HOLD_PLACED, new Unit(1, 1, 0)));
        try (WriterFixture fixture = new WriterFixture(database, shorter)) {
            fixture.awaitState(WriterState.FAILED);

            assertTrue(fixture.writer.status().failure().contains("up to sequence 2, but the journal ends at 1"));
        }
    }

    @Test
    void shouldWriteWhatStandsBeforePoisonousEventAndEndThere() throws SQLException, InterruptedException {
        book(1, 7);
        book(2, 8);
        book(3, 7);
        book(4, 9);
        try (WriterFixture fixture = new WriterFixture(database, log)) {
            fixture.awaitState(WriterState.FAILED);

            assertTrue(fixture.writer.awaitEnd(10_000));
            assertEquals(2, fixture.writer.writtenThrough());
            assertTrue(
                    fixture.writer.status().failure().contains("3 to 3"),
                    fixture.writer.status().failure());
            assertTrue(fixture.writer.status().failure().contains("booked_seats_sold_once"));
            assertEquals(1, fixture.failures("poisonous_event"));
        }
        assertEquals(
                List.of("1|7", "2|8"),
                database.rows("SELECT reservation_id, unit FROM sales.booked_seats ORDER BY reservation_id"));
        assertEquals(2, database.number("SELECT sequence FROM sales.writer_watermark"));
    }

    @Test
    void shouldEndAtEventThatCannotBeRead() throws SQLException {
        pay(1);
        byte[] broken = new Step(2).event(HOLD_PLACED, new Unit(1, 1, 0));
        log.append(Arrays.copyOf(broken, 40));
        pay(3);
        try (WriterFixture fixture = new WriterFixture(database, log)) {
            fixture.awaitState(WriterState.FAILED);

            assertTrue(fixture.writer.status().failure().contains("event 2/0"));
        }
        assertEquals(1, database.number("SELECT sequence FROM sales.writer_watermark"));
    }

    @Test
    void shouldCountWhatItDoes() {
        pay(1);
        hold(3);
        pay(2);
        log.append();
        hold(4);
        try (WriterFixture fixture = new WriterFixture(database, log)) {
            fixture.awaitWritten(5);

            assertEquals(
                    2, fixture.registry.get("boxoffice.writer.events").counter().count());
            assertEquals(
                    2, fixture.registry.get("boxoffice.writer.passed").counter().count());
            assertEquals(
                    6, fixture.registry.get("boxoffice.writer.rows").counter().count());
            assertEquals(
                    0,
                    fixture.registry
                            .get("boxoffice.writer.lag.sequences")
                            .gauge()
                            .value());
            assertEquals(
                    0, fixture.registry.get("boxoffice.writer.lag.ms").gauge().value());
            fixture.awaitState(WriterState.RUNNING);
            assertEquals(
                    1,
                    fixture.registry
                            .get("boxoffice.writer.state")
                            .tag("state", "running")
                            .gauge()
                            .value());
        }
    }

    @Test
    void shouldNotWaitForMoreWhenSomebodyWaits() {
        WriterConfig c = database.config(1_000);
        WriterConfig patient =
                new WriterConfig(c.jdbcUrl(), "postgres", "", 1_000, 60_000, 1, 20, 1, 50, 5_000, 10_000, 10_000);
        try (WriterFixture fixture = new WriterFixture(patient, WriterFixture.JOURNAL_ID, log)) {
            for (int id = 1; id <= 3; id++) {
                pay(id);
                fixture.await(() -> fixture.writer.status().lagSequences() > 0);
                fixture.await(() -> {
                    fixture.writer.hurry();
                    return fixture.writer.writtenThrough() >= log.lastSequence();
                });
            }
        }
    }

    @Test
    void shouldStopWhenClosed() throws InterruptedException {
        WriterFixture fixture = new WriterFixture(database, log);
        pay(1);
        fixture.awaitWritten(1);
        fixture.close();

        assertTrue(fixture.writer.awaitEnd(1));
        assertEquals(WriterState.STOPPED, fixture.writer.status().state());
        assertEquals(0, log.openFeeds());
    }

    private static WriterConfig neverIdle(TestPostgres.Database database) {
        WriterConfig c = database.config(10);
        return new WriterConfig(c.jdbcUrl(), "postgres", "", 10, 0, 1, 3_600_000, 1, 50, 5_000, 10_000, 10_000);
    }

    /** A hold that a payment is begun for: the first event of it that leaves rows. */
    private void pay(long id) {
        Step step = new Step(id);
        step.status = ReservationStatus.PAYING;
        step.paymentStatus = PaymentStatus.STARTED;
        step.attempt = 1;
        log.append(step.event(PAYMENT_STARTED));
    }

    private void hold(long id) {
        log.append(new Step(id).event(HOLD_PLACED, new Unit(-1, 100, 0)));
    }

    private void book(long id, int seat) {
        Step step = new Step(id);
        step.status = ReservationStatus.BOOKED;
        log.append(step.event(BOOKING_CONFIRMED, new Unit(seat, 100, 0)));
    }
}
