package io.boxoffice.services.catalog;

/** The thing cannot be deleted while others depend on it (409). */
public final class InUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InUseException(String message) {
        super(message, null, false, false);
    }
}
