package io.boxoffice.journal.record;

/** A newer program has written this; the server must not start, since it would not know what it does not understand. */
public final class NewerVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NewerVersionException(String what) {
        super(what + ": start a newer Boxoffice on it");
    }
}
