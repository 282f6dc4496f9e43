package io.boxoffice.writer;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema {@code sales}, made and brought up to date by the migrations in {@code db/sales}. */
public final class SalesSchema {
    /** Where the tables, and the history of their migrations, are. */
    public static final String NAME = "sales";

    private SalesSchema() {}

    /**
     * Brings the schema up to date; does nothing when it is. Safe to call from several processes at once.
     *
     * @throws org.flywaydb.core.api.FlywayException when the database cannot be reached or refuses
     */
    public static void migrate(DataSource database) {
        Flyway.configure(SalesSchema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/sales")
                .schemas(NAME)
                .defaultSchema(NAME)
                .createSchemas(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
