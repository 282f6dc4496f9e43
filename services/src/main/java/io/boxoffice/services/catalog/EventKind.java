package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an event is. */
public enum EventKind {
    FILM,
    CONCERT,
    PLAY,
    MUSICAL,
    OPERA,
    DANCE,
    COMEDY,
    SPORT,
    EXHIBITION,
    FESTIVAL,
    FAMILY,
    TALK,
    STREAM,
    OTHER;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
