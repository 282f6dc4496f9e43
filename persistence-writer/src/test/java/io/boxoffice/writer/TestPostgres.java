package io.boxoffice.writer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL for a test class, and databases in it. Each is a copy of one that is made once. */
final class TestPostgres implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String MIGRATED = "migrated_template";

    private final Path dataDirectory =
            TARGET.resolve("pg-data-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    private EmbeddedPostgres server;
    private int port;

    /** The data of a stopped server with the database {@link #MIGRATED}; removed when the process ends. */
    private static final class Template {
        static final Path DIRECTORY = make();

        private static Path make() {
            TestPostgres first = new TestPostgres();
            Runtime.getRuntime().addShutdownHook(new Thread(first::deleteData));
            first.startAgain();
            try {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setURL(first.createDatabase(MIGRATED).url());
                source.setUser("postgres");
                SalesSchema.migrate(source);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                first.stop();
            }
            return first.dataDirectory;
        }
    }

    static TestPostgres start() {
        TestPostgres postgres = new TestPostgres();
        postgres.copyData(Template.DIRECTORY);
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
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("restore_command", "false");
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

    /** SIGKILL to the postmaster, and to whatever it leaves behind. Data stay, as they are after a crash. */
    void kill() throws IOException {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        stop();
    }

    /** Stops all of its processes where they stand: connections stay open, and nobody answers. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        for (ProcessHandle process : processes()) {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** The postmaster first. */
    private List<ProcessHandle> processes() throws IOException {
        String pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid"))
                .get(0)
                .strip();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    /** Another server, on another port, with the data of this one, which must be stopped; promoted, as a standby would be. */
    TestPostgres promotedCopy() throws IOException {
        TestPostgres copy = new TestPostgres();
        copy.copyData(dataDirectory);
        Files.deleteIfExists(copy.dataDirectory.resolve("postmaster.pid"));
        // Recovery finds no archive, ends at once, and begins a timeline of its own.
        Files.createFile(copy.dataDirectory.resolve("recovery.signal"));
        copy.startAgain();
        return copy;
    }

    private void copyData(Path from) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, dataDirectory.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty database. */
    Database createDatabase(String name) throws SQLException {
        execute("CREATE DATABASE " + name);
        return database(name);
    }

    /** A database in which the schema is as the newest migration leaves it, without a row. */
    Database createMigratedDatabase(String name) throws SQLException {
        return copyDatabase(MIGRATED, name);
    }

    Database database(String name) {
        return new Database(url(name));
    }

    /** A database that has what another one, to which nobody is connected, has now. */
    Database copyDatabase(String from, String name) throws SQLException {
        execute("CREATE DATABASE " + name + " TEMPLATE " + from);
        return new Database(url(name));
    }

    /** As the administrator, in no database in particular. */
    void execute(String sql) throws SQLException {
        new Database(url("postgres")).execute(sql);
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    public void close() {
        stop();
        deleteData();
    }

    private void deleteData() {
        try (Stream<Path> files = Files.walk(dataDirectory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database of the server. */
    record Database(String url) {
        /** The same, by way of another port. */
        Database through(int otherPort) {
            return new Database(url.replaceFirst(":\\d+/", ":" + otherPort + "/"));
        }

        String name() {
            return url.replaceFirst(".*/", "");
        }

        int port() {
            return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
        }

        /** The same with time-outs as short as they may be. */
        WriterConfig hastyConfig() {
            return new WriterConfig(url, "postgres", "", 50, 0, 1, 20, 1, 50, 1_000, 1_000, 10_000);
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
