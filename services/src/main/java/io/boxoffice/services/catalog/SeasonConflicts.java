package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What comes of a season of which some shows cannot be made. */
public enum SeasonConflicts {
    /** None is made. */
    REFUSE,
    /** The others are made. */
    LEAVE_OUT;

    /** As bodies write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
