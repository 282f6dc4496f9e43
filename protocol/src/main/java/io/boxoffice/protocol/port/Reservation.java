package io.boxoffice.protocol.port;

import io.boxoffice.protocol.Absent;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A reservation as the booking core answers it, copied out of the reply. Parts as in the SBE schema's ReservationReply:
 * times are epoch milliseconds, amounts minor units.
 */
public record Reservation(
        long reservationId,
        long showId,
        long customerId,
        long sequence,
        long timeMs,
        long createdAtMs,
        long deadlineMs,
        long reference,
        long amount,
        long paidAmount,
        long refundDueAmount,
        long refundedAmount,
        int attempt,
        int refunds,
        String currency,
        ReservationStatus status,
        PaymentStatus paymentStatus,
        boolean duplicate,
        long credentialNumber,
        List<Unit> units) {
    /**
     * A place in the show; its ordinal is its position in the list.
     *
     * @param unit       a seat index, or -(area + 1)
     * @param generation how often its ticket was made anew
     * @param ticketType of the price list; 0: the first
     */
    public record Unit(int unit, long price, boolean cancelled, boolean checkedIn, int generation, int ticketType) {
        /** One of the first type, whose ticket was never made anew. */
        public Unit(int unit, long price, boolean cancelled, boolean checkedIn) {
            this(unit, price, cancelled, checkedIn, 0, 0);
        }
    }

    public Reservation {
        units = List.copyOf(units);
    }

    /** Copies a reply that is known to be a ReservationReply, header first. */
    public static Reservation of(DirectBuffer reply) {
        return of(new ReservationReplyDecoder().wrapAndApplyHeader(reply, 0, new MessageHeaderDecoder()));
    }

    /** Copies a reply, consuming its groups. */
    public static Reservation of(ReservationReplyDecoder reply) {
        List<Unit> units = new ArrayList<>();
        for (ReservationReplyDecoder.UnitsDecoder unit : reply.units()) {
            int flags = unit.flags();
            int type = Absent.orZero(unit.ticketType());
            boolean cancelled = (flags & 1) != 0;
            units.add(new Unit(unit.unit(), unit.price(), cancelled, (flags & 2) != 0, unit.generation(), type));
        }
        return new Reservation(
                reply.reservationId(),
                reply.showId(),
                reply.customerId(),
                reply.sequence(),
                reply.timeMs(),
                reply.createdAtMs(),
                reply.deadlineMs(),
                reply.reference(),
                reply.amount(),
                reply.paidAmount(),
                reply.refundDueAmount(),
                reply.refundedAmount(),
                reply.attempt(),
                reply.refunds(),
                reply.currency(),
                reply.status(),
                reply.paymentStatus(),
                reply.duplicate() == BooleanType.TRUE,
                reply.credentialNumber(),
                units);
    }
}
