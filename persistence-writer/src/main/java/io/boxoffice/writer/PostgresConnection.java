package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A connection to PostgreSQL. Every wait ends: connecting after {@link WriterConfig#connectTimeoutMs()}, everything else,
 * migrations included, after {@link WriterConfig#answerTimeoutMs()}.
 *
 * <p>Commits are synchronous. The tables alone could do without: rows and watermark are one transaction and PostgreSQL loses
 * the newest transactions first, so a crash would put back both together and the event log would fill the gap. But retention
 * removes what the watermark has passed from the event log, and believes a watermark that it was told once. It may only hear
 * of one that a crash of PostgreSQL cannot take back.
 */
final class PostgresConnection implements SalesConnection {
    private static final String MOVE_WATERMARK =
            "UPDATE sales.writer_watermark SET sequence = ?, updated_at = now() WHERE journal_id = ? AND sequence = ?";

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final PreparedStatements prepared;
    private PostgresRebuild rebuild;
    private Watermark movedFrom;
    private long movedTo;

    private PostgresConnection(Connection connection) {
        this.connection = connection;
        prepared = new PreparedStatements(connection);
    }

    /**
     * Connects, and brings the schema up to date.
     *
     * @param primary remembers what was connected to before
     * @throws SQLException when PostgreSQL cannot be reached, or is an old primary
     */
    static PostgresConnection open(WriterConfig config, KnownPrimary primary) throws SQLException {
        Connection connection =
                dataSource(config, config.user(), config.password()).getConnection();
        try {
            primary.requireNotOlder(connection);
            migrate(config);
            connection.setAutoCommit(false);
            limitWaiting(connection, config.answerTimeoutMs());
            return new PostgresConnection(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void migrate(WriterConfig config) throws SQLException {
        WriterConfig.SchemaOwner owner = config.schemaOwner();
        if (owner.user().isEmpty()) {
            SalesSchema.migrate(dataSource(config, config.user(), config.password()));
        } else {
            PGSimpleDataSource source = dataSource(config, owner.user(), owner.password());
            SalesSchema.migrate(source, "latest", new SalesSchema.Users(config.user(), owner.reader()));
        }
    }

    private static PGSimpleDataSource dataSource(WriterConfig config, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(config.jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
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
        movedFrom = from;
        movedTo = toSequence;
        PreparedStatement move = prepared.get(MOVE_WATERMARK);
        move.setLong(1, toSequence);
        move.setLong(2, from.journalId());
        move.setLong(3, from.sequence());
        return move.executeUpdate() == 1;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A database that was put back in part may have a seat sold to whom it was sold later. What was booked beyond the
     * watermark comes again, so when it stands in the way, the transaction is begun anew without it.
     */
    @Override
    public int write(EventBatch batch) throws SQLException {
        if (rebuild != null) {
            return rebuild.write(batch);
        }
        try {
            return batch.write(prepared);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
        }
        connection.rollback();
        if (!moveWatermark(movedFrom, movedTo)) {
            throw FencedException.notAt(movedFrom);
        }
        TicketRows.removeBookedBeyond(movedFrom.sequence(), prepared);
        return batch.write(prepared);
    }

    /**
     * {@inheritDoc}
     *
     * <p>In a database that was put back in part, seats may stand that were sold after the gap; they come again.
     */
    @Override
    public void beginRebuild(Rebuild plan) throws SQLException {
        rebuild = new PostgresRebuild(plan, prepared);
        rebuild.begin();
    }

    @Override
    public int writeState(List<ReservationState> reservations) throws SQLException {
        return rebuild.write(reservations);
    }

    @Override
    public Rebuild.Losses endRebuild(SalesState state, long lastLostReservationId) throws SQLException {
        Rebuild.Losses losses = rebuild.end(state, lastLostReservationId);
        rebuild = null;
        return losses;
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
