package io.boxoffice.gateway.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.http.Ids;

/**
 * An id of whatever kind: an opaque string for clients.
 *
 * @param value 1 or more
 */
public record Id(long value) {
    /**
     * Of its text.
     *
     * @throws IllegalArgumentException when it is none
     */
    @JsonCreator
    public static Id of(String text) {
        long value = Ids.parse(text);
        if (value <= 0) {
            throw new IllegalArgumentException("must be an id");
        }
        return new Id(value);
    }

    /** As it is written. */
    @JsonValue
    public String text() {
        return Long.toString(value);
    }
}
