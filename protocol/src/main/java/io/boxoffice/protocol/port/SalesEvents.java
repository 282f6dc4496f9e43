package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;

/**
 * Which events about reservations PostgreSQL gets. This is the only place that decides it: the persistence writer, a rebuild, the
 * proof of a backup and lists of bookings ask here. Any thread.
 *
 * <p>An event is written if, and only if, after it the payment status is not NONE or the status is BOOKED or CANCELLED. So a hold
 * that comes to nothing leaves no row. A payment status never becomes NONE again, and what was booked stays BOOKED or becomes
 * CANCELLED: once an event of a reservation is written, all later ones are.
 */
public final class SalesEvents {
    private SalesEvents() {}

    /** Whether an event is written after which a reservation stands so; also whether a reservation that stands so has a row. */
    public static boolean isWritten(ReservationStatus status, PaymentStatus paymentStatus) {
        return paymentStatus != PaymentStatus.NONE
                || status == ReservationStatus.BOOKED
                || status == ReservationStatus.CANCELLED;
    }

    /** Whether an event is written; the decoder stands at it. */
    public static boolean isWritten(ReservationEventDecoder event) {
        return isWritten(event.status(), event.paymentStatus());
    }
}
