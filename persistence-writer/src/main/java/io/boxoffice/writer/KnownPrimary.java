package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Remembers which PostgreSQL was the primary, so that an old one that comes back after a failover is not written to: a standby
 * that is promoted begins a timeline of its own, with a higher number. Remembered as long as the writer runs; a writer that is
 * started anew takes the primary that it is given. Not thread-safe.
 */
final class KnownPrimary {
    private static final String WHO = "SELECT (SELECT system_identifier FROM pg_control_system()),"
            + " substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

    /** What does as PostgreSQL does need not know timelines, nor tell of them: function unknown, forbidden, unsupported. */
    private static final Set<String> NOT_TOLD = Set.of("42883", "42501", "0A000");

    private long cluster;
    private long timeline;

    /**
     * Checks a connection, which commits by itself.
     *
     * @throws SQLException when this is an older primary than one that was seen, or no primary
     */
    void requireNotOlder(Connection connection) throws SQLException {
        long thisCluster;
        long thisTimeline;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            row.next();
            thisCluster = row.getLong(1);
            thisTimeline = Long.parseLong(row.getString(2), 16);
        } catch (SQLException e) {
            if (e.getSQLState() != null && NOT_TOLD.contains(e.getSQLState())) {
                return;
            }
            throw e;
        }
        take(thisCluster, thisTimeline);
    }

    private void take(long thisCluster, long thisTimeline) throws SQLException {
        if (thisCluster == cluster && thisTimeline < timeline) {
            throw new SQLException("an old primary has come back: it is on timeline " + thisTimeline
                    + ", and PostgreSQL was on timeline " + timeline
                    + " before; stop the old one (if it is the one to go on with, start the writer anew)");
        }
        cluster = thisCluster;
        timeline = thisTimeline;
    }
}
