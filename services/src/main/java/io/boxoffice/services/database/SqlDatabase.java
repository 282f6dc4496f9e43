package io.boxoffice.services.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The features' connections to PostgreSQL. Making one needs no PostgreSQL; it becomes usable when {@link #migrate()} went
 * through. Any thread; calls block.
 *
 * <p>A call made inside another, on the same thread, takes part in its connection and transaction.
 */
public final class SqlDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqlDatabase.class);

    /** SQLSTATE class 40: a transaction that was rolled back because of others. */
    private static final String GIVEN_UP = "40";

    /** SQLSTATE insufficient_privilege. */
    private static final String NOT_GRANTED = "42501";

    /** SQLSTATE of what is not there: a column, a table, a schema, or the rights on them. */
    private static final Set<String> MISSING = Set.of("42703", "42P01", "3F000", NOT_GRANTED);

    private static final int MAX_ATTEMPTS = 5;
    private static final String SCHEMAS = "catalog,public";

    /** However large the tables, a migration of them goes on; only a server that is gone is not waited for. */
    private static final int MIGRATION_TIMEOUT_SECONDS = 3_600;

    /** More than a migration uses at a time. */
    private static final int MIGRATION_CONNECTIONS = 4;

    private final HikariDataSource connections;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final PGSimpleDataSource migrations = new PGSimpleDataSource();
    private String user;
    private final Jdbi jdbi;
    private final ThreadLocal<Boolean> inTransaction = ThreadLocal.withInitial(() -> false);
    private final List<FeatureSchema> schemas = new CopyOnWriteArrayList<>();
    private volatile boolean ready;
    private volatile Map<String, String> outdated = Map.of();
    private volatile String failure = "";
    private volatile boolean refusalTold;

    /**
     * @param maxConnections     to PostgreSQL
     * @param connectTimeoutMs   how long a call waits for a connection, at least 250
     * @param statementTimeoutMs after which PostgreSQL gives up a statement
     */
    public record Config(int maxConnections, long connectTimeoutMs, long statementTimeoutMs) {}

    /** Where it is and who connects is told later, by {@link #at}. */
    public SqlDatabase(Config config) {
        source.setApplicationName("boxoffice-catalog");
        source.setCurrentSchema(SCHEMAS);
        // What is quickest depends on which word, city or genre is asked for: no plan is made for all of them.
        // What searches read is small, and stays in memory.
        source.setOptions("-c statement_timeout=" + config.statementTimeoutMs()
                + " -c plan_cache_mode=force_custom_plan -c random_page_cost=1.1");
        // A server that vanished without a word: PostgreSQL's own statement timeout would never be heard of.
        source.setSocketTimeout((int) (config.statementTimeoutMs() / 1_000 + 5));
        int connectTimeoutSeconds = (int) Math.max(1, config.connectTimeoutMs() / 1_000);
        source.setConnectTimeout(connectTimeoutSeconds);
        migrations.setApplicationName("boxoffice-catalog-migration");
        migrations.setCurrentSchema(SCHEMAS);
        migrations.setConnectTimeout(connectTimeoutSeconds);
        migrations.setSocketTimeout(MIGRATION_TIMEOUT_SECONDS);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("features");
        pool.setDataSource(source);
        pool.setMaximumPoolSize(config.maxConnections());
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(60_000);
        pool.setConnectionTimeout(config.connectTimeoutMs());
        pool.setInitializationFailTimeout(-1);
        connections = new HikariDataSource(pool);
        jdbi = Jdbi.create(connections);
        jdbi.registerColumnMapper(new JsonColumns());
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    }

    /** Of a user who works with the schemas, and migrates them too, unless {@link #migratedBy} names another. */
    public SqlDatabase(String jdbcUrl, String user, String password, Config config) {
        this(config);
        at(jdbcUrl, user, password);
    }

    /** Says where it is and who works with the schemas, and migrates them too, unless {@link #migratedBy} names another; before any use. */
    public SqlDatabase at(String jdbcUrl, String user, String password) {
        this.user = user;
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        migrations.setUrl(jdbcUrl);
        return migratedBy(user, password);
    }

    /** Tells of a feature's schema; before {@link #migrate()}. */
    public void uses(FeatureSchema schema) {
        schemas.add(schema);
    }

    /** Another role owns the schemas and migrates them, and gives this one what it needs; before {@link #migrate()}. */
    public SqlDatabase migratedBy(String owner, String password) {
        migrations.setUser(owner);
        migrations.setPassword(password);
        return this;
    }

    /**
     * Brings the schemas of all features up to date. One that cannot be is {@link #outdated()}, and keeps no other feature from
     * PostgreSQL; what is missing in it is unavailable.
     *
     * @throws DatabaseUnavailableException when PostgreSQL cannot be reached
     */
    public synchronized void migrate() {
        requireReachable(connections);
        requireReachable(migrations);
        // Each schema needs some connections, and proving a password takes a good part of a start: they are used again.
        HikariConfig few = new HikariConfig();
        few.setPoolName("migrations");
        few.setDataSource(migrations);
        few.setMaximumPoolSize(MIGRATION_CONNECTIONS);
        few.setMinimumIdle(0);
        try (HikariDataSource pool = new HikariDataSource(few)) {
            outdated = migrate(pool);
        }
        ready = true;
        failure = "";
    }

    /** Why schemas could not be brought up to date, by name. */
    private Map<String, String> migrate(DataSource pool) {
        Map<String, String> failed = new TreeMap<>();
        for (FeatureSchema schema : schemas) {
            try {
                schema.migrate(pool, FeatureSchema.LATEST, user);
            } catch (FlywayException e) {
                requireReachable(migrations);
                failed.put(schema.name(), firstLine(e));
                if (!outdated.containsKey(schema.name())) {
                    LOG.error(
                            "The schema {} cannot be brought up to date; others are not kept from theirs",
                            schema.name(),
                            e);
                }
            }
        }
        return Map.copyOf(failed);
    }

    private static String firstLine(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("");
    }

    /** The schemas that could not be brought up to date, by name, with why. */
    public Map<String, String> outdated() {
        return outdated;
    }

    /** Whether {@link #migrate()} went through, for every schema. */
    public boolean isUpToDate() {
        return ready && outdated.isEmpty();
    }

    private void requireReachable(DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.isValid(1);
        } catch (SQLException e) {
            throw unavailable("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
    }

    private DatabaseUnavailableException unavailable(String message, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        failure = cause instanceof SQLException
                ? cause.getMessage()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new DatabaseUnavailableException(message, e);
    }

    /** Why PostgreSQL could not be asked when somebody asked it last; empty when it could. */
    public String failure() {
        return failure;
    }

    /** Whether {@link #migrate()} went through. */
    public boolean ready() {
        return ready;
    }

    /** Works with a connection, each statement a transaction of its own unless one is open on this thread. */
    public <T> T withHandle(Function<Handle, T> work) {
        requireReady();
        try {
            return answered(jdbi.withHandle(work::apply));
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    /**
     * Works in a transaction, which is rolled back when the work throws. When PostgreSQL gives it up for the sake of another
     * one (a deadlock), all of it is done again, so the work must do nothing outside of PostgreSQL.
     */
    public <T> T inTransaction(Function<Handle, T> work) {
        requireReady();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (RuntimeException e) {
                if (inTransaction.get() || attempt == MAX_ATTEMPTS || !hasState(e, GIVEN_UP)) {
                    throw e;
                }
            }
        }
    }

    private <T> T attempt(Function<Handle, T> work) {
        boolean outer = inTransaction.get();
        inTransaction.set(true);
        try {
            return answered(jdbi.inTransaction(work::apply));
        } catch (JdbiException e) {
            throw translated(e);
        } finally {
            inTransaction.set(outer);
        }
    }

    private <T> T answered(T answer) {
        failure = "";
        return answer;
    }

    /** For what must be committed before something else happens. */
    public void requireNoTransaction() {
        if (inTransaction.get()) {
            throw new IllegalStateException("must not be part of a larger transaction");
        }
    }

    private void requireReady() {
        if (!ready) {
            throw new DatabaseUnavailableException("PostgreSQL was not reached yet", null);
        }
    }

    private static boolean hasState(Throwable failure, String stateClass) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(stateClass)) {
                return true;
            }
        }
        return false;
    }

    private RuntimeException translated(JdbiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && !outdated.isEmpty()
                    && MISSING.contains(String.valueOf(sql.getSQLState()))) {
                return new DatabaseUnavailableException("a schema is not up to date: " + outdated.keySet(), e);
            }
            if (cause instanceof SQLException sql && NOT_GRANTED.equals(sql.getSQLState())) {
                if (!refusalTold) {
                    // An operator has to look: no later try will help by itself.
                    refusalTold = true;
                    LOG.warn("PostgreSQL refuses, see docs/operations.md on roles: {}", sql.getMessage());
                }
                return unavailable("PostgreSQL refuses: " + sql.getMessage(), e);
            }
            if (cause instanceof SQLException sql && meansUnavailable(sql)) {
                return unavailable("PostgreSQL cannot be reached", e);
            }
        }
        return e;
    }

    /**
     * Given up for another transaction, connection lost, out of resources, operator intervention (shut down, statement given up), no
     * connection got, or nothing granted yet by whoever migrates.
     */
    private static boolean meansUnavailable(SQLException e) {
        String state = e.getSQLState();
        return e instanceof java.sql.SQLTransientConnectionException
                || state != null
                        && (state.startsWith(GIVEN_UP)
                                || state.startsWith("08")
                                || state.startsWith("53")
                                || state.startsWith("57"));
    }

    @Override
    public void close() {
        connections.close();
    }
}
