package io.boxoffice.services.catalog;

/** Finishes what was intended for shows but cut off before the core and PostgreSQL agreed. Blocks. */
public final class CatalogReconciler {
    public CatalogReconciler(CatalogDatabase database, ShowCatalog shows) {}

    /**
     * Goes through all shows that have something intended.
     *
     * @return how many were finished
     */
    public int finishAll() {
        throw new UnsupportedOperationException();
    }
}
