package io.boxoffice.services.catalog;

/** The show is not in a state that allows this (409). */
public final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongStateException(String message) {
        super(message, null, false, false);
    }
}
