package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_PLACED;
import static io.boxoffice.protocol.sbe.ReservationEventType.HOLD_RELEASED;
import static io.boxoffice.protocol.sbe.ReservationEventType.PAYMENT_STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.writer.Step.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What leaves no row costs PostgreSQL next to nothing, keeps nobody waiting, and is gone from tables of before. */
class UnwrittenTest {
    private static final long NEVER_MS = 3_600_000;
    private static final int HOLDS = 10_000;

    private static TestPostgres postgres;
    private static int databases;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private TestPostgres.Database database;
    private long lastId;

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
        database = postgres.createMigratedDatabase("unwritten" + ++databases);
    }

    @Test
    void shouldPassOverHoldsWithoutATransactionEach() throws SQLException {
        holdAndRelease(HOLDS);
        try (WriterFixture fixture = start(NEVER_MS)) {
            fixture.awaitWritten(log.lastSequence());

            assertEquals(0, fixture.writer.status().lagSequences());
            assertEquals(0, fixture.writer.status().lagMs());
            assertEquals(
                    2 * HOLDS,
                    fixture.registry.get("boxoffice.writer.passed").counter().count());
            assertEquals(0, watermark());
            assertEquals(0, database.number("SELECT count(*) FROM sales.reservations"));
            assertEquals(0, database.number("SELECT count(*) FROM sales.reservation_transitions"));

            pay();
            fixture.awaitWritten(log.lastSequence());
            assertEquals(log.lastSequence(), watermark());
        }
    }

    @Test
    void shouldMoveTheWatermarkPastThemWhenSomebodyWaitsForIt() throws SQLException {
        holdAndRelease(10);
        try (WriterFixture fixture = start(NEVER_MS)) {
            fixture.awaitWritten(log.lastSequence());
            fixture.await(() -> {
                fixture.writer.hurry();
                return fixture.writer.watermark() == log.lastSequence();
            });
            assertEquals(log.lastSequence(), watermark());
        }
    }

    /** A writer that never catches up has no idle moment. */
    @Test
    void shouldMoveTheWatermarkWhileMoreAndMoreHoldsCome() {
        try (WriterFixture fixture = start(20)) {
            long before = 0;
            for (int move = 0; move < 3; move++) {
                long passed = before;
                fixture.await(() -> {
                    holdAndRelease(5);
                    return fixture.writer.watermark() > passed;
                });
                before = fixture.writer.watermark();
                assertTrue(before <= log.lastSequence());
            }
        }
    }

    @Test
    void shouldNotLoseABookingAmongHoldsWhenItIsReadAgain() throws SQLException {
        for (int i = 0; i < 50; i++) {
            holdAndRelease(7);
            pay();
            holdAndRelease(3);
        }
        holdAndRelease(300);
        try (WriterFixture fixture = start(NEVER_MS)) {
            fixture.awaitWritten(log.lastSequence());
        }
        long written = watermark();
        assertTrue(written < log.lastSequence(), "the last holds are not worth a transaction");
        holdAndRelease(4);
        pay();
        try (WriterFixture fixture = start(NEVER_MS)) {
            fixture.awaitWritten(log.lastSequence());
        }

        assertEquals(51, database.number("SELECT count(*) FROM sales.reservation_transitions"));
        assertEquals(51, database.number("SELECT count(*) FROM sales.reservations"));
    }

    /** Those that wait for more are written at a stop, however long they might have waited. */
    @Test
    void shouldWriteWhatIsInHandAtAStop() throws SQLException {
        WriterConfig c = database.config(1_000);
        WriterConfig patient =
                new WriterConfig(c.jdbcUrl(), "postgres", "", 1_000, 60_000, 1, 20, 1, 50, 5_000, 10_000, 10_000);
        try (WriterFixture fixture = new WriterFixture(patient, WriterFixture.JOURNAL_ID, log)) {
            fixture.awaitState(WriterState.RUNNING);
            pay();
            // Events are of years ago.
            fixture.await(() -> fixture.writer.status().lagMs() > 1_000_000_000L);
        }
        assertEquals(1, database.number("SELECT count(*) FROM sales.reservations"));
    }

    @Test
    void shouldRemoveFromTablesOfBeforeWhatIsNotWritten() throws SQLException {
        database = postgres.createDatabase("unwritten" + ++databases);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser("postgres");
        assertEquals("3", SalesSchema.migrate(source, "3"));
        List<String> written = new ArrayList<>();
        for (ReservationStatus status : ReservationStatus.values()) {
            for (PaymentStatus payment : PaymentStatus.values()) {
                if (isOfVersion3(status, payment)) {
                    String words = "'%s', '%s'".formatted(lower(status), lower(payment));
                    long id = ++lastId * 700;
                    database.execute(reservations(words) + " generate_series(" + id + ", " + (id + 699) + ") AS i");
                    database.execute(transitions(words) + " generate_series(" + id + ", " + (id + 699) + ") AS i");
                    if (SalesEvents.isWritten(status, payment)) {
                        written.add(lower(status) + "|" + lower(payment) + "|700");
                    }
                }
            }
        }
        String counted = "SELECT status, payment_status, count(*) FROM sales.%s GROUP BY 1, 2";
        assertTrue(database.number("SELECT count(*) FROM sales.reservations") > 20_000, "more than a slice");
        assertTrue(SalesSchema.hasOnlyWritten(SalesSchema.migrate(source, "latest")));

        written.sort(null);
        for (String table : List.of("reservations", "reservation_transitions")) {
            List<String> left = new ArrayList<>(database.rows(counted.formatted(table)));
            left.sort(null);
            assertEquals(written, left, table);
        }
    }

    private static boolean isOfVersion3(ReservationStatus status, PaymentStatus payment) {
        return status.value() < 7 && payment.value() < 7;
    }

    private static String reservations(String words) {
        return "INSERT INTO sales.reservations SELECT i, 9, 1, " + words
                + ", 0, 'EUR', 1, 0, 0, 0, 1, now(), NULL, now(), i FROM";
    }

    private static String transitions(String words) {
        return "INSERT INTO sales.reservation_transitions SELECT i, 0, i, 9, 'hold_placed', " + words
                + ", now(), 1, 0, 0, 0, 0, 0, 0, 'unspecified', 'unspecified', 1 FROM";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private WriterFixture start(long idleCheckIntervalMs) {
        WriterConfig c = database.config(100);
        return new WriterFixture(
                new WriterConfig(
                        c.jdbcUrl(), "postgres", "", 100, 0, 1, idleCheckIntervalMs, 1, 50, 5_000, 10_000, 10_000),
                WriterFixture.JOURNAL_ID,
                log);
    }

    private long watermark() throws SQLException {
        return database.number("SELECT sequence FROM sales.writer_watermark");
    }

    private void holdAndRelease(int holds) {
        for (int i = 0; i < holds; i++) {
            Step step = new Step(++lastId);
            Unit place = new Unit(-1, 100, 0);
            log.append(step.event(HOLD_PLACED, place));
            step.status = ReservationStatus.RELEASED;
            log.append(step.event(HOLD_RELEASED, place));
        }
    }

    private void pay() {
        Step step = new Step(++lastId);
        step.status = ReservationStatus.PAYING;
        step.paymentStatus = PaymentStatus.STARTED;
        step.attempt = 1;
        log.append(step.event(PAYMENT_STARTED));
    }
}
