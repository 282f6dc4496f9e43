package io.boxoffice.services.catalog;

import java.time.LocalDate;

/**
 * What to find events by; each part may be null. Several narrow the search together.
 *
 * @param text      words of title, genres and description, accents and small misspellings of the title forgiven
 * @param city      has an upcoming show there
 * @param date      has a show on that day, in the venue's time zone
 * @param latitude  with longitude: has an upcoming show somewhere, nearest first
 * @param cursor    {@link io.boxoffice.gateway.route.Page#next()} of the same query, or null
 * @param limit     how many at most; the configured limit caps it
 */
public record EventQuery(
        String text,
        String city,
        LocalDate date,
        String genre,
        String language,
        Double latitude,
        Double longitude,
        String cursor,
        int limit) {}
