package io.boxoffice.services.catalog;

/**
 * The catalog's connections to PostgreSQL. Making one needs no PostgreSQL; it becomes usable when {@link #migrate()} went
 * through. Any thread; calls block.
 */
public final class CatalogDatabase implements AutoCloseable {
    public CatalogDatabase(String jdbcUrl, String user, String password, CatalogConfig config) {}

    /**
     * Brings the schema {@code catalog} up to date.
     *
     * @throws CatalogUnavailableException when PostgreSQL cannot be reached
     */
    public void migrate() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@link #migrate()} went through. */
    public boolean ready() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
