package io.boxoffice.services.catalog;

import io.boxoffice.services.Page;
import java.time.LocalDate;

/** Finds events and shows that are published. Blocks; any thread. */
public final class CatalogSearch {
    public CatalogSearch(CatalogDatabase database, CatalogConfig config) {}

    /**
     * Events by best match, by distance, or by when they are on next, in this order of preference.
     *
     * @throws InvalidInputException when the cursor is not one of this query's
     */
    public Page<FoundEvent> events(EventQuery query) {
        throw new UnsupportedOperationException();
    }

    /**
     * The shows of an event that have not ended, in the order of time.
     *
     * @param cursor or null
     */
    public Page<FoundShow> showsOfEvent(long eventId, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Shows in the order of time: of a venue, of a day in the venue's time zone, or both.
     *
     * @param venueId or null for all
     * @param date    or null for all that have not ended
     */
    public Page<FoundShow> shows(Long venueId, LocalDate date, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }
}
