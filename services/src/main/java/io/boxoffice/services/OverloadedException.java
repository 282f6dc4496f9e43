package io.boxoffice.services;

/** A configured limit on work under way is reached; nothing was started. Worth trying again a little later. */
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        super(message, null, false, false);
    }
}
