package io.boxoffice.bench.writer;

import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.SalesSchema;
import io.boxoffice.writer.WriterConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Writes the same rows with the persistence writer and with raw COPY, in turn, and compares the medians.
 *
 * <p>Topology: this process and a PostgreSQL of its own on loopback, durable (fsync, synchronous commit), on the same cores.
 * Rows are those that are in the tables in the end, {@value BookedEvents#ROWS_PER_RESERVATION} a reservation: what the writer
 * changes again on the way (a reservation's row changes up to five times) is not counted, COPY writes it once. COPY gets the
 * finished rows from memory, one COPY a table into the same tables with the same indexes, all in one transaction; as text and in
 * the binary format. The writer decodes events from memory, connects, checks the schema, and writes transactions of its default
 * size; reading the event log's files is left out. Each round begins with empty tables and after a checkpoint.
 *
 * <pre>mvn -q -pl bench -am package -DskipTests &amp;&amp; java $(grep -v '^#' config/jvm.options) -cp 'bench/target/*:bench/target/lib/*' \
 *     io.boxoffice.bench.writer.WriterSpeed [reservations, 40000] [rounds, 5] [events in a transaction] [on|off]</pre>
 *
 * The last says synchronous_commit for the writer alone.
 */
public final class WriterSpeed {
    private static final long JOURNAL_ID = 0x5EED;
    private static final List<String> TABLES =
            List.of("reservations", "reservation_transitions", "booked_seats", "payments");
    private static final int DEFAULT_RESERVATIONS = 40_000;
    private static final int DEFAULT_ROUNDS = 5;

    private final EmbeddedDatabase database;
    private final BookedEvents events;
    private final long rows;
    private final int batchMaxEvents;
    private final String synchronousCommit;

    private WriterSpeed(EmbeddedDatabase database, int reservations, int batchMaxEvents, String synchronousCommit) {
        this.database = database;
        this.batchMaxEvents = batchMaxEvents;
        this.synchronousCommit = synchronousCommit;
        events = new BookedEvents(reservations);
        rows = (long) reservations * BookedEvents.ROWS_PER_RESERVATION;
    }

    /**
     * The medians of all rounds.
     *
     * @param writer     rows a second
     * @param textCopy   rows a second
     * @param binaryCopy rows a second
     */
    public record Result(double writer, double textCopy, double binaryCopy) {
        @Override
        public String toString() {
            return String.format(
                    "writer %,.0f rows/s; raw COPY as text %,.0f rows/s: the writer reaches %.0f %%; binary %,.0f:"
                            + " %.0f %%",
                    writer, textCopy, 100 * writer / textCopy, binaryCopy, 100 * writer / binaryCopy);
        }
    }

    public static void main(String[] args) throws Exception {
        int reservations = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_RESERVATIONS;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_ROUNDS;
        int batch = args.length > 2
                ? Integer.parseInt(args[2])
                : WriterConfig.forDatabase("", "", "").batchMaxEvents();
        System.out.println(measure(reservations, rounds, batch, args.length > 3 ? args[3] : "on"));
    }

    /** Starts a PostgreSQL in a temporary directory, runs a round to warm up and the rounds that count, and cleans up. */
    public static Result measure(int reservations, int rounds, int batchMaxEvents, String synchronousCommit)
            throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("writer-speed");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory))) {
            return new WriterSpeed(database, reservations, batchMaxEvents, synchronousCommit).run(rounds);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private Result run(int rounds) throws IOException, SQLException, InterruptedException {
        double[][] rates = new double[3][rounds];
        for (int round = -1; round < rounds; round++) {
            double writer = rows / writeSeconds();
            Map<String, byte[]> text = copyOut("text");
            Map<String, byte[]> binary = copyOut("binary");
            double textCopy = rows / copySeconds(text, "text");
            double binaryCopy = rows / copySeconds(binary, "binary");
            System.out.printf(
                    "%s %s%n",
                    round < 0 ? "warm-up:" : "round " + round + ":", new Result(writer, textCopy, binaryCopy));
            if (round >= 0) {
                rates[0][round] = writer;
                rates[1][round] = textCopy;
                rates[2][round] = binaryCopy;
            }
        }
        return new Result(median(rates[0]), median(rates[1]), median(rates[2]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double writeSeconds() throws SQLException, InterruptedException {
        beginAnew();
        WriterConfig d = WriterConfig.forDatabase(
                database.jdbcUrl() + "?options=-c%20synchronous_commit=" + synchronousCommit,
                database.user(),
                database.password());
        WriterConfig config = new WriterConfig(
                d.jdbcUrl(),
                d.user(),
                d.password(),
                batchMaxEvents,
                d.batchMaxWaitMs(),
                d.pollIntervalMs(),
                d.idleCheckIntervalMs(),
                d.backoffMinMs(),
                d.backoffMaxMs(),
                d.connectTimeoutMs(),
                d.answerTimeoutMs(),
                d.closeTimeoutMs());
        long startNs = System.nanoTime();
        try (PersistenceWriter writer =
                new PersistenceWriter(config, JOURNAL_ID, events::lastSequence, events, new SimpleMeterRegistry())) {
            writer.start();
            while (writer.writtenThrough() < events.lastSequence()) {
                if (writer.status().state().ended()) {
                    throw new IllegalStateException(writer.status().toString());
                }
                Thread.sleep(1);
            }
            double seconds = (System.nanoTime() - startNs) / 1e9;
            requireAllRows();
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
        requireAllRows();
        return seconds;
    }

    private void requireAllRows() throws SQLException {
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
        if (found != rows) {
            throw new IllegalStateException(found + " rows were written, not " + rows);
        }
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
