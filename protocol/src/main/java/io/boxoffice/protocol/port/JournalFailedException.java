package io.boxoffice.protocol.port;

/** The journal can no longer promise durability. There is no retry: the process must stop and recover. */
public final class JournalFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
