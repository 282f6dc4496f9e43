package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an event stands. */
public enum EventStatus {
    /** Only its organisation sees it. */
    DRAFT,
    /** Everybody sees it; it cannot be a draft again. */
    PUBLISHED,
    /** Lists and searches leave it out; whoever has its address or a ticket still sees it. A show that goes on sale publishes it again. */
    ARCHIVED;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
