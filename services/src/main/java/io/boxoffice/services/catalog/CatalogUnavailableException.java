package io.boxoffice.services.catalog;

/** PostgreSQL cannot be reached, or is not ready yet (503). Selling goes on without it. */
public final class CatalogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CatalogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
