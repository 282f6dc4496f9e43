package io.boxoffice.writer;

/** Another writer has moved the watermark: this one must stop. What it had in hand was rolled back. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }

    /** The watermark was moved by somebody else. */
    static FencedException notAt(Watermark expected) {
        return new FencedException("the watermark is no longer at " + expected.sequence()
                + ": another writer writes this journal into this database");
    }
}
