package io.boxoffice.server.imports.listings;

import java.time.Instant;
import java.time.ZoneId;

/**
 * One performance as a listing tells it. What it does not tell is null, or -1.
 *
 * @param id       what the listing calls it, or null
 * @param title    of the event; several performances may have one
 * @param language BCP 47
 * @param zone     of the venue
 * @param end      after the start
 * @param price    in minor units of {@code currency}
 * @param capacity places
 */
record Listing(
        String id,
        String title,
        String description,
        String language,
        Venue venue,
        ZoneId zone,
        Instant start,
        Instant end,
        long price,
        String currency,
        int capacity) {
    /** Where it is; {@code hall} is null where it has no name of its own. */
    record Venue(String name, String hall, String address, String city, Double latitude, Double longitude) {}
}
