package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an image of an event is for. */
public enum ImageRole {
    /** Upright, in lists and beside the title. */
    POSTER,
    /** Wide, above everything. */
    HERO,
    /** One of several, below the description. */
    GALLERY;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
