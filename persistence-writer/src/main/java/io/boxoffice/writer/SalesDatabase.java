package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One connection to PostgreSQL, for one thread. After any exception it must be closed; what was in hand is then rolled back,
 * or, when the commit itself was under way, one of both.
 */
final class SalesDatabase implements AutoCloseable {
    private static final String MOVE_WATERMARK =
            "UPDATE sales.writer_watermark SET sequence = ?, updated_at = now() WHERE journal_id = ? AND sequence = ?";
    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final PreparedStatements prepared;

    private SalesDatabase(Connection connection) {
        this.connection = connection;
        prepared = new PreparedStatements(connection);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @throws SQLException when PostgreSQL cannot be reached, or is an old primary
     */
    static SalesDatabase open(WriterConfig config, KnownPrimary primary) throws SQLException {
        PGSimpleDataSource source = dataSource(config);
        Connection connection = source.getConnection();
        try {
            primary.requireNotOlder(connection);
            SalesSchema.migrate(source);
            connection.setAutoCommit(false);
            limitWaiting(connection, config.answerTimeoutMs());
            return new SalesDatabase(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static PGSimpleDataSource dataSource(WriterConfig config) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(config.jdbcUrl());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setApplicationName("boxoffice-writer");
        source.setConnectTimeout((int) (config.connectTimeoutMs() / 1_000));
        source.setLoginTimeout((int) (config.connectTimeoutMs() / 1_000));
        source.setSocketTimeout((int) (config.answerTimeoutMs() / 1_000));
        source.setTcpKeepAlive(true);
        source.setPrepareThreshold(1);
        return source;
    }

    /**
     * When a network goes dead, PostgreSQL may keep the lost connection's transaction, and the watermark's lock, until it
     * notices; this makes it notice, and the next connection not wait for ever.
     */
    private static void limitWaiting(Connection connection, long answerTimeoutMs) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = " + answerTimeoutMs);
            statement.execute("SET lock_timeout = " + answerTimeoutMs / 2);
        }
        connection.commit();
    }

    /**
     * Reads the watermark; an empty database is given one for this journal.
     *
     * <p>The row is locked to read it: a lost connection may have left a commit under way in PostgreSQL, and only when that
     * is done or undone does the watermark say where to go on.
     */
    Watermark readWatermark(long journalId) throws SQLException {
        PreparedStatement claim = prepared.get(
                "INSERT INTO sales.writer_watermark (journal_id, sequence) VALUES (?, 0) ON CONFLICT DO NOTHING");
        claim.setLong(1, journalId);
        claim.executeUpdate();
        Watermark watermark;
        try (ResultSet row = prepared.get("SELECT journal_id, sequence FROM sales.writer_watermark FOR UPDATE")
                .executeQuery()) {
            row.next();
            watermark = new Watermark(row.getLong(1), row.getLong(2));
        }
        connection.commit();
        return watermark;
    }

    /**
     * Writes a batch and moves the watermark from where the batch starts to where it ends, in one transaction.
     *
     * <p>The watermark goes first: its row lock lets one writer at a time do anything at all.
     *
     * <p>A database that was put back in part may have a seat sold to whom it was sold later. What was booked beyond the
     * watermark comes again; when it stands in the way, it goes first.
     *
     * @return how many rows were changed
     * @throws FencedException when the watermark is not where this writer left it
     */
    int write(EventBatch batch, Watermark from) throws SQLException {
        try {
            return write(batch, from, false);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            return write(batch, from, true);
        }
    }

    private int write(EventBatch batch, Watermark from, boolean removeBookedBeyond) throws SQLException {
        PreparedStatement move = prepared.get(MOVE_WATERMARK);
        move.setLong(1, batch.lastSequence());
        move.setLong(2, from.journalId());
        move.setLong(3, from.sequence());
        if (move.executeUpdate() != 1) {
            throw new FencedException("the watermark is no longer at " + from.sequence()
                    + ": another writer writes this journal into this database");
        }
        if (removeBookedBeyond) {
            TicketRows.removeBookedBeyond(from.sequence(), prepared);
        }
        int rows = batch.write(prepared);
        connection.commit();
        return rows;
    }

    /** Finds out whether PostgreSQL still answers. */
    void check() throws SQLException {
        prepared.get("SELECT 1").execute();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
