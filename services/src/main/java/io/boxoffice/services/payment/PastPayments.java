package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.services.database.SqlDatabase;
import java.util.List;
import java.util.Locale;

/**
 * Payments of bookings that the booking core no longer knows, from the rows of the persistence writer. Blocks; any thread.
 */
public final class PastPayments {
    private static final String PAYMENTS = """
            SELECT p.attempt, p.amount, (SELECT t.decline_reason FROM sales.reservation_transitions t
                WHERE t.reservation_id = p.reservation_id AND t.attempt = p.attempt AND t.step = 'payment_declined'
                ORDER BY t.sequence DESC, t.ordinal DESC LIMIT 1) AS decline_reason
            FROM sales.payments p WHERE p.reservation_id = :id ORDER BY p.attempt DESC""";

    private final SqlDatabase database;

    public PastPayments(SqlDatabase database) {
        this.database = database;
    }

    /**
     * The attempts as they were when the booking was last heard of, the last one first.
     *
     * @param booking as {@link io.boxoffice.services.booking.PastBookings} has it
     * @throws io.boxoffice.services.database.DatabaseUnavailableException without PostgreSQL
     */
    public List<Payment> of(Reservation booking) {
        return database.withHandle(handle -> handle.createQuery(PAYMENTS)
                .bind("id", booking.reservationId())
                .map((row, context) ->
                        payment(booking, row.getInt("attempt"), row.getLong("amount"), row.getString("decline_reason")))
                .list());
    }

    /** An attempt after which there was another was declined; the last stands as its booking says. */
    private static Payment payment(Reservation booking, int attempt, long amount, String declineReason) {
        return new Payment(
                booking.reservationId(),
                booking.showId(),
                booking.customerId(),
                booking.sequence(),
                booking.timeMs(),
                amount,
                booking.deadlineMs(),
                attempt,
                booking.currency(),
                attempt == booking.attempt() ? booking.paymentStatus() : PaymentStatus.DECLINED,
                booking.status(),
                declineReason == null
                        ? DeclineReason.UNSPECIFIED
                        : DeclineReason.valueOf(declineReason.toUpperCase(Locale.ROOT)),
                false);
    }
}
