package io.boxoffice.gateway.availability;

/**
 * What people need to be told about a show to buy it: kept at hand so that it is there without PostgreSQL.
 *
 * @param admitsFromMs from when on its doors admit, where its organiser said so; 0: nobody did, and in a file of an older version
 * @param types        the names of its ticket types
 * @param notes        what else is said of it
 */
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
        long endsAtMs,
        long admitsFromMs,
        TicketTypes types,
        ShowNotes notes) {
    public ShowCard {
        // A file of an older version has none.
        types = types == null ? TicketTypes.FIRST_ONLY : types;
        notes = notes == null ? ShowNotes.NONE : notes;
    }

    /** The same with other ticket types. */
    public ShowCard with(TicketTypes others) {
        return with(others, notes);
    }

    /** The same with other notes. */
    public ShowCard with(ShowNotes other) {
        return with(types, other);
    }

    private ShowCard with(TicketTypes others, ShowNotes otherNotes) {
        return new ShowCard(
                showId,
                eventId,
                venueId,
                hallId,
                seatMapId,
                organizerId,
                eventTitle,
                venueName,
                city,
                timezone,
                hallName,
                startsAtMs,
                endsAtMs,
                admitsFromMs,
                others,
                otherNotes);
    }
}
