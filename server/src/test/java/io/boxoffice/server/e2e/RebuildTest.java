package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.EventLogSource;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.backup.Backup;
import io.boxoffice.server.backup.Restore;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.PostgresTemplate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The schema {@code sales} is gone, and the event log no longer has its beginning: the writer of a server, and one that is a process
 * of its own, rebuild it from a snapshot; selling goes on, and a backup of what was rebuilt is proved and brought up.
 */
class RebuildTest {
    private static final String BOOKINGS =
            "SELECT reservation_id, customer_id, status, payment_status, reference, amount,"
                    + " paid_amount, refund_due_amount, refunded_amount, units, created_at, deadline_at"
                    + " FROM sales.reservations WHERE reference > 0 ORDER BY 1";
    private static final String SEATS =
            "SELECT reservation_id, ordinal, unit, price, status FROM sales.booked_seats ORDER BY 1, 2";
    private static final String MONEY = "SELECT reservation_id, attempt, amount, status FROM sales.payments"
            + " UNION ALL SELECT reservation_id, -refund, amount, status FROM sales.refunds ORDER BY 1, 2";
    private static final String OPEN_MONEY = "SELECT (SELECT count(*) FROM sales.payments WHERE status IN ('started',"
            + " 'authorised')) + (SELECT count(*) FROM sales.refunds WHERE status = 'due')";

    @TempDir
    private Path directory;

    private final SeatMap map = Organizer.hall(5, 10, 20);
    private Path data;
    private EmbeddedDatabase database;
    private Sales sales;

    @BeforeEach
    void startDatabase() {
        data = directory.resolve("data");
        database = PostgresTemplate.MIGRATED.start(directory.resolve("database"));
        sales = new Sales(database.jdbcUrl(), database.user(), database.password());
    }

    @AfterEach
    void stopDatabase() {
        database.close();
    }

    @Test
    void shouldRebuildFromASnapshotWhatTheEventLogNoLongerHas() throws Exception {
        OnSale show = sell();
        List<List<String>> bookings = sales.rows(BOOKINGS);
        List<List<String>> seats = sales.rows(SEATS);
        List<List<String>> money = sales.rows(MONEY);
        long oldest = forgetTheBeginning();
        execute("DROP SCHEMA sales CASCADE");

        long end = awaitOwnProcess(oldest);
        assertEquals(bookings, sales.rows(BOOKINGS));
        assertEquals(seats, sales.rows(SEATS));
        assertEquals(money, sales.rows(MONEY));
        assertEquals(
                List.of(List.of("0", Long.toString(oldest), Long.toString(oldest))),
                sales.rows("SELECT lost_after, lost_through, snapshot_sequence FROM sales.rebuilds"));
        assertEquals(end, sales.number("SELECT sequence FROM sales.writer_watermark"));

        execute("DROP SCHEMA sales CASCADE");
        Agreement agreement;
        try (TestServer server = start()) {
            server.awaitWriter();
            assertEquals(bookings, sales.rows(BOOKINGS));
            assertEquals(seats, sales.rows(SEATS));
            assertEquals(
                    4,
                    server.customer(1)
                            .bookings()
                            .expect(200)
                            .body()
                            .path("items")
                            .size(),
                    "a customer's list");
            server.customer(4).buy(show, map.seatId(30));
            awaitSettled(server);
            agreement = Agreement.with(sales, show);
        }
        agreement.assertReplayedFrom(data);
        assertTrue(bringUpBackup() > 0, "the proof of a restore knows rows that were rebuilt");
    }

    /** Three runs, each with a snapshot at its end. */
    private OnSale sell() {
        OnSale show;
        try (TestServer server = start()) {
            show = server.organizer().putOnSale(map);
            Customer customer = server.customer(1);
            customer.buy(show, map.seatId(0), map.seatId(1));
            Answer returned = customer.buy(show, map.seatId(2), map.seatId(3));
            customer.cancel(returned.id(), map.seatId(2)).expect(200);
            Answer allReturned = customer.buy(show, map.seatId(8), map.seatId(9));
            customer.cancel(allReturned.id()).expect(200);
            Answer declined =
                    customer.hold(show, map.seatId(40), map.seatId(41)).expect(201);
            customer.book(declined).expect(201);
            customer.pay(declined, Customer.DECLINE).expect(402);
            awaitSettled(server);
        }
        for (int run = 0; run < 2; run++) {
            try (TestServer server = start()) {
                server.customer(2).buy(show, map.seatId(10 + run));
                server.customer(3).hold(show, map.seatId(20 + run)).expect(201);
                awaitSettled(server);
            }
        }
        return show;
    }

    private TestServer start() {
        return TestServer.aServer()
                .in(data)
                .with("database.jdbc-url", sales.jdbcUrl())
                .with("database.user", sales.user())
                .with("database.password", sales.password())
                .with("snapshot.stop-commands", 1)
                .start();
    }

    private void awaitSettled(TestServer server) {
        Await.until("captures and refunds", () -> {
            server.awaitWriter();
            return sales.number(OPEN_MONEY) == 0;
        });
    }

    /** As retention would, after a while. Returns the sequence of the oldest snapshot. */
    private long forgetTheBeginning() {
        List<SnapshotFile> snapshots = new SnapshotStore(data).list();
        long oldest = snapshots.get(snapshots.size() - 1).sequence();
        for (LogKind log : LogKind.values()) {
            LogRetention retention = new LogRetention(data.resolve(log.directoryName()), log, FileSync.FORCE);
            assertTrue(retention.removeThrough(oldest, Long.MAX_VALUE) > 0, log::toString);
        }
        assertEquals(oldest, new EventLogSource(data).keptAfter());
        return oldest;
    }

    /** Returns where the process came to. */
    private long awaitOwnProcess(long oldest) {
        try (WriterProcess writer = new WriterProcess(data, sales, directory.resolve("writer.out"))) {
            Await.until(writer::toString, () -> {
                assertTrue(writer.runs(), writer::toString);
                return isRebuilt() && sales.number("SELECT sequence FROM sales.writer_watermark") > oldest;
            });
            long end = LogTail.read(data.resolve(LogKind.EVENTS.directoryName()), LogKind.EVENTS)
                    .lastSequence();
            Await.until(writer::toString, () -> sales.number("SELECT sequence FROM sales.writer_watermark") >= end);
            return end;
        }
    }

    private boolean isRebuilt() {
        return !sales.text("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE n.nspname = 'sales' AND c.relname = 'rebuilds'")
                        .isEmpty()
                && sales.number("SELECT count(*) FROM sales.rebuilds") > 0;
    }

    /** Returns how many transitions were compared. */
    private long bringUpBackup() throws Exception {
        Path copy = directory.resolve("backup");
        new Backup(config(data, true), "RebuildTest", line -> {}).into(copy);
        return new Restore(copy, config(directory.resolve("elsewhere"), false), line -> {})
                .run()
                .transitions();
    }

    private ServerConfig config(Path dataDirectory, boolean withDatabase) {
        ConfigLoader loader = new ConfigLoader().withFlag("--data", "data-directory", dataDirectory);
        if (withDatabase) {
            loader.withFlag("--jdbc-url", "database.jdbc-url", sales.jdbcUrl())
                    .withFlag("--user", "database.user", sales.user())
                    .withFlag("--password", "database.password", sales.password());
        }
        return loader.load();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(sales.jdbcUrl(), sales.user(), sales.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
