package io.boxoffice.server.postgres;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Where PostgreSQL is.
 *
 * @param jdbcUrl  empty: the server brings its own
 * @param niceness of the server's own, 0 to 19
 */
public record DatabaseConfig(String jdbcUrl, String user, String password, int niceness) {
    /** Reads it from the section {@code database}. */
    public static final ConfigPart<DatabaseConfig> PART =
            new ConfigPart<>("database", DatabaseConfig.class, DatabaseConfig::read);

    private static DatabaseConfig read(Section s) {
        String url = s.text("jdbc-url");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw s.refused("jdbc-url", "must begin with jdbc:postgresql:");
        }
        return new DatabaseConfig(url, s.text("user"), s.text("password"), s.integer("niceness", 0, 19));
    }

    /** Whether the server brings its own PostgreSQL. */
    public boolean embedded() {
        return jdbcUrl.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[jdbcUrl=" + jdbcUrl + ", user=" + user + "]";
    }
}
