package io.boxoffice.writer;

import static io.boxoffice.protocol.sbe.ReservationEventType.BOOKING_CONFIRMED;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN_AGAIN;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECKED_IN_INVALID;
import static io.boxoffice.protocol.sbe.ReservationEventType.CHECK_IN_UNDONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.writer.Step.Unit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What doors did with tickets, as rows; and the migration that made room for them. */
class ScanRowsTest {
    private static final Unit SEAT_7 = new Unit(7, 1500, 0);
    private static final Unit SEAT_8 = new Unit(8, 1500, 1);
    private static final String SCANS =
            "SELECT sequence, ordinal, show_id, unit, step, device_id, gate, scanned_at, told_at, rebuilt_sequence"
                    + " FROM sales.scans ORDER BY sequence, event_ordinal";

    private static TestPostgres postgres;
    private static int databases;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final Step booking = new Step(5);
    private TestPostgres.Database database;

    @BeforeAll
    static void startPostgres() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = postgres.createMigratedDatabase("scans" + ++databases);
        booking.status = ReservationStatus.BOOKED;
        booking.unitCount = 2;
        log.append(booking.event(BOOKING_CONFIRMED, SEAT_7, SEAT_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldWriteWhatDoorsDid(boolean inOneBatch) throws SQLException {
        scan(CHECKED_IN, 3, 1, 5_000, SEAT_7);
        writeUnless(inOneBatch);
        scan(CHECK_IN_UNDONE, 4, 2, 5_000, SEAT_7);
        writeUnless(inOneBatch);
        scan(CHECKED_IN, 3, 1, 9_000, SEAT_7);
        scan(CHECKED_IN_AGAIN, 6, 0, 12_000, SEAT_7);
        scan(CHECKED_IN_INVALID, 6, 2, 13_000, SEAT_8);
        write();

        assertEquals(
                List.of(
                        "2|0|900|7|checked_in|3|1|1970-01-01 00:00:05+00|2023-11-14 22:13:20.125+00|0",
                        "3|0|900|7|check_in_undone|4|2|1970-01-01 00:00:05+00|2023-11-14 22:13:20.126+00|0",
                        "4|0|900|7|checked_in|3|1|1970-01-01 00:00:09+00|2023-11-14 22:13:20.127+00|0",
                        "5|0|900|7|checked_in_again|6|0|1970-01-01 00:00:12+00|2023-11-14 22:13:20.128+00|0",
                        "6|1|900|8|checked_in_invalid|6|2|1970-01-01 00:00:13+00|2023-11-14 22:13:20.129+00|0"),
                database.rows(SCANS));
        assertEquals(
                List.of("0|1970-01-01 00:00:09+00"),
                database.rows("SELECT ordinal, checked_in_at FROM sales.check_ins"));
    }

    @Test
    void shouldChangeNothingWhenTheSameScansAreWrittenAgain() throws SQLException {
        scan(CHECKED_IN, 3, 1, 5_000, SEAT_7);
        scan(CHECKED_IN_AGAIN, 3, 1, 6_000, SEAT_7);
        write();
        List<String> before = database.rows(SCANS);
        database.execute("UPDATE sales.writer_watermark SET sequence = 0");
        write();

        assertEquals(2, before.size());
        assertEquals(before, database.rows(SCANS));
    }

    /** A year that PostgreSQL does not have must not end the writing of everything. */
    @ParameterizedTest
    @ValueSource(longs = {6_300_000_000_000_000_000L, Long.MAX_VALUE})
    void shouldWriteAScanOfADeviceWhoseClockIsFarAhead(long scannedAtMs) throws SQLException {
        scan(CHECKED_IN, 3, 1, scannedAtMs, SEAT_7);
        scan(CHECKED_IN_AGAIN, 4, 1, scannedAtMs, SEAT_7);
        write();

        assertEquals(
                List.of("checked_in|9999-12-31 23:59:59+00", "checked_in_again|9999-12-31 23:59:59+00"),
                database.rows("SELECT step, scanned_at FROM sales.scans ORDER BY sequence"));
        assertEquals(List.of("2023-11-14 22:13:20.125+00"), database.rows("SELECT checked_in_at FROM sales.check_ins"));
    }

    /** What was there keeps its rows, and is let in, taken back and told of from then on. */
    @Test
    void shouldTakeScansOfTicketsThatWereUsedBeforeThereWasAPlaceForThem() throws SQLException {
        database = postgres.createDatabase("scans" + ++databases);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser("postgres");
        assertEquals("6", SalesSchema.migrate(source, "6"));
        database.execute("INSERT INTO sales.booked_seats (reservation_id, ordinal, show_id, unit, price, status)"
                + " VALUES (5, 0, 900, 7, 1500, 'booked'), (5, 1, 900, 8, 1500, 'booked')");
        database.execute("INSERT INTO sales.check_ins VALUES (5, 0, 900, 7, '2023-01-01 20:00:00+00')");
        List<String> before = database.rows("SELECT * FROM sales.check_ins");
        assertEquals("7", SalesSchema.migrate(source, "7"));

        assertEquals(before, database.rows("SELECT * FROM sales.check_ins"));
        assertEquals(0, database.number("SELECT count(*) FROM sales.scans"));
        for (String step : List.of("checked_in", "check_in_undone", "checked_in_again", "checked_in_invalid")) {
            database.execute(scanRow(step, 0));
            assertThrows(SQLException.class, () -> database.execute(scanRow(step, 0)), "one row an event");
            database.execute("DELETE FROM sales.scans");
        }
        assertThrows(SQLException.class, () -> database.execute(scanRow("hold_placed", 0)));
        assertThrows(SQLException.class, () -> database.execute(scanRow("checked_in", -1)));

        scan(CHECK_IN_UNDONE, 3, 1, 0, SEAT_7);
        scan(CHECKED_IN, 3, 1, 5_000, SEAT_8);
        write();
        assertEquals(
                List.of("0|check_in_undone|null|0", "1|checked_in|1970-01-01 00:00:05+00|0"),
                database.rows("SELECT ordinal, step, scanned_at, rebuilt_sequence FROM sales.scans ORDER BY sequence"));
        assertEquals(List.of("1"), database.rows("SELECT ordinal FROM sales.check_ins"));
    }

    private static String scanRow(String step, int eventOrdinal) {
        return "INSERT INTO sales.scans (sequence, event_ordinal, reservation_id, ordinal, show_id, unit, step, device_id,"
                + " gate, told_at) VALUES (90, " + eventOrdinal + ", 5, 0, 900, 7, '" + step + "', 0, 0, now())";
    }

    private void scan(ReservationEventType step, long device, int gate, long scannedAtMs, Unit ticket) {
        booking.deviceId = device;
        booking.gate = gate;
        booking.scannedAtMs = scannedAtMs;
        log.append(booking.event(step, ticket));
    }

    private void write() {
        WriterFixture.writeAll(database, log);
    }

    private void writeUnless(boolean inOneBatch) {
        if (!inOneBatch) {
            write();
        }
    }
}
