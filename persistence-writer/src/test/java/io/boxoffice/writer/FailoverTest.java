package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The primary is lost, and a standby that was a little behind is promoted; then the old primary comes back. */
class FailoverTest {
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final NaiveSales naive = new NaiveSales();
    private final RandomSales sales = new RandomSales(41, log, naive);

    @Test
    void shouldGoOnAtPromotedStandbyAndRefuseTheOldPrimary() throws Exception {
        try (TestPostgres first = TestPostgres.start()) {
            TestPostgres.Database old = first.createDatabase("shop");
            sell(200);
            WriterFixture.writeAll(old, log);
            first.stop();
            try (TestPostgres second = first.promotedCopy()) {
                TestPostgres.Database promoted = second.database("shop");
                second.stop();
                first.startAgain();
                String url = "jdbc:postgresql://localhost:" + old.port() + ",localhost:" + promoted.port()
                        + "/shop?targetServerType=primary";
                TestPostgres.Database either = new TestPostgres.Database(url);
                try (WriterFixture fixture = new WriterFixture(either, log)) {
                    sell(200);
                    fixture.awaitWritten(400);
                    first.stop();
                    second.startAgain();
                    sell(200);
                    fixture.awaitWritten(600);
                    assertEquals(naive.rows(), NaiveSales.rowsOf(promoted));

                    first.startAgain();
                    promoted.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'boxoffice-writer'");
                    sell(200);
                    fixture.awaitFailure("an old primary has come back");
                    assertEquals(400, old.number("SELECT sequence FROM sales.writer_watermark"));

                    first.stop();
                    fixture.awaitWritten(800);
                    assertEquals(naive.rows(), NaiveSales.rowsOf(promoted));
                }
                first.startAgain();
            }
        }
    }

    private void sell(int commands) {
        for (int i = 0; i < commands; i++) {
            sales.next();
        }
    }
}
