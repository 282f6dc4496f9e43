package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.WriterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The persistence writer on a backlog of sales, against COPY of the very rows that it left, into tables of the same columns and
 * indexes, and into tables without any. Embedded PostgreSQL, durable as the server sets it; each table's COPY is a transaction.
 *
 * <p>The writer changes a reservation's row some five times; counted are the rows that are there in the end, for both.
 */
final class WriterSpeed {
    private static final long COMMANDS = 500_000;
    private static final int WINDOW = 30_000;
    private static final List<String> TABLES =
            List.of("reservations", "reservation_transitions", "booked_seats", "payments");

    private WriterSpeed() {}

    static Figures measure(Setting setting) throws IOException, SQLException, InterruptedException {
        long commands = setting.scaled(COMMANDS, 20_000);
        try (DurableCore core = new DurableCore(setting.directory().resolve("data"), Settings.NOT_DURABLE);
                EmbeddedDatabase database = EmbeddedDatabase.start(
                        EmbeddedDatabaseConfig.in(setting.directory().resolve("postgres")))) {
            core.openShows(DurableCore.showsFor(commands, 1));
            core.run(WINDOW, 1, Long.MAX_VALUE, commands);
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            double seconds = write(core, database, meters);
            double changed = meters.get("boxoffice.writer.rows").counter().count();
            try (Connection connection =
                    DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
                Copied indexed = copy(connection, "INCLUDING ALL");
                Copied bare = copy(connection, "INCLUDING DEFAULTS");
                return new Figures()
                        .put("rows", indexed.rows)
                        .put("writer.seconds", seconds)
                        .put("writer.rowsPerSecond", indexed.rows / seconds)
                        .put("writer.changesPerSecond", changed / seconds)
                        .put("copy.rowsPerSecond", indexed.rows / indexed.seconds)
                        .put("copyBare.rowsPerSecond", bare.rows / bare.seconds)
                        .put("writer.shareOfCopy", indexed.seconds / seconds);
            }
        }
    }

    private static double write(DurableCore core, EmbeddedDatabase database, SimpleMeterRegistry meters)
            throws InterruptedException {
        WriterConfig config = WriterConfig.forDatabase(database.jdbcUrl(), database.user(), database.password());
        long last = core.core().lastEventSequence();
        long startNs = 0;
        try (PersistenceWriter writer = new PersistenceWriter(
                        config,
                        core.core().journalId(),
                        core.core().shows()::sequence,
                        core.core().events(),
                        meters)
                .start()) {
            while (writer.writtenThrough() < last) {
                if (writer.status().state().ended()) {
                    throw new IllegalStateException("the writer ended: " + writer.status());
                }
                if (startNs == 0 && writer.writtenThrough() > 0) {
                    // From its first batch on: connecting and making tables is not writing.
                    startNs = System.nanoTime();
                }
                Thread.sleep(1);
            }
            return (System.nanoTime() - startNs) / 1e9;
        }
    }

    private record Copied(long rows, double seconds) {}

    private static Copied copy(Connection connection, String like) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = 0;
        long tookNs = 0;
        for (String table : TABLES) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            copy.copyOut("COPY sales." + table + " TO STDOUT (FORMAT binary)", bytes);
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS copied");
                statement.execute("CREATE TABLE copied (LIKE sales." + table + " " + like + ")");
            }
            long startNs = System.nanoTime();
            rows += copy.copyIn(
                    "COPY copied FROM STDIN (FORMAT binary)", new ByteArrayInputStream(bytes.toByteArray()));
            tookNs += System.nanoTime() - startNs;
        }
        return new Copied(rows, tookNs / 1e9);
    }
}
