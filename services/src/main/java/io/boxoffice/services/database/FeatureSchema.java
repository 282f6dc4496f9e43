package io.boxoffice.services.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A feature's schema in PostgreSQL, made and brought up to date by the migrations in {@code db/NAME}, with a history of its own in it.
 *
 * @param name of schema and folder
 */
public record FeatureSchema(String name) {
    /** The newest version that this program knows. */
    public static final String LATEST = "latest";

    /** What the owner gives to the features. Two at once would meet at the same rows. */
    private static final String GRANTS = """
            DO $$
            DECLARE
              name text := '${schema}';
              features text := '${features}';
            BEGIN
              PERFORM pg_advisory_xact_lock(hashtextextended('boxoffice ' || name || ': who may do what', 0));
              IF features <> current_user THEN
                EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', name, features);
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', name, features);
                EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I.flyway_schema_history FROM %I', name, features);
              END IF;
            END $$""";

    /** Whether this program has a feature with a schema of this name: its first migration is {@code db/NAME/V1__NAME.sql}. */
    public static boolean isKnown(String name) {
        return FeatureSchema.class.getClassLoader().getResource("db/" + name + "/V1__" + name + ".sql") != null;
    }

    /**
     * Brings the schema up to a version; does nothing when it is there. Safe to call from several processes at once.
     *
     * @param version such as "1", or {@link #LATEST}
     * @return the version that the schema now has, which is an older one when this program does not know that version
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, or a migration fails
     */
    public String migrate(DataSource database, String version) {
        return migrate(database, version, "");
    }

    /**
     * The same, and gives features what they need of it.
     *
     * @param database connects as the schema's owner, or as who may create it
     * @param features the role that reads and writes the tables, which may also be the owner; empty: nobody else
     */
    public String migrate(DataSource database, String version, String features) {
        Flyway flyway = Flyway.configure(FeatureSchema.class.getClassLoader())
                .dataSource(database)
                .schemas(name)
                .defaultSchema(name)
                .locations("classpath:db/" + name)
                .target(version)
                .load();
        flyway.migrate();
        if (!features.isEmpty()) {
            grant(database, features);
        }
        return flyway.info().current().getVersion().getVersion();
    }

    private void grant(DataSource database, String features) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(GRANTS.replace("${schema}", name).replace("${features}", features.replace("'", "''")));
        } catch (SQLException e) {
            throw new FlywayException("The rights of " + features + " cannot be given", e);
        }
    }
}
