package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN_AGAIN;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECK_IN_UNDONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.writer.Step.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a former version, with rows, is brought up to date, and written on. */
class MigrationTest {
    private static final Unit SEAT_7 = new Unit(7, 1_500, 0);

    private static TestPostgres postgres;
    private static int databases;

    private final PGSimpleDataSource source = new PGSimpleDataSource();
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
        database = postgres.createDatabase("migrated" + ++databases);
        source.setURL(database.url());
        source.setUser("postgres");
    }

    /** Of admissions before there were scans only the admission is known. */
    @Test
    void shouldKeepAdmissionsOfBeforeThereWereScansAndWriteScansFromThenOn() throws SQLException {
        assertEquals("6", SalesSchema.migrate(source, "6"));
        database.execute("INSERT INTO sales.writer_watermark (journal_id, sequence) VALUES (" + WriterFixture.JOURNAL_ID
                + ", 2)");
        database.execute(
                "INSERT INTO sales.reservations VALUES (5, 900, 42, 'booked', 'captured', 77, 'EUR', 1500, 1500,"
                        + " 0, 0, 1, now(), NULL, now(), 2)");
        database.execute("INSERT INTO sales.booked_seats VALUES (5, 0, 900, 7, 1500, 'booked')");
        database.execute("INSERT INTO sales.check_ins VALUES (5, 0, 900, 7, '2023-11-14 22:13:20.13+00')");
        String admitted = "SELECT reservation_id, ordinal, show_id, unit, extract(epoch FROM checked_in_at)"
                + " FROM sales.check_ins";
        List<String> before = database.rows(admitted);

        SalesSchema.migrate(source);
        SalesSchema.migrate(source);

        assertEquals(before, database.rows(admitted));
        assertEquals(0, database.number("SELECT count(*) FROM sales.scans"));
        assertEquals(
                List.of("5|0|7|1500|booked|0"),
                database.rows(
                        "SELECT reservation_id, ordinal, unit, price, status, ticket_type FROM sales.booked_seats"));

        writeWhatDoorsDo();

        assertEquals(
                List.of("3|checked_in_again", "4|check_in_undone", "5|checked_in"),
                database.rows(
                        "SELECT sequence, step FROM sales.scans WHERE reservation_id = 5 AND ordinal = 0 AND unit = 7"
                                + " AND device_id = 0 AND gate = 0 AND scanned_at IS NULL ORDER BY sequence, event_ordinal"));
        assertEquals(
                1,
                database.number(
                        "SELECT count(*) FROM sales.check_ins c JOIN sales.scans s USING (reservation_id, ordinal)"
                                + " WHERE s.sequence = 5 AND c.checked_in_at = s.told_at"));
        assertEquals(5, database.number("SELECT sequence FROM sales.writer_watermark"));
    }

    private void writeWhatDoorsDo() {
        Step booking = new Step(5);
        booking.status = ReservationStatus.BOOKED;
        booking.paymentStatus = PaymentStatus.CAPTURED;
        booking.reference = 77;
        booking.amount = 1_500;
        booking.paidAmount = 1_500;
        booking.unitCount = 1;
        InMemoryEventLog log = new InMemoryEventLog();
        // Commands 1 and 2 were written before.
        log.append(booking.event(CHECKED_IN, SEAT_7));
        log.append(booking.event(CHECKED_IN, SEAT_7));
        log.append(booking.event(CHECKED_IN_AGAIN, SEAT_7));
        log.append(booking.event(CHECK_IN_UNDONE, SEAT_7));
        log.append(booking.event(CHECKED_IN, SEAT_7));
        WriterFixture.writeAll(database, log);
    }
}
