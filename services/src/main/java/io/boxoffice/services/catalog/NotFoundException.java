package io.boxoffice.services.catalog;

/** There is no such thing, or it is another's: the two look alike (404). */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message, null, false, false);
    }
}
