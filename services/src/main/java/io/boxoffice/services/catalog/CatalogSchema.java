package io.boxoffice.services.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The schema {@code catalog}, made and brought up to date by the migrations in {@code db/catalog}. */
public final class CatalogSchema {
    /** Where the tables, and the history of their migrations, are. */
    public static final String NAME = "catalog";

    /** What the owner gives to the features. Two at once would meet at the same rows. */
    private static final String GRANTS = """
            DO $$
            DECLARE
              features text := '${features}';
            BEGIN
              PERFORM pg_advisory_xact_lock(hashtextextended('boxoffice catalog: who may do what', 0));
              IF features <> current_user THEN
                EXECUTE format('GRANT USAGE ON SCHEMA catalog TO %I', features);
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA catalog TO %I', features);
                EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON catalog.flyway_schema_history FROM %I', features);
              END IF;
            END $$""";

    private CatalogSchema() {}

    /**
     * Brings the schema up to a version; does nothing when it is there. Safe to call from several processes at once.
     *
     * @param version such as "1", or "latest"
     * @return the version that the schema now has, which is an older one when this program does not know that version
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, or a migration fails
     */
    public static String migrate(DataSource database, String version) {
        return migrate(database, version, "");
    }

    /**
     * The same, and gives features what they need of it.
     *
     * @param database connects as the schema's owner, or as who may create it
     * @param features the role that reads and writes the tables, which may also be the owner; empty: nobody else
     */
    public static String migrate(DataSource database, String version, String features) {
        Flyway flyway = Flyway.configure(CatalogSchema.class.getClassLoader())
                .dataSource(database)
                .schemas(NAME)
                .defaultSchema(NAME)
                .locations("classpath:db/catalog")
                .target(version)
                .load();
        flyway.migrate();
        if (!features.isEmpty()) {
            grant(database, features);
        }
        return flyway.info().current().getVersion().getVersion();
    }

    private static void grant(DataSource database, String features) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(GRANTS.replace("${features}", features.replace("'", "''")));
        } catch (SQLException e) {
            throw new FlywayException("The rights of " + features + " cannot be given", e);
        }
    }
}
