package io.boxoffice.writer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL for a test class, and databases in it. */
final class TestPostgres implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Path dataDirectory =
            TARGET.resolve("pg-data-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    private EmbeddedPostgres server;
    private int port;

    static TestPostgres start() {
        TestPostgres postgres = new TestPostgres();
        postgres.startAgain();
        return postgres;
    }

    /** Starts on the former port, with the former data, when there are such. */
    void startAgain() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File(TARGET.toFile(), "embedded-pg"))
                    .setDataDirectory(dataDirectory)
                    .setCleanDataDirectory(false)
                    .setServerConfig("unix_socket_directories", "");
            if (port != 0) {
                builder.setPort(port);
            }
            server = builder.start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, connections or no. Data stay. */
    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database createDatabase(String name) throws SQLException {
        admin("CREATE DATABASE " + name);
        return new Database(url(name));
    }

    /** A database that has what another one, to which nobody is connected, has now. */
    Database copyDatabase(String from, String name) throws SQLException {
        admin("CREATE DATABASE " + name + " TEMPLATE " + from);
        return new Database(url(name));
    }

    private void admin(String sql) throws SQLException {
        new Database(url("postgres")).execute(sql);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(dataDirectory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** A database of the server. */
    record Database(String url) {
        /** The same, by way of another port. */
        Database through(int otherPort) {
            return new Database(url.replaceFirst(":\\d+/", ":" + otherPort + "/"));
        }

        int port() {
            return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
        }

        /** Defaults for tests: fast to notice, fast to try again. */
        WriterConfig config(int batchMaxEvents) {
            return new WriterConfig(url, "postgres", "", batchMaxEvents, 0, 1, 20, 1, 50, 5_000, 10_000, 10_000);
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Rows, their columns as text with a bar between. */
        List<String> rows(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append(i == 1 ? "" : "|").append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
                return rows;
            }
        }

        long number(String sql) throws SQLException {
            return Long.parseLong(rows(sql).get(0));
        }
    }
}
