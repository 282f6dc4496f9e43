package io.boxoffice.bench.load;

/** A run could not be made; the message says why. */
public final class LoadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LoadFailedException(String message) {
        super(message);
    }

    public LoadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
