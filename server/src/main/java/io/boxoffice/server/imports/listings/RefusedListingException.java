package io.boxoffice.server.imports.listings;

/** A performance cannot be taken. The message is the reason, the same words for all of the kind. */
final class RefusedListingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String detail;

    RefusedListingException(String reason, String detail) {
        super(reason);
        this.detail = detail;
    }

    /** What is particular to this one. */
    String detail() {
        return detail;
    }
}
