package io.boxoffice.writer;

/** An event cannot be written, now or later: it cannot be read, or breaks a rule of the tables. */
public final class PoisonousEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonousEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
