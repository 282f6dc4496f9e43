package io.boxoffice.writer;

/** Another writer has moved the watermark: this one must stop. What it had in hand was rolled back. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
