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

    private SalesSchema() {}

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
        return flyway.info().current().getVersion().getVersion();
    }
}
