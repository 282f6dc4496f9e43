package io.boxoffice.services.catalog;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema {@code catalog}, made and brought up to date by the migrations in {@code db/catalog}. */
public final class CatalogSchema {
    /** Where the tables, and the history of their migrations, are. */
    public static final String NAME = "catalog";

    private CatalogSchema() {}

    /**
     * Brings the schema up to a version; does nothing when it is there. Safe to call from several processes at once.
     *
     * @param version such as "1", or "latest"
     * @return the version that the schema now has, which is an older one when this program does not know that version
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached, or a migration fails
     */
    public static String migrate(DataSource database, String version) {
        Flyway flyway = Flyway.configure(CatalogSchema.class.getClassLoader())
                .dataSource(database)
                .schemas(NAME)
                .defaultSchema(NAME)
                .locations("classpath:db/catalog")
                .target(version)
                .load();
        flyway.migrate();
        return flyway.info().current().getVersion().getVersion();
    }
}
