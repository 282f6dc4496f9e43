package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Locale;
import java.util.Optional;

/**
 * Payments of bookings that the booking core no longer knows, from the rows of the persistence writer. Blocks; any thread.
 */
public final class PastPayments {
    private static final String PAYMENT = """
            SELECT p.amount, (SELECT t.decline_reason FROM sales.reservation_transitions t
                WHERE t.reservation_id = p.reservation_id AND t.attempt = p.attempt AND t.step = 'payment_declined'
                ORDER BY t.sequence DESC, t.ordinal DESC LIMIT 1) AS decline_reason
            FROM sales.payments p WHERE p.reservation_id = :id AND p.attempt = :attempt""";

    private final SqlDatabase database;

    public PastPayments(SqlDatabase database) {
        this.database = database;
    }

    /**
     * An attempt as it was when the booking was last heard of; empty when there was none.
     *
     * @param booking as {@link io.boxoffice.services.booking.PastBookings} has it
     * @throws io.boxoffice.services.database.DatabaseUnavailableException without PostgreSQL
     */
    public Optional<Payment> find(Reservation booking, int attempt) {
        return database.withHandle(handle -> handle.createQuery(PAYMENT)
                .bind("id", booking.reservationId())
                .bind("attempt", attempt)
                .map((row, context) ->
                        payment(booking, attempt, row.getLong("amount"), row.getString("decline_reason")))
                .findOne());
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
