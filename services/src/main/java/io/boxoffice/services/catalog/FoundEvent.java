package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;

/**
 * An event found by a search.
 *
 * @param nextShowAt     when the first of its matching shows begins, or null when there is none
 * @param timezone       of that show's venue
 * @param distanceMetres to the nearest of its matching venues, when that was asked, else null
 */
public record FoundEvent(
        @Nested @JsonUnwrapped Event event, Instant nextShowAt, String timezone, Long distanceMetres) {}
