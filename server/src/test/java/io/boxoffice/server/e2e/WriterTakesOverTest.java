package io.boxoffice.server.e2e;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own writer gives way to one that is a process of its own. */
class WriterTakesOverTest {
    @TempDir
    private Path directory;

    /** The watermark stands beyond the event log's end: the commands of a start have no events. */
    @Test
    void shouldGoOnWhereTheServersOwnWriterHasPassedCommandsWithoutEvents() throws Exception {
        Path data = directory.resolve("data");
        try (EmbeddedDatabase database = PostgresTemplate.MIGRATED.start(directory.resolve("database"))) {
            Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
            OnSale show;
            try (TestServer server =
                    on(data, sales).with("writer.idle-check-interval-ms", 20).start()) {
                show = server.organizer().putOnSale(Organizer.hall(1, 4, 1));
                server.customer(5).buy(show, "A-1");
                server.awaitWriter();
                server.restart();
                long lastCommand = server.inside().core().shows().sequence();
                Await.until(
                        "the watermark passes the start's commands",
                        () -> sales.number("SELECT sequence FROM sales.writer_watermark") == lastCommand);
            }
            try (TestServer server =
                            on(data, sales).with("writer.enabled", false).start();
                    WriterProcess writer = new WriterProcess(data, sales, directory.resolve("writer"))) {
                // Nothing may be sold before it has read the watermark: events beyond that would hide the gap. One that
                // is refused goes at once.
                Await.until(
                        writer::toString,
                        () -> sales.number("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE application_name = 'boxoffice-writer'"
                                        + " AND backend_start < now() - interval '1 second'")
                                == 1);
                server.customer(6).buy(show, "A-2");
                Await.until(writer::toString, () -> sales.number("SELECT count(*) FROM sales.booked_seats") == 2);
            }
        }
    }

    private static TestServer.Builder on(Path data, Sales sales) {
        return TestServer.aServer()
                .in(data)
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password());
    }
}
