package io.boxoffice.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** The schema {@code sales}, made and brought up to date by the migrations in {@code db/sales} and {@link RemoveUnwritten}. */
public final class SalesSchema {
    /** Where the tables, and the history of their migrations, are. */
    public static final String NAME = "sales";

    /** What the owner gives to those who use the schema. Two at once would meet at the same rows. */
    private static final String GRANTS = """
            DO $$
            DECLARE
              writer text := '${writer}';
              reader text := '${reader}';
            BEGIN
              PERFORM pg_advisory_xact_lock(hashtextextended('boxoffice sales: who may do what', 0));
              IF reader NOT IN ('', writer, current_user) THEN
                EXECUTE format('GRANT USAGE ON SCHEMA sales TO %I', reader);
                EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA sales TO %I', reader);
              END IF;
              IF writer NOT IN ('', current_user) THEN
                EXECUTE format('GRANT USAGE ON SCHEMA sales TO %I', writer);
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sales TO %I', writer);
                EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON sales.flyway_schema_history FROM %I', writer);
              END IF;
            END $$""";

    private SalesSchema() {}

    /**
     * Roles that get what they need of the schema, from its owner. Each may also be the owner; empty: nobody.
     *
     * @param writer reads and writes the tables
     * @param reader reads them
     */
    public record Users(String writer, String reader) {
        static final Users NONE = new Users("", "");

        private String grants() {
            return GRANTS.replace("${writer}", quoted(writer)).replace("${reader}", quoted(reader));
        }

        private static String quoted(String name) {
            return name.replace("'", "''");
        }
    }

    /**
     * Brings the schema up to date; does nothing when it is. Safe to call from several processes at once.
     *
     * @throws SQLException                          when the database cannot be reached
     * @throws org.flywaydb.core.api.FlywayException when a migration fails
     */
    public static void migrate(DataSource database) throws SQLException {
        migrate(database, "latest");
    }

    /** Whether the schema of a version has only rows of what is written ({@link io.boxoffice.protocol.port.SalesEvents}). */
    public static boolean hasOnlyWritten(String version) {
        return MigrationVersion.fromVersion(version).isAtLeast(RemoveUnwritten.VERSION.getVersion());
    }

    /**
     * The same up to a version, as it was when a backup was taken.
     *
     * @return the version that the schema now has, which is an older one when this program does not know that version
     */
    public static String migrate(DataSource database, String version) throws SQLException {
        return migrate(database, version, Users.NONE);
    }

    /**
     * The same, and gives others what they need of it.
     *
     * @param database connects as the schema's owner, or as who may create it
     */
    public static String migrate(DataSource database, String version, Users users) throws SQLException {
        // Flyway would do this too, but sleeps for ten seconds when the connection dies meanwhile.
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + NAME);
        }
        Flyway flyway = Flyway.configure(SalesSchema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/sales")
                .schemas(NAME)
                .defaultSchema(NAME)
                .createSchemas(false)
                .javaMigrations(new RemoveUnwritten())
                .cleanDisabled(true)
                .loggers("slf4j")
                .target(version)
                .load();
        flyway.migrate();
        if (!users.equals(Users.NONE)) {
            // Not in a callback of Flyway's, which would take a connection more.
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(users.grants());
            }
        }
        return flyway.info().current().getVersion().getVersion();
    }
}
