package io.boxoffice.server.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static Path template;

    private Path directory;
    private EmbeddedDatabase database;

    /** Made once, over what a cut-off start has left: making it takes a hundred times as long as starting it. */
    @BeforeAll
    static void makeTemplate() throws IOException {
        template = shared.resolve("postgres");
        Files.createDirectories(template.resolve("cluster-unfinished"));
        Files.writeString(template.resolve("cluster-unfinished/PG_VERSION"), "18\n");
        Files.createDirectories(template.resolve("binaries-unfinished/bin"));
        EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(template)).close();
    }

    /** The binaries' files are the template's own; the cluster's are copies. */
    @BeforeEach
    void copyTemplateToDirectoryWithSpaceInItsPath() throws IOException, InterruptedException {
        directory = temporary.resolve("my data").resolve("postgres");
        Files.createDirectories(directory.getParent());
        copy("-al", template, directory);
        Directories.delete(directory.resolve("cluster"));
        copy("-a", template.resolve("cluster"), directory.resolve("cluster"));
    }

    private static void copy(String how, Path from, Path to) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("cp", how, from.toString(), to.toString())
                        .start()
                        .waitFor());
    }

    @AfterEach
    void stop() throws IOException {
        if (database != null) {
            database.close();
        }
        assertFalse(Files.exists(directory.resolve("cluster/postmaster.pid")), "left running");
    }

    @Test
    void shouldBeDurableAndAskForPassword() throws SQLException {
        start();

        assertEquals("on", ask("SHOW fsync"));
        assertEquals("on", ask("SHOW synchronous_commit"));
        assertEquals("on", ask("SHOW full_page_writes"));
        assertEquals("on", ask("SHOW data_checksums"));
        assertEquals("127.0.0.1", ask("SHOW listen_addresses"));
        assertEquals("64MB", ask("SHOW shared_buffers"));
        assertEquals("50", ask("SHOW max_connections"));
        assertEquals("scram-sha-256", ask("SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"));
        assertEquals(
                "SCRAM-SHA-256$1",
                ask("SELECT string_agg(DISTINCT split_part(rolpassword, ':', 1), ',') FROM pg_authid"),
                "random passwords are not stretched");
        SQLException refused = assertThrows(
                SQLException.class, () -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "wrong"));
        assertEquals("28P01", refused.getSQLState());
    }

    @Test
    void shouldKeepPasswordForItsOwnerAlone() throws IOException {
        start();

        Path file = directory.resolve("password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(database.password(), Files.readString(file).strip());
        assertTrue(database.password().length() >= 32);
        assertFalse(Files.exists(directory.resolve("password-for-initdb")));
    }

    @Test
    void shouldKnowLettersAndHaveSearch() throws SQLException {
        start();
        execute("CREATE EXTENSION pg_trgm");
        execute("CREATE EXTENSION unaccent");

        assertEquals("école łódź", ask("SELECT lower('ÉCOLE Łódź')"));
        assertEquals("'łódź':1", ask("SELECT to_tsvector('simple', 'Łódź')"));
    }

    @Test
    void shouldKeepDataAndPasswordOverRestart() throws SQLException {
        start();
        String password = database.password();
        execute("CREATE TABLE kept AS SELECT 7 AS n");
        database.close();
        start();

        assertEquals("7", ask("SELECT n FROM kept"));
        assertEquals(password, database.password());
    }

    @Test
    void shouldListenOnConfiguredPort() throws IOException, SQLException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        database = EmbeddedDatabase.start(new EmbeddedDatabaseConfig(directory, port, 16, 10, 0, 60_000, 60_000));

        assertEquals(port, database.port());
        assertEquals("16MB", ask("SHOW shared_buffers"));
    }

    @Test
    void shouldSayThatPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedDatabaseException e = assertThrows(
                    EmbeddedDatabaseException.class,
                    () -> EmbeddedDatabase.start(
                            new EmbeddedDatabaseConfig(directory, taken.getLocalPort(), 16, 10, 0, 60_000, 60_000)));
            assertTrue(e.getMessage().contains("port " + taken.getLocalPort() + " is taken"), e.getMessage());
        }
    }

    @Test
    void shouldTakeOverFromKilledServer() throws IOException, InterruptedException, SQLException {
        Process server = abandonedServer();
        server.destroyForcibly().waitFor();
        assertEquals(Postmaster.Trace.ALIVE, Postmaster.traceOf(directory.resolve("cluster")));
        long left = postmasterPid();
        start();

        assertEquals("7", ask("SELECT n FROM kept"));
        assertNotEquals(left, postmasterPid());
    }

    @Test
    void shouldRecoverWhenPostgresWasKilledToo() throws IOException, InterruptedException, SQLException {
        Process server = abandonedServer();
        server.destroyForcibly().waitFor();
        ProcessHandle.of(postmasterPid()).orElseThrow().destroyForcibly();
        while (Postmaster.traceOf(directory.resolve("cluster")) == Postmaster.Trace.ALIVE) {
            LockSupport.parkNanos(100_000);
        }
        start();

        assertEquals("7", ask("SELECT n FROM kept"));
    }

    @Test
    @Timeout(60)
    void shouldBringPostgresBackWhenItIsKilled() throws IOException, SQLException {
        start();
        execute("CREATE TABLE kept AS SELECT 7 AS n");
        long killed = postmasterPid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        assertEquals("7", askUntilAnswered("SELECT n FROM kept"));
        long back = postmasterPid();
        assertNotEquals(killed, back);
        database.close();
        assertEquals(Postmaster.Trace.NONE, Postmaster.traceOf(directory.resolve("cluster")));
        assertFalse(ProcessHandle.of(back).filter(Postmaster::lives).isPresent(), "left running");
    }

    @Test
    void shouldNotBringPostgresBackWhenItIsClosed() throws IOException {
        start();
        ProcessHandle.of(postmasterPid()).orElseThrow().destroyForcibly();
        database.close();

        assertNotEquals(Postmaster.Trace.ALIVE, Postmaster.traceOf(directory.resolve("cluster")));
        Files.deleteIfExists(directory.resolve("cluster/postmaster.pid"));
    }

    @Test
    void shouldStopPostgresWhenProcessIsToldToEndWhileItStarts() throws IOException, InterruptedException {
        Process server = serverProcess();
        while (!Files.exists(directory.resolve("cluster/postmaster.pid")) && server.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        // Not Process.destroy(), which would also close what it printed.
        server.toHandle().destroy();
        server.waitFor();

        boolean hadStarted =
                server.inputReader().lines().anyMatch(line -> line.startsWith("ready") || line.contains("listens on"));
        if (hadStarted) {
            start();
        }
        Assumptions.assumeFalse(hadStarted, "it started before it was told");
        assertEquals(Postmaster.Trace.NONE, Postmaster.traceOf(directory.resolve("cluster")));
    }

    @Test
    void shouldStopPostgresWhenInterruptedThreadClosesIt() throws IOException {
        start();
        Thread.currentThread().interrupt();
        database.close();

        assertTrue(Thread.interrupted());
        assertEquals(Postmaster.Trace.NONE, Postmaster.traceOf(directory.resolve("cluster")));
    }

    @Test
    void shouldNotBeFooledByProcessIdThatIsSomebodyElses() throws IOException, SQLException {
        start();
        execute("CREATE TABLE kept AS SELECT 7 AS n");
        String pidFile = Files.readString(directory.resolve("cluster/postmaster.pid"));
        database.close();
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                pidFile.replaceFirst(
                        "\\d+", Long.toString(ProcessHandle.current().pid())));
        start();

        assertEquals("7", ask("SELECT n FROM kept"));
    }

    @Test
    void shouldRefuseSecondServer() {
        start();

        EmbeddedDatabaseException e = assertThrows(
                EmbeddedDatabaseException.class, () -> EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory)));
        assertTrue(e.getMessage().contains("another server"));
    }

    @Test
    void shouldRefuseToRunUnsafely() throws SQLException {
        start();
        execute("ALTER SYSTEM SET fsync = off");
        database.close();
        EmbeddedDatabaseException e = assertThrows(EmbeddedDatabaseException.class, this::start);
        assertTrue(e.getMessage().contains("fsync = off"), e.getMessage());
    }

    @Test
    void shouldRefuseDataOfAnotherVersion() throws IOException {
        start();
        database.close();
        Files.writeString(directory.resolve("cluster/PG_VERSION"), "17\n");
        EmbeddedDatabaseException e = assertThrows(EmbeddedDatabaseException.class, this::start);
        assertTrue(e.getMessage().contains("PostgreSQL 17's"), e.getMessage());
    }

    @Test
    void shouldBeginAfreshWhenMakingItWasCutOff() {
        assertFalse(Files.exists(template.resolve("cluster-unfinished")));
        assertFalse(Files.exists(template.resolve("binaries-unfinished")));
        assertTrue(Files.exists(template.resolve("cluster/PG_VERSION")));
    }

    @Test
    void shouldLeaveRoomForOwnSettings() throws IOException, SQLException {
        start();
        database.close();
        Files.writeString(
                directory.resolve("cluster/postgresql.conf"), "\nwork_mem = 7MB\n", StandardOpenOption.APPEND);
        start();

        assertEquals("7MB", ask("SHOW work_mem"));
    }

    @Test
    void shouldGiveWayToOthersAsFarAsItWasTold() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "only Linux says so in /proc");
        database = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory).withNiceness(7));

        String pid =
                Files.readAllLines(directory.resolve("cluster/postmaster.pid")).get(0);
        String stat = Files.readString(Path.of("/proc", pid.strip(), "stat"));
        // The 19th field; the second is a name in brackets.
        assertEquals("7", stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    @Test
    void shouldRunAsNobodyWhereRootMayNotHaveNamespaces() throws IOException, SQLException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
        Assumptions.assumeTrue(everybodyMayEnter(temporary), "nobody may not enter " + temporary);
        Directories.delete(directory.resolve("cluster"));
        EmbeddedDatabaseConfig config = EmbeddedDatabaseConfig.in(directory);
        database = EmbeddedDatabase.start(config, PostgresUser.switchingTo("nobody"));
        assertEquals("nobody", Files.getOwner(directory.resolve("cluster")).getName());
        execute("CREATE TABLE kept AS SELECT 7 AS n");
        database.close();
        start();

        assertEquals("7", ask("SELECT n FROM kept"));
    }

    /** Whether its parents can be entered by everybody; gives the directory itself free. */
    private static boolean everybodyMayEnter(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path parent = path; parent != null; parent = parent.getParent()) {
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(parent))
                    .endsWith("x")) {
                return false;
            }
        }
        return true;
    }

    private void start() {
        database = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(directory));
    }

    private Process serverProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AbandonedServer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Process abandonedServer() throws IOException, InterruptedException {
        Process process = serverProcess();
        BufferedReader output = process.inputReader();
        String line;
        do {
            line = output.readLine();
        } while (line != null && !line.startsWith("ready"));
        assertTrue(line != null && process.isAlive(), "the other server did not start");
        assertFalse(process.waitFor(0, TimeUnit.MILLISECONDS));
        return process;
    }

    private long postmasterPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("cluster/postmaster.pid")).get(0));
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String askUntilAnswered(String sql) {
        while (true) {
            try {
                return ask(sql);
            } catch (SQLException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
