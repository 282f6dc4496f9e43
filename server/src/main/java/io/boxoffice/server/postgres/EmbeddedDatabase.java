package io.boxoffice.server.postgres;

import io.boxoffice.journal.disk.OwnerOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that the server brings itself, running. It listens on the loopback interface, asks for a password, and is
 * as durable as any: fsync, synchronous commit and full page writes are on, which is checked at every start.
 *
 * <p>It is a process of its own. When the server is killed it goes on; the next start stops it and starts it anew. Whoever
 * starts it closes it, after everybody who uses it: a shutdown hook there is only while it starts.
 *
 * <p>When it dies under a living server it is started again on the same port, with the same password: whoever uses it gets
 * errors for a few seconds and then connects anew.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    static final String NAME = "boxoffice";
    private static final int PORT_ATTEMPTS = 3;

    private final Path directory;
    private final DirectoryLock lock;
    private final Cluster cluster;
    private final String password;
    private final int port;
    private final PostmasterWatch watch;
    private boolean closed;

    private EmbeddedDatabase(
            Path directory, DirectoryLock lock, Cluster cluster, PostmasterWatch watch, String password, int port) {
        this.directory = directory;
        this.lock = lock;
        this.cluster = cluster;
        this.watch = watch;
        this.password = password;
        this.port = port;
    }

    /**
     * Makes what is missing and starts it. Takes a few seconds the first time, well under one later.
     *
     * @throws EmbeddedDatabaseException when it cannot be started, or is not safe; nothing is left running then
     */
    public static EmbeddedDatabase start(EmbeddedDatabaseConfig config) {
        try {
            return start(config, null);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("PostgreSQL cannot be started in " + config.directory() + ": " + e, e);
        }
    }

    /**
     * @param user as whom PostgreSQL shall run; null: as the machine allows
     */
    static EmbeddedDatabase start(EmbeddedDatabaseConfig config, PostgresUser user) throws IOException {
        long startNs = System.nanoTime();
        Path directory = OwnerOnly.createDirectories(config.directory()).toRealPath();
        DirectoryLock lock = DirectoryLock.take(directory);
        try (StartGuard guard = new StartGuard()) {
            Path data = directory.resolve("cluster");
            PostgresUser runsAs = user == null ? PostgresUser.forCluster(data) : user;
            PostgresBinaries binaries = PostgresBinaries.unpack(directory);
            runsAs.letIn(directory, binaries.root());
            String password = DatabasePassword.readOrMake(directory.resolve("password"));
            Cluster cluster = new Cluster(data, binaries, runsAs, config);
            if (!cluster.exists()) {
                LOG.info("Making PostgreSQL's data in {}", data);
                cluster.make(NAME, password);
            }
            cluster.requireVersion();
            cluster.clearLeftovers();
            int port = startOnPort(cluster, config.port());
            ProcessHandle postmaster = prove(cluster, data, port, password);
            releaseOrStop(guard, cluster);
            LOG.info(
                    "PostgreSQL listens on 127.0.0.1:{}, started in {} ms",
                    port,
                    (System.nanoTime() - startNs) / 1_000_000);
            PostmasterWatch watch = PostmasterWatch.over(postmaster, () -> {
                cluster.clearLeftovers();
                cluster.start(port);
                return prove(cluster, data, port, password);
            });
            return new EmbeddedDatabase(directory, lock, cluster, watch, password, port);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static int startOnPort(Cluster cluster, int configuredPort) throws IOException {
        if (configuredPort != 0) {
            cluster.start(configuredPort);
            return configuredPort;
        }
        // Somebody may take the free port before PostgreSQL does.
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                cluster.start(port);
                return port;
            } catch (Cluster.PortTakenException e) {
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What is not safe does not stay running. */
    private static ProcessHandle prove(Cluster cluster, Path data, int port, String password) throws IOException {
        try {
            try (Connection connection = DriverManager.getConnection(url(port, "postgres"), NAME, password)) {
                SafetyCheck.run(connection, data);
                createDatabase(connection);
            }
            try (Connection connection = DriverManager.getConnection(url(port, NAME), NAME, password)) {
                DatabaseRoles.make(connection, NAME, data.getParent());
            }
            return Postmaster.processOf(data);
        } catch (SQLException e) {
            cluster.stop();
            throw new EmbeddedDatabaseException(
                    "PostgreSQL in " + data + " started, but cannot be used: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            cluster.stop();
            throw e;
        }
    }

    private static void releaseOrStop(StartGuard guard, Cluster cluster) throws IOException {
        try {
            guard.release();
        } catch (EmbeddedDatabaseException e) {
            cluster.stop();
            throw e;
        }
    }

    private static void createDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet row = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                exists = row.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        }
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Of the database {@code boxoffice}. */
    public String jdbcUrl() {
        return url(port, NAME);
    }

    /** How one of those connects who use it. */
    public DatabaseAddress address(DatabaseRole role) {
        try {
            return DatabaseAddress.of(directory, port, role);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("the password of " + role.user() + " cannot be read: " + e, e);
        }
    }

    /** The superuser, who may do everything in it: for a person who looks in, and for tests. */
    public String user() {
        return NAME;
    }

    /** Of the superuser. */
    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Stops PostgreSQL: open transactions are rolled back. Data stay. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        try {
            try {
                cluster.stop();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new EmbeddedDatabaseException("PostgreSQL cannot be stopped: " + e.getMessage(), e);
        }
    }
}
