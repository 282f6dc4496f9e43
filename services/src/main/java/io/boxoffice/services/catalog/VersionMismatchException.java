package io.boxoffice.services.catalog;

/** The thing was changed since the version the caller knew (412). */
public final class VersionMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VersionMismatchException(String message) {
        super(message, null, false, false);
    }
}
