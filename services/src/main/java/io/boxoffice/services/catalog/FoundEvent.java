package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;

/**
 * An event found by a search.
 *
 * @param nextShowId     the first of its matching shows, or null when there is none
 * @param nextShowAt     when that begins
 * @param timezone       of that show's venue, IANA
 * @param distanceMetres to the nearest of its matching venues, when that was asked, else null
 */
public record FoundEvent(
        @Nested @JsonUnwrapped Event event,
        @IdText Long nextShowId,
        Instant nextShowAt,
        String timezone,
        Long distanceMetres) {}
