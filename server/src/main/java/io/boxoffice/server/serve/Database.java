package io.boxoffice.server.serve;

import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.postgres.DatabaseRole;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;

/**
 * Where PostgreSQL is: the configured one, which is somebody else's to run and may be away, or the server's own.
 *
 * @param access how to connect to it
 * @param own    the server's own, running; null when it is another one
 */
record Database(DatabaseConfig access, EmbeddedDatabase own) implements AutoCloseable {
    /**
     * Starts the server's own when none is configured.
     *
     * @throws RuntimeException when that one cannot be started
     */
    static Database of(ServerConfig config, DataDirectory data) {
        DatabaseConfig configured = config.database();
        if (!configured.embedded()) {
            return new Database(configured, null);
        }
        EmbeddedDatabase own = EmbeddedDatabase.start(
                EmbeddedDatabaseConfig.in(data.postgres()).withNiceness(configured.niceness()));
        return new Database(
                new DatabaseConfig(
                        own.jdbcUrl(),
                        login(own, DatabaseRole.OWNER),
                        login(own, DatabaseRole.FEATURES),
                        login(own, DatabaseRole.WRITER),
                        configured.niceness()),
                own);
    }

    private static DatabaseConfig.Login login(EmbeddedDatabase own, DatabaseRole role) {
        DatabaseAddress address = own.address(role);
        return new DatabaseConfig.Login(address.user(), address.password());
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    @Override
    public String toString() {
        return access.toString();
    }
}
