package io.boxoffice.services.catalog;

import io.boxoffice.services.database.SalesTables;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Who has bookings of shows, as PostgreSQL has it: the writer lags a moment behind. */
final class ShowsConcerned {
    /** Nobody. */
    static final Count NOBODY = new Count(0, 0, 0);

    private ShowsConcerned() {}

    /**
     * Of one show.
     *
     * @param bookings     confirmed ones
     * @param tickets      of these
     * @param refundAmount what goes back when the show is cancelled, in minor units of its currency
     */
    record Count(int bookings, int tickets, long refundAmount) {}

    /** By show id; shows that are missing have no bookings. */
    static Map<Long, Count> of(SqlDatabase database, Collection<Long> showIds) {
        Map<Long, Count> counts = new HashMap<>();
        database.withHandle(handle -> {
            if (!SalesTables.areThere(handle)) {
                return null;
            }
            // As the core refunds: what the last attempt paid and is not going back yet, and no more than the seats
            // cost.
            handle.createQuery("""
                            SELECT r.show_id, count(*) AS bookings, sum(r.units) AS tickets, sum(least(r.amount, greatest(0,
                                coalesce(p.amount, 0) - (SELECT coalesce(sum(f.amount), 0) FROM sales.refunds f
                                  WHERE f.reservation_id = r.reservation_id AND f.attempt = p.attempt AND f.status <> 'void')))) AS refund
                            FROM sales.reservations r
                            LEFT JOIN LATERAL (SELECT attempt, amount FROM sales.payments a
                              WHERE a.reservation_id = r.reservation_id ORDER BY attempt DESC LIMIT 1) p ON true
                            WHERE r.show_id = ANY(:shows) AND r.status = 'booked' GROUP BY r.show_id""")
                    .bindArray("shows", Long.class, showIds)
                    .map((row, context) -> counts.put(
                            row.getLong("show_id"),
                            new Count(row.getInt("bookings"), row.getInt("tickets"), row.getLong("refund"))))
                    .list();
            return null;
        });
        return counts;
    }
}
