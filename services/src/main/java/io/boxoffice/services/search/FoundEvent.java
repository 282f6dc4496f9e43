package io.boxoffice.services.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import io.boxoffice.services.catalog.Event;
import java.time.Instant;

/**
 * An event found by a search.
 *
 * @param nextShowId     the first of its matching shows, or the nearest by distance, or null when there is none
 * @param nextShowAt     when that begins
 * @param timezone       of that show's venue, IANA
 * @param distanceMetres to that show's venue, when that was asked, else null
 */
public record FoundEvent(
        @JsonUnwrapped Event event,
        @IdText Long nextShowId,
        Instant nextShowAt,
        String timezone,
        Long distanceMetres) {}
