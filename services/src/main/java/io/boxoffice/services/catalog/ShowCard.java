package io.boxoffice.services.catalog;

/** What people need to be told about a show to buy it: kept at hand so that it is there without PostgreSQL. */
public record ShowCard(
        long showId,
        long eventId,
        long venueId,
        long hallId,
        long seatMapId,
        long organizerId,
        String eventTitle,
        String venueName,
        String city,
        String timezone,
        String hallName,
        long startsAtMs,
        long endsAtMs) {}
