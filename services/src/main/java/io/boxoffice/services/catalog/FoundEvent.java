package io.boxoffice.services.catalog;

import java.time.Instant;

/**
 * An event found by a search.
 *
 * @param nextShowAt     when the first of its matching shows begins, or null when there is none
 * @param distanceMetres to the nearest of its matching venues, when that was asked, else null
 */
public record FoundEvent(Event event, Instant nextShowAt, Double distanceMetres) {}
