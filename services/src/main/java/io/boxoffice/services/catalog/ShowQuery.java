package io.boxoffice.services.catalog;

import java.time.LocalDate;

/**
 * Which shows are asked for, in the order of time.
 *
 * @param eventId 0: of all events
 * @param venueId 0: at all venues
 * @param city    null: in all cities
 * @param date    on this day in the venue's time zone, over or not; null: whenever
 * @param status  null: those that the public finds, or all of the actor's own
 * @param mine    null: of all owners, as far as everybody may see them; else what is the actor's, over or not
 * @param cursor  null: from the first on
 */
public record ShowQuery(
        long eventId,
        long venueId,
        String city,
        LocalDate date,
        ShowState status,
        Actor mine,
        String cursor,
        int limit) {
    private static final ShowQuery EVERYTHING = new ShowQuery(0, 0, null, null, null, null, null, 0);

    /** The shows of an event that everybody may see and that have not ended. */
    public static ShowQuery ofEvent(long eventId, String cursor, int limit) {
        return new ShowQuery(eventId, 0, null, null, null, null, cursor, limit);
    }

    /** Which list it is, for its cursors. */
    String list() {
        ShowQuery all = new ShowQuery(eventId, venueId, city, date, status, mine, null, 0);
        return all.equals(EVERYTHING)
                ? "shows"
                : "shows-" + Integer.toHexString(all.toString().hashCode());
    }
}
