package io.boxoffice.bench.peers;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Holds of two seats as PostgreSQL does them: a transaction locks the two rows, checks that they are free, marks them, and
 * commits, durably (fsync and synchronous_commit are on, as in the server's own PostgreSQL). By {@code SELECT … FOR UPDATE} (as
 * alf.io does), by {@code FOR UPDATE SKIP LOCKED}, and by advisory locks (as pretix does) with a plain check.
 *
 * <p>Topology: embedded PostgreSQL over TCP, several connections with a thread each, prepared statements, 100,000 seats, pairs
 * chosen at random by each thread, so that they rarely meet. A hold is released with the next one of the same thread in the
 * same transaction, so that seats never run out: what a hold costs is two updates of two rows. No HTTP in front.
 */
public final class PostgresHolds {
    private static final int SEATS = 100_000;
    private static final int[] CONNECTIONS = {8, 32};

    private PostgresHolds() {}

    /** How the rows are kept from others. */
    private enum Way {
        FOR_UPDATE("forUpdate", "SELECT seat, holder FROM seats WHERE seat IN (?, ?) ORDER BY seat FOR UPDATE"),
        SKIP_LOCKED(
                "skipLocked",
                "SELECT seat, holder FROM seats WHERE seat IN (?, ?) AND holder = 0 ORDER BY seat FOR UPDATE SKIP LOCKED"),
        ADVISORY("advisory", "SELECT seat, holder FROM seats WHERE seat IN (?, ?)");

        final String text;
        final String select;

        Way(String text, String select) {
            this.text = text;
            this.select = select;
        }
    }

    /** For each way and number of connections: holds a second, and the latencies of a hold. */
    public static Figures measure(Setting setting) throws Exception {
        Figures figures = new Figures();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(
                EmbeddedDatabaseConfig.in(setting.directory().resolve("postgres")))) {
            makeSeats(database);
            for (int connections : CONNECTIONS) {
                for (Way way : Way.values()) {
                    run(database, way, connections, setting.stepNs() / 4, new Figures());
                    run(database, way, connections, setting.stepNs(), figures);
                }
            }
        }
        return figures;
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static void makeSeats(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE seats (seat int PRIMARY KEY, holder bigint NOT NULL) WITH (fillfactor = 70)");
            statement.execute("INSERT INTO seats SELECT s, 0 FROM generate_series(1, " + SEATS + ") s");
            statement.execute("VACUUM ANALYZE seats");
        }
    }

    private static void run(EmbeddedDatabase database, Way way, int connections, long forNs, Figures into)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Histogram>> customers = new ArrayList<>();
            for (int i = 1; i <= connections; i++) {
                long holder = i;
                customers.add(() -> holdFor(database, way, holder, forNs));
            }
            Histogram all = Figures.latencies();
            for (Future<Histogram> each : threads.invokeAll(customers)) {
                all.add(each.get());
            }
            String prefix = way.text + connections + ".";
            into.put(prefix + "holdsPerSecond", all.getTotalCount() / (forNs / 1e9))
                    .putLatency(prefix, all);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a hold failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Histogram holdFor(EmbeddedDatabase database, Way way, long holder, long forNs) throws SQLException {
        Histogram latencies = Figures.latencies();
        SplittableRandom random = new SplittableRandom(holder);
        try (Connection connection = connect(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)");
                    PreparedStatement select = connection.prepareStatement(way.select);
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE seats SET holder = ? WHERE seat IN (?, ?)")) {
                long startNs = System.nanoTime();
                int held = 0;
                while (System.nanoTime() - startNs < forNs) {
                    int seat = 1 + 2 * random.nextInt(SEATS / 2);
                    long beginNs = System.nanoTime();
                    if (way == Way.ADVISORY) {
                        // One lock stands for the pair, as for a show's quota.
                        lock.setLong(1, seat);
                        lock.execute();
                    }
                    if (!bothFree(select, seat)) {
                        // Whoever waits for others' rows while having some that others want could wait for ever.
                        connection.commit();
                        continue;
                    }
                    if (held != 0) {
                        mark(update, held, 0);
                    }
                    mark(update, seat, holder);
                    held = seat;
                    connection.commit();
                    latencies.recordValue(System.nanoTime() - beginNs);
                }
                if (held != 0) {
                    mark(update, held, 0);
                    connection.commit();
                }
            }
        }
        return latencies;
    }

    private static boolean bothFree(PreparedStatement select, int seat) throws SQLException {
        select.setInt(1, seat);
        select.setInt(2, seat + 1);
        int free = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                free += rows.getLong(2) == 0 ? 1 : 0;
            }
        }
        return free == 2;
    }

    private static void mark(PreparedStatement update, int seat, long holder) throws SQLException {
        update.setLong(1, holder);
        update.setInt(2, seat);
        update.setInt(3, seat + 1);
        update.executeUpdate();
    }
}
