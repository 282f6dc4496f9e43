package io.boxoffice.services.booking;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Bookings in the rows of the persistence writer: how they are asked for, and what becomes of a row. */
final class BookingRows {
    /**
     * All that is known of bookings without their units; a condition on {@code r} follows. What all tickets cost is what was booked;
     * of one that was never confirmed, what was to be paid.
     */
    static final String SELECT = """
            SELECT r.*,
              coalesce((SELECT max(p.attempt) FROM sales.payments p WHERE p.reservation_id = r.reservation_id), 0) AS attempts,
              coalesce((SELECT max(f.refund) FROM sales.refunds f WHERE f.reservation_id = r.reservation_id), 0) AS refunds,
              coalesce(
                (SELECT sum(s.price) FROM sales.booked_seats s WHERE s.reservation_id = r.reservation_id),
                (SELECT max(p.amount) FROM sales.payments p WHERE p.reservation_id = r.reservation_id),
                r.amount) AS sold_amount
            FROM sales.reservations r WHERE r.reference <> 0 AND\s""";

    private BookingRows() {}

    /**
     * A booking.
     *
     * @param card of its show, or null
     * @param map  of its show, or null
     */
    static PastBooking booking(ResultSet row, List<Reservation.Unit> units, ShowCard card, SeatMap map)
            throws SQLException {
        return new PastBooking(
                reservation(row, units), row.getLong("sold_amount"), row.getObject("units", Integer.class), card, map);
    }

    private static Reservation reservation(ResultSet row, List<Reservation.Unit> units) throws SQLException {
        return new Reservation(
                row.getLong("reservation_id"),
                row.getLong("show_id"),
                row.getLong("customer_id"),
                row.getLong("last_sequence"),
                epochMs(row, "updated_at"),
                epochMs(row, "created_at"),
                epochMs(row, "deadline_at"),
                row.getLong("reference"),
                row.getLong("amount"),
                row.getLong("paid_amount"),
                row.getLong("refund_due_amount"),
                row.getLong("refunded_amount"),
                row.getInt("attempts"),
                row.getInt("refunds"),
                row.getString("currency"),
                ReservationStatus.valueOf(upper(row, "status")),
                PaymentStatus.valueOf(upper(row, "payment_status")),
                false,
                0,
                units);
    }

    private static long epochMs(ResultSet row, String column) throws SQLException {
        Instant time = Rows.instant(row, column);
        return time == null ? 0 : time.toEpochMilli();
    }

    private static String upper(ResultSet row, String column) throws SQLException {
        return row.getString(column).toUpperCase(Locale.ROOT);
    }
}
