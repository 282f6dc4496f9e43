package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.core.DurableCore.Settings;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.SalesSchema;
import io.boxoffice.writer.SalesState;
import io.boxoffice.writer.WriterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The persistence writer on a backlog of sales, in turns with raw COPY of the very rows that it left; medians of the rounds, after
 * one that does not count.
 *
 * <p>Topology: this process and a PostgreSQL of its own on loopback, durable (fsync, synchronous commit), on the same cores. The
 * writer reads an event log that the booking core wrote, connects, checks the schema, and writes transactions of its default
 * size. COPY gets the finished rows from memory, one COPY a table into the same tables with the same indexes, all in one
 * transaction, as text and in the binary format. Counted are the rows that are there in the end, for both: the writer changes a
 * reservation's row up to three times on the way, COPY writes it once. Each round begins with empty tables and after a checkpoint.
 */
final class WriterSpeed {
    private static final long COMMANDS = 200_000;
    private static final int ROUNDS = 5;
    private static final int WINDOW = 30_000;
    private static final List<String> TABLES =
            List.of("reservations", "reservation_transitions", "booked_seats", "payments");

    private final DurableCore core;
    private final EmbeddedDatabase database;
    private long rows;

    private WriterSpeed(DurableCore core, EmbeddedDatabase database) {
        this.core = core;
        this.database = database;
    }

    static Figures measure(Setting setting) throws IOException, SQLException, InterruptedException {
        long commands = setting.scaled(COMMANDS, 20_000);
        try (DurableCore core = new DurableCore(setting.directory().resolve("data"), Settings.NOT_DURABLE);
                EmbeddedDatabase database = EmbeddedDatabase.start(
                        EmbeddedDatabaseConfig.in(setting.directory().resolve("postgres")))) {
            core.openShows(DurableCore.showsFor(commands, 1));
            core.run(WINDOW, 1, Long.MAX_VALUE, commands);
            return new WriterSpeed(core, database).run((int) setting.scaled(ROUNDS, 1));
        }
    }

    private Figures run(int rounds) throws IOException, SQLException, InterruptedException {
        double[] writer = new double[rounds];
        double[] text = new double[rounds];
        double[] binary = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double writerSeconds = writeSeconds();
            Map<String, byte[]> asText = copyOut("text");
            Map<String, byte[]> asBinary = copyOut("binary");
            double textSeconds = copySeconds(asText, "text");
            double binarySeconds = copySeconds(asBinary, "binary");
            if (round >= 0) {
                writer[round] = rows / writerSeconds;
                text[round] = rows / textSeconds;
                binary[round] = rows / binarySeconds;
            }
        }
        double copy = Math.max(median(text), median(binary));
        return new Figures()
                .put("rows", rows)
                .put("rounds", rounds)
                .put("writer.rowsPerSecond", median(writer))
                .put("writer.leastRowsPerSecond", Arrays.stream(writer).min().orElse(0))
                .put("writer.mostRowsPerSecond", Arrays.stream(writer).max().orElse(0))
                .put("copyText.rowsPerSecond", median(text))
                .put("copyBinary.rowsPerSecond", median(binary))
                .put("copy.rowsPerSecond", copy)
                .put("writer.shareOfCopy", median(writer) / copy);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double writeSeconds() throws SQLException, InterruptedException {
        beginAnew();
        WriterConfig config = WriterConfig.forDatabase(database.jdbcUrl(), database.user(), database.password());
        long last = core.core().lastEventSequence();
        long startNs = System.nanoTime();
        try (PersistenceWriter writer = new PersistenceWriter(
                        config,
                        core.core().journalId(),
                        core.core().shows()::sequence,
                        core.core().events(),
                        SalesState.Source.NONE,
                        new SimpleMeterRegistry())
                .start()) {
            while (writer.writtenThrough() < last) {
                if (writer.status().state().ended()) {
                    throw new IllegalStateException("the writer ended: " + writer.status());
                }
                Thread.sleep(1);
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            long found = countRows();
            if (found == 0 || (rows != 0 && found != rows)) {
                throw new IllegalStateException(found + " rows were written, and " + rows + " in the round before");
            }
            rows = found;
            return seconds;
        }
    }

    private Map<String, byte[]> copyOut(String format) throws SQLException, IOException {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        try (Connection connection = connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                copy.copyOut("COPY sales." + table + " TO STDOUT (FORMAT " + format + ")", bytes);
                tables.put(table, bytes.toByteArray());
            }
        }
        return tables;
    }

    private double copySeconds(Map<String, byte[]> tables, String format) throws SQLException, IOException {
        beginAnew();
        long startNs = System.nanoTime();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, byte[]> table : tables.entrySet()) {
                copy.copyIn(
                        "COPY sales." + table.getKey() + " FROM STDIN (FORMAT " + format + ")",
                        new ByteArrayInputStream(table.getValue()));
            }
            connection.commit();
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        if (countRows() != rows) {
            throw new IllegalStateException(countRows() + " rows were copied, not " + rows);
        }
        return seconds;
    }

    private long countRows() throws SQLException {
        long found = 0;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM sales." + table)) {
                    row.next();
                    found += row.getLong(1);
                }
            }
        }
        return found;
    }

    private void beginAnew() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS sales CASCADE");
            SalesSchema.migrate(source);
            statement.execute("CHECKPOINT");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
