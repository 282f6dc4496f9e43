package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** A connection to PostgreSQL. */
final class PostgresConnection implements SalesConnection {
    private static final String MOVE_WATERMARK =
            "UPDATE sales.writer_watermark SET sequence = ?, updated_at = now() WHERE journal_id = ? AND sequence = ?";

    private final Connection connection;
    private final PreparedStatements prepared;

    private PostgresConnection(Connection connection) {
        this.connection = connection;
        prepared = new PreparedStatements(connection);
    }

    /** Brings the schema up to date and connects. */
    static PostgresConnection open(WriterConfig config) throws SQLException {
        // A migration may take long; the time-out on answers is for the writer's own statements.
        SalesSchema.migrate(dataSource(config, 0));
        Connection connection = dataSource(config, config.answerTimeoutMs()).getConnection();
        try {
            connection.setAutoCommit(false);
            limitWaiting(connection, config.answerTimeoutMs());
            return new PostgresConnection(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static PGSimpleDataSource dataSource(WriterConfig config, long answerTimeoutMs) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(config.jdbcUrl());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setApplicationName("boxoffice-writer");
        source.setConnectTimeout((int) (config.connectTimeoutMs() / 1_000));
        source.setLoginTimeout((int) (config.connectTimeoutMs() / 1_000));
        source.setSocketTimeout((int) (answerTimeoutMs / 1_000));
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

    @Override
    public Watermark lockWatermark(long journalId) throws SQLException {
        PreparedStatement claim = prepared.get(
                "INSERT INTO sales.writer_watermark (journal_id, sequence) VALUES (?, 0) ON CONFLICT DO NOTHING");
        claim.setLong(1, journalId);
        claim.executeUpdate();
        try (ResultSet row = prepared.get("SELECT journal_id, sequence FROM sales.writer_watermark FOR UPDATE")
                .executeQuery()) {
            row.next();
            return new Watermark(row.getLong(1), row.getLong(2));
        }
    }

    @Override
    public boolean moveWatermark(Watermark from, long toSequence) throws SQLException {
        PreparedStatement move = prepared.get(MOVE_WATERMARK);
        move.setLong(1, toSequence);
        move.setLong(2, from.journalId());
        move.setLong(3, from.sequence());
        return move.executeUpdate() == 1;
    }

    @Override
    public int write(EventBatch batch) throws SQLException {
        return batch.write(prepared);
    }

    @Override
    public void check() throws SQLException {
        prepared.get("SELECT 1").execute();
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
