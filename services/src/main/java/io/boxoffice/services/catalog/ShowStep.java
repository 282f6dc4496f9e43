package io.boxoffice.services.catalog;

/** What moves a show from one state to another. */
public enum ShowStep {
    /** Puts a draft on sale, or a closed show on sale again. */
    PUBLISH(ShowIntent.Kind.PUBLISH),
    /** Takes no further holds. */
    CLOSE(ShowIntent.Kind.CLOSE),
    /** Cancels the show, its bookings and holds. */
    CANCEL(ShowIntent.Kind.CANCEL),
    /** Has the core forget an ended or cancelled show. */
    ARCHIVE(ShowIntent.Kind.ARCHIVE);

    private final ShowIntent.Kind intent;

    ShowStep(ShowIntent.Kind intent) {
        this.intent = intent;
    }

    ShowIntent.Kind intent() {
        return intent;
    }
}
