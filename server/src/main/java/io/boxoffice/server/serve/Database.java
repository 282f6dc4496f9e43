package io.boxoffice.server.serve;

import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;

/**
 * Where PostgreSQL is: the configured one, which is somebody else's to run and may be away, or the server's own.
 *
 * @param own the server's own, running; null when it is another one
 */
record Database(String jdbcUrl, String user, String password, EmbeddedDatabase own) implements AutoCloseable {
    /**
     * Starts the server's own when none is configured.
     *
     * @throws RuntimeException when that one cannot be started
     */
    static Database of(ServerConfig config, DataDirectory data) {
        DatabaseConfig configured = config.database();
        if (!configured.embedded()) {
            return new Database(configured.jdbcUrl(), configured.user(), configured.password(), null);
        }
        EmbeddedDatabase own = EmbeddedDatabase.start(
                EmbeddedDatabaseConfig.in(data.postgres()).withNiceness(configured.niceness()));
        return new Database(own.jdbcUrl(), own.user(), own.password(), own);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    @Override
    public String toString() {
        return "Database[" + jdbcUrl + "]";
    }
}
