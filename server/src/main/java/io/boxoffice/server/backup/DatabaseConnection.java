package io.boxoffice.server.backup;

import io.boxoffice.server.postgres.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections for backup and restore: no limit on how long a statement may take. */
final class DatabaseConnection {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;

    private DatabaseConnection() {}

    static PGSimpleDataSource source(DatabaseAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address.jdbcUrl());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setApplicationName("boxoffice-backup");
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setTcpKeepAlive(true);
        return source;
    }

    /**
     * @throws BackupException when it cannot be reached
     */
    static Connection open(DatabaseAddress address) {
        try {
            return source(address).getConnection();
        } catch (SQLException e) {
            throw new BackupException(
                    "PostgreSQL cannot be reached at " + address.jdbcUrl() + ": " + e.getMessage()
                            + "; start it, or name another one, and try again",
                    e);
        }
    }
}
