package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import io.boxoffice.writer.PersistenceWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is down for a while in the middle of sales as fast as they go. Nobody is refused, and afterwards everything is
 * there once. What holds took before and meanwhile, and how fast the backlog went, is printed.
 *
 * <p>{@code mvn test -pl server -am -Dtest=DatabaseDownTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dboxoffice.outage.seconds=600} lets it be down for ten minutes (default 4 s).
 */
class DatabaseDownTest {
    private static final int OUTAGE_SECONDS = Integer.getInteger("boxoffice.outage.seconds", 4);
    private static final int CALM_SECONDS = Math.min(OUTAGE_SECONDS, 30);
    private static final int CUSTOMERS = 4;
    private static final int PLACES = 1_000_000;

    @TempDir
    private Path directory;

    private EmbeddedDatabase database;
    private TestServer server;

    @AfterEach
    void stop() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            database.close();
        }
    }

    @Test
    void shouldSellOnAndCatchUp() throws Exception {
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        Sales sales = new Sales(database.jdbcUrl(), database.user(), database.password());
        server = startServer(sales);
        OnSale show = server.organizer().putOnSale(Organizer.hall(1, 10, PLACES));
        try (SteadySales selling = new SteadySales(CUSTOMERS, 0, server::customer, show);
                LoggedSales logged = new LoggedSales(directory.resolve("data"))) {
            TimeUnit.SECONDS.sleep(2);
            selling.next();
            TimeUnit.SECONDS.sleep(CALM_SECONDS);
            SteadySales.Phase calm = selling.next();
            database.close();
            long beganAt = sequence();
            TimeUnit.SECONDS.sleep(OUTAGE_SECONDS);
            SteadySales.Phase down = selling.next();
            double arrived = (sequence() - beganAt) / (double) OUTAGE_SECONDS;
            database = PostgresTemplate.startAgain(directory.resolve("database"), database.port());
            double drained = drainedPerSecond();
            SteadySales.Phase drain = selling.next();
            selling.finish();
            Await.until("captures and refunds", () -> {
                server.awaitWriter();
                logged.readOn();
                return logged.isSettled();
            });
            server.awaitWriter();
            logged.assertTransitionsThrough(logged.readOn(), sales, "after the outage");
            logged.assertAllIn(sales);
            System.out.printf(
                    "DatabaseDownTest: down for %d s; %.0f commands a second came, the backlog went at %.0f a second:"
                            + " %.1f times; %d events, each in PostgreSQL once%n"
                            + "  before:   %s%n  down:     %s%n  draining: %s%n",
                    OUTAGE_SECONDS, arrived, drained, drained / arrived, logged.events(), calm, down, drain);
        }
    }

    /** From the writer's being back until it has what there was then, while sales go on. */
    private double drainedPerSecond() {
        PersistenceWriter writer = server.inside().writer();
        long missing = writer.writtenThrough();
        Await.until("the writer", () -> writer.writtenThrough() > missing);
        long from = writer.writtenThrough();
        long beganNs = System.nanoTime();
        long target = sequence();
        assertTrue(target > from, "there is no backlog left: let it be down for longer");
        while (writer.writtenThrough() < target) {
            LockSupport.parkNanos(1_000_000);
        }
        return (writer.writtenThrough() - from) * 1e9 / (System.nanoTime() - beganNs);
    }

    private long sequence() {
        return server.inside().core().shows().sequence();
    }

    private TestServer startServer(Sales sales) {
        return TestServer.aServer()
                .in(directory.resolve("data"))
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("http.callers.requests-per-second", 0)
                .with("http.callers.staff-requests-per-second", 0)
                .with("writer.backoff-max-ms", 1_000)
                .start();
    }
}
