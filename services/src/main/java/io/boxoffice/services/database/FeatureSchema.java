package io.boxoffice.services.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A feature's schema in PostgreSQL, made and brought up to date by the migrations in {@code db/NAME}, with a history of its own in it.
 *
 * @param name of schema and folder
 */
public record FeatureSchema(String name) {
    /** The newest version that this program knows. */
    public static final String LATEST = "latest";

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
        Flyway flyway = Flyway.configure(FeatureSchema.class.getClassLoader())
                .dataSource(database)
                .schemas(name)
                .defaultSchema(name)
                .locations("classpath:db/" + name)
                .target(version)
                .load();
        flyway.migrate();
        return flyway.info().current().getVersion().getVersion();
    }
}
