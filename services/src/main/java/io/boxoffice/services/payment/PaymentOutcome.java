package io.boxoffice.services.payment;

import io.boxoffice.gateway.booking.AnsweredSequences;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.sbe.DeclineReason;

/** What the customer who pays is told. */
public sealed interface PaymentOutcome {
    /** The attempt it is about; null: none was begun. */
    Payment payment();

    /** Notes that the customer is told it, so that it is in their lists from now on. */
    default void noteIn(AnsweredSequences answered) {
        if (this instanceof Completed completed) {
            Reservation booking = completed.reservation();
            answered.noteAnswered(booking.customerId(), booking.sequence());
        }
        if (payment() != null) {
            answered.noteAnswered(payment().customerId(), payment().sequence());
        }
    }

    /** The booking is confirmed (201). */
    record Completed(Payment payment, Reservation reservation) implements PaymentOutcome {}

    /** The provider needs longer (202); the payment goes on, and its state can be asked for. */
    record Processing(Payment payment) implements PaymentOutcome {}

    /** No money was set aside (402). The hold stands until its deadline. */
    record Declined(Payment payment, DeclineReason reason) implements PaymentOutcome {}

    /** Money was set aside, but the seats had gone; the payment's amount goes back (409 hold_expired). */
    record SeatsGone(Payment payment) implements PaymentOutcome {}

    /** The Idempotency-Key's first request is still under way (409 request_in_progress). */
    record InProgress(Payment payment) implements PaymentOutcome {}

    /** The core refused; nothing was changed. */
    record Rejected(RejectedException rejection) implements PaymentOutcome {
        @Override
        public Payment payment() {
            return null;
        }
    }
}
