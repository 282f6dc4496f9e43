package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who finds a show that is on sale. */
public enum ShowVisibility {
    PUBLIC,
    /** Who has its address: lists and searches leave it out. */
    UNLISTED;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
