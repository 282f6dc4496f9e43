package io.boxoffice.server.postgres;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL is, and who connects.
 *
 * @param jdbcUrl  empty: the server brings its own
 * @param owner    owns the schemas and migrates them
 * @param features works with what features keep; may be the owner
 * @param writer   writes sales; may be the owner
 * @param niceness of the server's own, 0 to 19
 */
public record DatabaseConfig(String jdbcUrl, Login owner, Login features, Login writer, int niceness) {
    /** Reads it from the section {@code database}. */
    public static final ConfigPart<DatabaseConfig> PART =
            new ConfigPart<>("database", DatabaseConfig.class, DatabaseConfig::read);

    private static final Pattern NAMES_SOMEBODY = Pattern.compile("[?&](user|password)=");

    /** Who connects to PostgreSQL. */
    public record Login(String user, String password) {
        private static Login read(Section s, Login otherwise) {
            String user = s.text("user");
            String password = s.text("password");
            if (user.isEmpty() && !password.isEmpty()) {
                throw s.refused("password", "is a password of nobody: name the user too");
            }
            return user.isEmpty() ? otherwise : new Login(user, password);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    private static DatabaseConfig read(Section s) {
        String url = s.text("jdbc-url");
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw s.refused("jdbc-url", "must begin with jdbc:postgresql:");
        }
        if (NAMES_SOMEBODY.matcher(url).find()) {
            throw s.refused(
                    "jdbc-url",
                    "must not name a user or password, who would be everybody: say database.user and database.password, and those"
                            + " of database.features and database.writer");
        }
        Login owner = new Login(s.text("user"), s.text("password"));
        return new DatabaseConfig(
                url,
                owner,
                Login.read(s.section("features"), owner),
                Login.read(s.section("writer"), owner),
                s.integer("niceness", 0, 19));
    }

    /** Whether the server brings its own PostgreSQL. */
    public boolean embedded() {
        return jdbcUrl.isEmpty();
    }
}
