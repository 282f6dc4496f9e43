package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** PostgreSQL goes away, is not there from the first second, comes back. */
class PostgresAwayTest {
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final NaiveSales naive = new NaiveSales();
    private final RandomSales sales = new RandomSales(5, log, naive);

    @Test
    void shouldCatchUpWhenPostgresComesLateAndGoesInBetween() throws SQLException, IOException {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestPostgres.Database database = postgres.createDatabase("away");
            postgres.stop();
            try (WriterFixture fixture = new WriterFixture(database, log)) {
                sell(200);
                fixture.awaitState(WriterState.BACKING_OFF);
                assertEquals(0, fixture.writer.writtenThrough());
                assertEquals(200, fixture.writer.status().lagSequences());
                assertTrue(fixture.writer.status().lagMs() >= 0);

                postgres.startAgain();
                fixture.awaitWritten(200);

                sell(500);
                postgres.stop();
                sell(500);
                fixture.awaitState(WriterState.BACKING_OFF);
                postgres.startAgain();
                fixture.awaitWritten(1_200);
            }
            assertEquals(naive.rows(), NaiveSales.rowsOf(database));
        }
    }

    @Test
    void shouldNoticeThatPostgresHasGoneWhenIdle() throws SQLException, IOException {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestPostgres.Database database = postgres.createDatabase("idle");
            try (WriterFixture fixture = new WriterFixture(database, log)) {
                sell(1);
                fixture.awaitWritten(1);
                fixture.awaitState(WriterState.RUNNING);
                postgres.stop();
                fixture.awaitState(WriterState.BACKING_OFF);
                postgres.startAgain();
                fixture.awaitState(WriterState.RUNNING);
            }
        }
    }

    /** What retention may remove goes by the watermark, so that must not stay behind where nothing is to be written. */
    @Test
    void shouldMoveTheWatermarkPastCommandsWithoutEventsWhenIdle() throws SQLException, IOException {
        try (TestPostgres postgres = TestPostgres.start()) {
            TestPostgres.Database database = postgres.createDatabase("passed");
            try (WriterFixture fixture = new WriterFixture(database, log)) {
                sell(1);
                log.append();
                log.append();
                fixture.await(() -> fixture.writer.watermark() == 3);
            }
            try (WriterFixture again = new WriterFixture(database, log)) {
                again.awaitWritten(3);
                sell(5);
                again.awaitWritten(8);
                assertEquals(8, again.writer.watermark());
            }
            assertEquals(naive.rows(), NaiveSales.rowsOf(database));
        }
    }

    private void sell(int commands) {
        for (int i = 0; i < commands; i++) {
            sales.next();
        }
    }
}
