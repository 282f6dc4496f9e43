package io.boxoffice.writer;

/** The database's watermark does not go with this journal; the message says what to do. */
public final class WatermarkRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WatermarkRefusedException(String message) {
        super(message);
    }
}
