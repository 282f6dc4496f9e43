package io.boxoffice.services.catalog;

import java.time.Instant;

/** The show is not in a state that allows this (409). */
public final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    public WrongStateException(String message) {
        this(message, null);
    }

    /**
     * @param until when it will be allowed, as far as that is a matter of time; null: it is not, or nobody knows
     */
    public WrongStateException(String message, Instant until) {
        super(message, null, false, false);
        this.until = until;
    }

    /** When it will be allowed, as far as that is a matter of time; null: it is not, or nobody knows. */
    public Instant until() {
        return until;
    }
}
