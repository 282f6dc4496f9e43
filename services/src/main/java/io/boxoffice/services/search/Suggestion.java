package io.boxoffice.services.search;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;

/**
 * What somebody may mean who has begun to type.
 *
 * @param text as people read it
 * @param id   of the event or venue; null of others
 */
public record Suggestion(
        @NotNull Kind kind,
        @NotNull String text,

        @IdText
        @JsonPropertyDescription(
                "Of the event or venue; missing of a person or city, which q or city takes by its text")
        Long id) {
    /** What it is. */
    public enum Kind {
        EVENT,
        PERSON,
        VENUE,
        CITY;

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those of one text, the best first. */
    public record SuggestionList(@NotNull List<Suggestion> items) {}
}
