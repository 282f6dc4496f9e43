package io.boxoffice.services.catalog;

/**
 * The thread that looks after the catalog: waits for PostgreSQL, migrates, finishes what was cut off, refreshes the cache,
 * forgets old Idempotency-Keys, archives shows long over.
 */
public final class CatalogKeeper implements AutoCloseable {
    public CatalogKeeper(
            CatalogDatabase database,
            ShowCatalog shows,
            CatalogReconciler reconciler,
            CatalogCache cache,
            IdempotencyKeys keys,
            CatalogConfig config) {}

    public void start() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
