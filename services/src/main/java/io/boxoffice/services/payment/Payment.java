package io.boxoffice.services.payment;

import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentReplyDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.agrona.DirectBuffer;

/**
 * A payment attempt as the booking core answers it, copied out of the reply. Parts as in the SBE schema's PaymentReply: times
 * are epoch milliseconds, amounts minor units.
 */
public record Payment(
        long reservationId,
        long showId,
        long customerId,
        long sequence,
        long timeMs,
        long amount,
        long deadlineMs,
        int attempt,
        String currency,
        PaymentStatus status,
        ReservationStatus reservationStatus,
        DeclineReason declineReason,
        boolean duplicate) {
    /** Copies a reply that is known to be a PaymentReply, header first. */
    public static Payment of(DirectBuffer buffer) {
        PaymentReplyDecoder reply = new PaymentReplyDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        return new Payment(
                reply.reservationId(),
                reply.showId(),
                reply.customerId(),
                reply.sequence(),
                reply.timeMs(),
                reply.amount(),
                reply.deadlineMs(),
                reply.attempt(),
                reply.currency(),
                reply.paymentStatus(),
                reply.reservationStatus(),
                reply.declineReason(),
                reply.duplicate() == BooleanType.TRUE);
    }

    /** The same attempt, further on. */
    Payment as(PaymentStatus newStatus, ReservationStatus newReservationStatus, DeclineReason newReason) {
        return new Payment(
                reservationId,
                showId,
                customerId,
                sequence,
                timeMs,
                amount,
                deadlineMs,
                attempt,
                currency,
                newStatus,
                newReservationStatus,
                newReason,
                duplicate);
    }

    /** Whether it bought seats, whatever became of them and of the money since. */
    boolean boughtSeats() {
        boolean confirmed =
                reservationStatus == ReservationStatus.BOOKED || reservationStatus == ReservationStatus.CANCELLED;
        return confirmed
                && switch (status) {
                    case AUTHORISED, CAPTURED, CAPTURE_FAILED -> true;
                    default -> false;
                };
    }

    /** What HTTP calls it: {@code reservationId-attempt}. */
    public String id() {
        return reservationId + "-" + attempt;
    }
}
