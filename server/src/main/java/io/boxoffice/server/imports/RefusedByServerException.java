package io.boxoffice.server.imports;

/** The server understood a request and refused it; others may succeed. */
public final class RefusedByServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public RefusedByServerException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** The problem's stable code, or empty. */
    public String code() {
        return code;
    }
}
