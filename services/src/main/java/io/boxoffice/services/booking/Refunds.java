package io.boxoffice.services.booking;

import io.boxoffice.gateway.booking.Refund;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Money that goes back, from the rows of the persistence writer, once it was there. Blocks; any thread. */
final class Refunds {
    private static final String LIST = "refunds";
    private static final String SELECT = """
            SELECT f.*, r.show_id FROM sales.reservations r JOIN sales.refunds f ON f.reservation_id = r.reservation_id
            WHERE\s""";

    private final SqlDatabase database;

    Refunds(SqlDatabase database) {
        this.database = database;
    }

    /** All of a booking. */
    List<Refund> of(long bookingId) {
        return database.withHandle(
                handle -> handle.createQuery(SELECT + "r.reservation_id = :booking ORDER BY f.refund DESC")
                        .bind("booking", bookingId)
                        .map((row, context) -> refund(row))
                        .list());
    }

    /**
     * Those that are due or were made, of the newest bookings first.
     *
     * @param organisationId of whose shows; 0: any
     * @param showId         of which show; 0: any
     */
    Page<Refund> list(long organisationId, long showId, String cursor, int limit) {
        Cursor after = Cursor.decode(LIST, cursor);
        List<Refund> found = database.withHandle(handle -> handle.createQuery(SELECT
                        + (showId == 0 ? "" : "r.show_id = :show AND ")
                        + (organisationId == 0
                                ? ""
                                : "r.show_id IN (SELECT id FROM catalog.shows WHERE owner_id = :organisation) AND ")
                        // As the index has it.
                        + "(r.refund_due_amount > 0 OR r.refunded_amount > 0) AND f.status <> 'void'"
                        + " AND (r.reservation_id, f.refund) < (:booking, :refund)"
                        + " ORDER BY r.reservation_id DESC, f.refund DESC LIMIT :limit")
                .bind("show", showId)
                .bind("organisation", organisationId)
                .bind("booking", after == null ? Long.MAX_VALUE : after.id())
                .bind("refund", after == null ? 0 : refundOf(after))
                .bind("limit", limit + 1)
                .map((row, context) -> refund(row))
                .list());
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        Refund last = found.get(limit - 1);
        String refund = last.id().substring(last.id().indexOf('r') + 1);
        return new Page<>(
                found.subList(0, limit),
                new Cursor(LIST, refund, last.bookingId().value()).encode());
    }

    private static int refundOf(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.key());
        } catch (NumberFormatException e) {
            throw Cursor.refused();
        }
    }

    private static Refund refund(ResultSet row) throws SQLException {
        long bookingId = row.getLong("reservation_id");
        int attempt = row.getInt("attempt");
        return new Refund(
                Refund.id(bookingId, row.getInt("refund")),
                new Id(bookingId),
                new Id(row.getLong("show_id")),
                attempt == 0 ? null : bookingId + "-" + attempt,
                row.getLong("amount"),
                row.getString("currency"),
                Refund.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                Rows.instant(row, "updated_at"));
    }
}
