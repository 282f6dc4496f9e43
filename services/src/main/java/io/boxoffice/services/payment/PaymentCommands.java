package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.ReservationMessages;
import io.boxoffice.protocol.sbe.AuthorisedEncoder;
import io.boxoffice.protocol.sbe.BeginPaymentEncoder;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CaptureFailedEncoder;
import io.boxoffice.protocol.sbe.CapturedEncoder;
import io.boxoffice.protocol.sbe.ConfirmEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedEncoder;
import io.boxoffice.protocol.sbe.ListOpenPaymentsEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.RefundDueEncoder;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundedEncoder;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

/**
 * What payments say to the booking core. Futures fail with {@link BookingClient.OverloadedException} (nothing happened) or
 * {@link io.boxoffice.protocol.port.RejectedException} (nothing changed).
 */
final class PaymentCommands {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final BookingClient core;

    PaymentCommands(BookingClient core) {
        this.core = core;
    }

    CompletableFuture<Payment> begin(PaymentRequest request) {
        return core.accepted((slot, header) -> {
                    BeginPaymentEncoder command = new BeginPaymentEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(request.reservationId())
                            .customerId(request.customerId())
                            .organisationId(request.organisationId())
                            .keyHi(request.keyHi())
                            .keyLo(request.keyLo())
                            .bodyHash(request.bodyHash());
                    return HEADER + command.encodedLength();
                })
                .thenApply(Payment::of);
    }

    CompletableFuture<Reservation> authorised(Payment payment) {
        return core.accepted((slot, header) -> {
                    AuthorisedEncoder command = new AuthorisedEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(payment.reservationId())
                            .amount(payment.amount())
                            .attempt(payment.attempt());
                    return HEADER + command.encodedLength();
                })
                .thenApply(Reservation::of);
    }

    CompletableFuture<Reservation> declined(Payment payment, DeclineReason reason) {
        return core.accepted((slot, header) -> {
                    DeclinedEncoder command = new DeclinedEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(payment.reservationId())
                            .attempt(payment.attempt())
                            .reason(reason);
                    return HEADER + command.encodedLength();
                })
                .thenApply(Reservation::of);
    }

    CompletableFuture<Reservation> confirm(long reservationId, long customerId) {
        return core.accepted((slot, header) -> {
                    ConfirmEncoder command = new ConfirmEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(reservationId).customerId(customerId);
                    return HEADER + command.encodedLength();
                })
                .thenApply(Reservation::of);
    }

    CompletableFuture<DirectBuffer> captured(Payment payment) {
        return core.accepted((slot, header) -> {
            CapturedEncoder command = new CapturedEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(payment.reservationId()).attempt(payment.attempt());
            return HEADER + command.encodedLength();
        });
    }

    CompletableFuture<DirectBuffer> captureFailed(Payment payment) {
        return core.accepted((slot, header) -> {
            CaptureFailedEncoder command = new CaptureFailedEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(payment.reservationId()).attempt(payment.attempt());
            return HEADER + command.encodedLength();
        });
    }

    /** The provider holds the money of an attempt that was given up. */
    CompletableFuture<DirectBuffer> unexpectedApproval(Payment payment) {
        return core.accepted((slot, header) -> {
            RefundDueEncoder command = new RefundDueEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(payment.reservationId())
                    .amount(payment.amount())
                    .attempt(payment.attempt())
                    .reason(RefundReason.UNEXPECTED_APPROVAL);
            return HEADER + command.encodedLength();
        });
    }

    /**
     * A refund is over.
     *
     * @param voided nothing was taken: what was set aside was let go
     */
    CompletableFuture<DirectBuffer> refunded(long reservationId, int refund, boolean voided) {
        return core.accepted((slot, header) -> {
            RefundedEncoder command = new RefundedEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(reservationId).refund(refund).voided(voided ? BooleanType.TRUE : BooleanType.FALSE);
            return HEADER + command.encodedLength();
        });
    }

    CompletableFuture<Payment> payment(long reservationId, long customerId, long organisationId, int attempt) {
        return core.query(ReservationMessages.payment(reservationId, customerId, organisationId, attempt))
                .thenApply(BookingClient::requireNotRejected)
                .thenApply(Payment::of);
    }

    CompletableFuture<Reservation> reservation(long reservationId, long customerId) {
        return reservation(reservationId, customerId, 0);
    }

    CompletableFuture<Reservation> reservation(long reservationId, long customerId, long organisationId) {
        return core.query(ReservationMessages.reservation(reservationId, customerId, organisationId))
                .thenApply(BookingClient::requireNotRejected)
                .thenApply(Reservation::of);
    }

    /** A page of what is open; the reply is OpenPayments. */
    CompletableFuture<DirectBuffer> openPayments(long afterReservationId) {
        return core.query((slot, header) -> {
                    ListOpenPaymentsEncoder query = new ListOpenPaymentsEncoder().wrapAndApplyHeader(slot, 0, header);
                    query.afterReservationId(afterReservationId);
                    return HEADER + query.encodedLength();
                })
                .thenApply(BookingClient::requireNotRejected);
    }
}
