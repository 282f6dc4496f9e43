package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watermark went back, and the tables with it: wholly, not at all, or in part. The gap is filled from the event log. */
class RestoredDatabaseTest {
    private static final int COMMANDS = 400;

    private static TestPostgres postgres;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final NaiveSales naive = new NaiveSales();

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void shouldRefillWhatAnOlderBackupDoesNotHave() throws SQLException {
        TestPostgres.Database database = postgres.createMigratedDatabase("whole");
        RandomSales sales = new RandomSales(31, log, naive);
        sell(sales, COMMANDS);
        WriterFixture.writeAll(database, log);
        TestPostgres.Database backup = postgres.copyDatabase(database.name(), "whole_backup");
        sell(sales, COMMANDS);
        WriterFixture.writeAll(backup, log);

        assertEquals(naive.rows(), NaiveSales.rowsOf(backup));
    }

    /** Rows beyond the watermark are all there, or any of them are missing, as when tables were saved one after the other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldRefillWhateverStandsBeyondTheWatermark(long seed) throws SQLException {
        Random random = new Random(seed);
        TestPostgres.Database database = postgres.createMigratedDatabase("part" + seed);
        RandomSales sales = new RandomSales(seed, log, naive);
        sell(sales, COMMANDS);
        WriterFixture.writeAll(database, log);
        database.execute("CREATE TABLE kept AS SELECT reservation_id FROM sales.reservations");
        long watermark = database.number("SELECT sequence FROM sales.writer_watermark");
        sell(sales, COMMANDS);
        WriterFixture.writeAll(database, log);
        putBack(database, watermark, seed == 1 ? 0 : seed == 2 ? 1 : random.nextDouble());
        sell(sales, COMMANDS);
        WriterConfig config = database.config(1 + random.nextInt(100));
        try (WriterFixture fixture = new WriterFixture(config, WriterFixture.JOURNAL_ID, log)) {
            fixture.awaitWritten(log.lastSequence());
        }

        assertEquals(naive.rows(), NaiveSales.rowsOf(database), "seed " + seed);
    }

    /** Moves the watermark back, and removes a share of the rows that were added since. */
    private static void putBack(TestPostgres.Database database, long watermark, double share) throws SQLException {
        String any = " AND random() < " + share;
        String isNew = "reservation_id NOT IN (SELECT reservation_id FROM kept)";
        database.execute("UPDATE sales.writer_watermark SET sequence = " + watermark);
        database.execute("DELETE FROM sales.booked_seats WHERE reservation_id IN (SELECT reservation_id"
                + " FROM sales.reservation_transitions WHERE step = 'booking_confirmed' AND sequence > " + watermark
                + ")" + any);
        database.execute("DELETE FROM sales.reservation_transitions WHERE sequence > " + watermark + any);
        database.execute("DELETE FROM sales.check_ins WHERE " + isNew + any);
        database.execute("DELETE FROM sales.payments WHERE " + isNew + any);
        database.execute("DELETE FROM sales.refunds WHERE " + isNew + any);
        database.execute("DELETE FROM sales.reservations WHERE " + isNew + any);
    }

    private static void sell(RandomSales sales, int commands) {
        for (int i = 0; i < commands; i++) {
            sales.next();
        }
    }
}
