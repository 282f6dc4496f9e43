package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.concurrent.CompletableFuture;

/**
 * Brings a provider's decision on a STARTED attempt into the journal, and says what came of it. May be done twice: the core
 * refuses the second time, and how the attempt stands then is the answer.
 */
final class AttemptCloser {
    private final PaymentCommands commands;
    private final CoreRetry retry;

    AttemptCloser(PaymentCommands commands, CoreRetry retry) {
        this.commands = commands;
        this.retry = retry;
    }

    /** The provider set the money aside: book the seats, or have it go back. */
    CompletableFuture<PaymentOutcome> approved(Payment payment) {
        return orAsItStands(
                payment, retry.insist(() -> commands.authorised(payment)).thenCompose(reservation -> {
                    if (reservation.status() == ReservationStatus.BOOKED) {
                        return CompletableFuture.completedFuture(completed(payment, reservation));
                    }
                    if (reservation.paymentStatus() != PaymentStatus.AUTHORISED) {
                        return CompletableFuture.completedFuture(new PaymentOutcome.SeatsGone(
                                payment.as(PaymentStatus.REFUND_DUE, reservation.status(), payment.declineReason())));
                    }
                    return confirm(payment);
                }));
    }

    /** The money is set aside and the seats are pinned: book them. */
    CompletableFuture<PaymentOutcome> confirm(Payment payment) {
        return orAsItStands(
                payment,
                retry.insist(() -> commands.confirm(payment.reservationId(), 0))
                        .thenApply(reservation -> completed(payment, reservation)));
    }

    /** No money is set aside, nor will be. */
    CompletableFuture<PaymentOutcome> declined(Payment payment, DeclineReason reason) {
        return orAsItStands(
                payment,
                retry.insist(() -> commands.declined(payment, reason))
                        .thenApply(reservation -> new PaymentOutcome.Declined(
                                payment.as(PaymentStatus.DECLINED, reservation.status(), reason), reason)));
    }

    /**
     * The answer that an attempt gives by how it stands: for repeated requests. Once its seats were booked, that is the answer,
     * whatever became of booking and money since.
     */
    CompletableFuture<PaymentOutcome> asItStands(Payment payment) {
        if (payment.status() == PaymentStatus.STARTED) {
            return CompletableFuture.completedFuture(new PaymentOutcome.InProgress(payment));
        }
        if (payment.status() == PaymentStatus.DECLINED) {
            return CompletableFuture.completedFuture(new PaymentOutcome.Declined(payment, payment.declineReason()));
        }
        if (payment.boughtSeats()) {
            return commands.reservation(payment.reservationId(), 0)
                    .thenApply(reservation -> new PaymentOutcome.Completed(payment, reservation));
        }
        return switch (payment.reservationStatus()) {
            case HELD, PAYING -> CompletableFuture.completedFuture(new PaymentOutcome.InProgress(payment));
            default -> CompletableFuture.completedFuture(new PaymentOutcome.SeatsGone(payment));
        };
    }

    private CompletableFuture<PaymentOutcome> orAsItStands(
            Payment payment, CompletableFuture<? extends PaymentOutcome> outcome) {
        return outcome.handle((done, thrown) -> {
                    Throwable failure = CoreRetry.cause(thrown);
                    if (failure == null) {
                        return CompletableFuture.<PaymentOutcome>completedFuture(done);
                    }
                    if (failure instanceof RejectedException) {
                        return commands.payment(payment.reservationId(), 0, 0, payment.attempt())
                                .thenCompose(this::asItStands);
                    }
                    return CompletableFuture.<PaymentOutcome>failedFuture(failure);
                })
                .thenCompose(stage -> stage);
    }

    private static PaymentOutcome completed(Payment payment, Reservation reservation) {
        return new PaymentOutcome.Completed(
                payment.as(reservation.paymentStatus(), reservation.status(), payment.declineReason()), reservation);
    }
}
