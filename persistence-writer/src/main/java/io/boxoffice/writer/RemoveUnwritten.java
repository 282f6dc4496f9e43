package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The migration that removes rows of events that are not written any more ({@link io.boxoffice.protocol.port.SalesEvents}): holds
 * that came to nothing.
 *
 * <p>Caveat: there may be hundreds of millions, and every wait for an answer of PostgreSQL ends
 * ({@link WriterConfig#answerTimeoutMs()}). So they go in slices of the primary key, a statement each, all in one transaction.
 */
final class RemoveUnwritten implements JavaMigration {
    /** The version of the schema that has only what is written. */
    static final MigrationVersion VERSION = MigrationVersion.fromVersion("5");

    private static final int ROWS_AT_A_TIME = 10_000;

    private static final String END_OF_SLICE =
            "SELECT %1$s FROM sales.%2$s WHERE %1$s > ? ORDER BY %1$s OFFSET %3$d LIMIT 1";

    /** The rule of SalesEvents, in SQL. */
    private static final String REMOVE = """
            DELETE FROM sales.%2$s WHERE %1$s > ? AND %1$s <= ?
            AND NOT (payment_status <> 'none' OR status IN ('booked', 'cancelled'))""";

    @Override
    public MigrationVersion getVersion() {
        return VERSION;
    }

    @Override
    public String getDescription() {
        return "remove unwritten";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        remove(context.getConnection(), "reservation_transitions", "sequence");
        remove(context.getConnection(), "reservations", "reservation_id");
    }

    private static void remove(Connection connection, String table, String key) throws SQLException {
        try (PreparedStatement ends =
                        connection.prepareStatement(END_OF_SLICE.formatted(key, table, ROWS_AT_A_TIME - 1));
                PreparedStatement remove = connection.prepareStatement(REMOVE.formatted(key, table))) {
            long after = Long.MIN_VALUE;
            while (after < Long.MAX_VALUE) {
                long through = endOfSlice(ends, after);
                remove.setLong(1, after);
                remove.setLong(2, through);
                remove.executeUpdate();
                after = through;
            }
        }
    }

    private static long endOfSlice(PreparedStatement ends, long after) throws SQLException {
        ends.setLong(1, after);
        try (ResultSet row = ends.executeQuery()) {
            return row.next() ? row.getLong(1) : Long.MAX_VALUE;
        }
    }
}
