package io.boxoffice.services.catalog;

import io.boxoffice.services.database.SalesTables;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Whom a change of seats' words concerns, in shows to come, as PostgreSQL has it: the writer lags a moment behind.
 *
 * @param shows    that have the map
 * @param bookings with tickets for the seats
 * @param tickets  for the seats
 */
record Concerned(int shows, int bookings, int tickets) {
    private static final String SHOWS =
            "FROM catalog.shows w WHERE w.seat_map_id = :map AND w.state IN ('published', 'closed') AND w.ends_at > now()";

    /** Counts them. */
    static Concerned of(Handle handle, long seatMapId, List<Integer> units) {
        int shows = handle.createQuery("SELECT count(*) " + SHOWS)
                .bind("map", seatMapId)
                .mapTo(Integer.class)
                .one();
        if (shows == 0 || units.isEmpty() || !SalesTables.areThere(handle)) {
            return new Concerned(shows, 0, 0);
        }
        return handle.createQuery("SELECT count(DISTINCT s.reservation_id) AS bookings, count(*) AS tickets"
                        + " FROM sales.reservations r JOIN sales.booked_seats s ON s.reservation_id = r.reservation_id"
                        + " WHERE s.status = 'booked' AND s.unit = ANY(:units)"
                        + " AND r.show_id IN (SELECT w.id " + SHOWS + ")")
                .bind("map", seatMapId)
                .bindArray("units", Integer.class, units)
                .map((row, context) -> new Concerned(shows, row.getInt("bookings"), row.getInt("tickets")))
                .one();
    }
}
