package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.FindReservationsEncoder;
import io.boxoffice.protocol.sbe.GetPaymentEncoder;
import io.boxoffice.protocol.sbe.GetReservationEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReleaseHoldEncoder;

/** What more than one feature says to the core about reservations, encoded here once. Any thread. */
public final class ReservationMessages {
    private ReservationMessages() {}

    /**
     * Asks how a reservation stands; answered with ReservationReply.
     *
     * @param customerId     whose it must be; 0: anybody's
     * @param organisationId whose shows the sender may act on; 0: any
     */
    public static BookingClient.Encoder reservation(long reservationId, long customerId, long organisationId) {
        return (slot, header) -> {
            GetReservationEncoder query = new GetReservationEncoder().wrapAndApplyHeader(slot, 0, header);
            query.reservationId(reservationId).customerId(customerId).organisationId(organisationId);
            return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
        };
    }

    /**
     * Asks how a payment attempt stands; answered with PaymentReply.
     *
     * @param customerId     whose the reservation must be; 0: anybody's
     * @param organisationId whose shows the sender may act on; 0: any
     * @param attempt        from 1
     */
    public static BookingClient.Encoder payment(long reservationId, long customerId, long organisationId, int attempt) {
        return (slot, header) -> {
            GetPaymentEncoder query = new GetPaymentEncoder().wrapAndApplyHeader(slot, 0, header);
            query.reservationId(reservationId).customerId(customerId).attempt(attempt);
            query.organisationId(organisationId);
            return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
        };
    }

    /**
     * Asks what a customer holds and has booked of a show; answered with FoundReservations.
     *
     * @param organisationId whose shows the sender may act on; 0: any
     */
    public static BookingClient.Encoder reservationsOf(long showId, long customerId, long organisationId) {
        return (slot, header) -> {
            FindReservationsEncoder query = new FindReservationsEncoder().wrapAndApplyHeader(slot, 0, header);
            query.showId(showId).customerId(customerId).organisationId(organisationId);
            return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
        };
    }

    /**
     * Gives a hold back; answered with ReservationReply.
     *
     * @param customerId     whose it must be; 0: anybody's
     * @param organisationId whose shows the sender may act on; 0: any
     */
    public static BookingClient.Encoder release(long reservationId, long customerId, long organisationId) {
        return (slot, header) -> {
            ReleaseHoldEncoder command = new ReleaseHoldEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(reservationId).customerId(customerId).organisationId(organisationId);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        };
    }
}
