package io.boxoffice.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL is there, but killed, paused, slow, silent, or has no room: the writer neither hangs nor ends, and goes on. */
class PostgresTroubleTest {
    private static TestPostgres postgres;
    private static int databases;

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final NaiveSales naive = new NaiveSales();
    private final RandomSales sales = new RandomSales(23, log, naive);
    private TestPostgres.Database database;

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        database = postgres.createDatabase("trouble" + ++databases);
    }

    @Test
    void shouldGoOnWhenPostgresIsKilled() throws Exception {
        Random random = new Random(3);
        try (WriterFixture fixture = start(database)) {
            for (int kill = 0; kill < 2; kill++) {
                sell(200);
                Thread.sleep(random.nextInt(20));
                postgres.kill();
                sell(100);
                postgres.startAgain();
            }
            fixture.awaitWritten(log.lastSequence());
        }
        assertEverythingOnce();
    }

    @Test
    void shouldGiveUpWaitingForPausedPostgres() throws Exception {
        try (WriterFixture fixture = start(database)) {
            sell(200);
            postgres.pause();
            try {
                sell(50);
                fixture.awaitState(WriterState.BACKING_OFF);
            } finally {
                postgres.goOn();
            }
            fixture.awaitWritten(log.lastSequence());
        }
        assertEverythingOnce();
    }

    /** From the first byte of the log-in to somewhere in the migration and the first batches. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1_500, 12_000})
    void shouldGiveUpWaitingWhenNetworkIsDead(long bytes) throws Exception {
        sell(300);
        try (BadNetwork network = new BadNetwork(database.port())) {
            network.dieAfter(bytes);
            try (WriterFixture fixture = start(database.through(network.port()))) {
                fixture.awaitState(WriterState.BACKING_OFF);
                network.heal();
                fixture.awaitWritten(log.lastSequence());
            }
        }
        assertEverythingOnce();
    }

    @Test
    void shouldGiveUpWaitingWhenNetworkDiesWhileWriting() throws Exception {
        try (BadNetwork network = new BadNetwork(database.port());
                WriterFixture fixture = start(database.through(network.port()))) {
            sell(100);
            fixture.awaitWritten(log.lastSequence());
            network.dieAfter(500);
            sell(300);
            fixture.awaitState(WriterState.BACKING_OFF);
            network.heal();
            fixture.awaitWritten(log.lastSequence());
        }
        assertEverythingOnce();
    }

    @Test
    void shouldWriteOverSlowNetwork() throws Exception {
        try (BadNetwork network = new BadNetwork(database.port());
                WriterFixture fixture = new WriterFixture(database.through(network.port()), log)) {
            sell(50);
            fixture.awaitWritten(log.lastSequence());
            network.delay(5_000_000);
            sell(100);
            fixture.awaitWritten(log.lastSequence());
            assertEquals(0, fixture.failures("passing"));
        }
        assertEverythingOnce();
    }

    @Test
    void shouldGoOnWhenConnectionsAreToBeHadAgain() throws SQLException {
        database.execute("CREATE ROLE one_of_few LOGIN CONNECTION LIMIT 3");
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO one_of_few");
        List<Connection> others = new ArrayList<>();
        sell(100);
        try {
            for (int i = 0; i < 3; i++) {
                others.add(DriverManager.getConnection(database.url(), "one_of_few", ""));
            }
            WriterConfig c = database.config(50);
            WriterConfig config =
                    new WriterConfig(c.jdbcUrl(), "one_of_few", "", 50, 0, 1, 20, 1, 50, 5_000, 10_000, 10_000);
            try (WriterFixture fixture = new WriterFixture(config, WriterFixture.JOURNAL_ID, log)) {
                fixture.awaitState(WriterState.BACKING_OFF);
                assertTrue(
                        fixture.writer.status().failure().contains("too many connections"),
                        fixture.writer.status().failure());
                close(others);
                fixture.awaitWritten(log.lastSequence());
            }
        } finally {
            close(others);
        }
        assertEverythingOnce();
        database.execute("ALTER DATABASE " + database.name() + " OWNER TO postgres");
        database.execute("REASSIGN OWNED BY one_of_few TO postgres");
        database.execute("DROP OWNED BY one_of_few");
        database.execute("DROP ROLE one_of_few");
    }

    @Test
    void shouldGoOnWhenFullDiskHasRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(48)) {
            postgres.execute("CREATE TABLESPACE small LOCATION '" + disk.directory() + "'");
            postgres.execute("ALTER DATABASE " + database.name() + " SET TABLESPACE small");
            try (WriterFixture fixture = new WriterFixture(database, log)) {
                sell(200);
                fixture.awaitWritten(log.lastSequence());
                disk.fill();
                // Rows of earlier batches may have left room on the pages that are there.
                while (fixture.writer.status().state() != WriterState.BACKING_OFF) {
                    sell(200);
                }
                assertTrue(
                        fixture.writer.status().failure().contains("No space left"),
                        fixture.writer.status().failure());
                disk.clear();
                fixture.awaitWritten(log.lastSequence());
            }
            assertEverythingOnce();
            postgres.execute("DROP DATABASE " + database.name());
            postgres.execute("DROP TABLESPACE small");
        }
    }

    private static void close(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private WriterFixture start(TestPostgres.Database where) {
        return new WriterFixture(where.hastyConfig(), WriterFixture.JOURNAL_ID, log);
    }

    private void sell(int commands) {
        for (int i = 0; i < commands; i++) {
            sales.next();
        }
    }

    private void assertEverythingOnce() throws SQLException {
        assertEquals(naive.rows(), NaiveSales.rowsOf(database));
    }
}
