package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.junit.jupiter.api.Test;

class AttemptCloserTest {
    private static Payment payment(PaymentStatus status, ReservationStatus reservation) {
        return new Payment(7, 1, 42, 9, 0, 1_500, 0, 1, "EUR", status, reservation, DeclineReason.UNSPECIFIED, false);
    }

    /** A cancelled show's reservation is CANCELLED too; nobody may be told that it was paid for. */
    @Test
    void shouldNotTakeAReservationThatWasCancelledForOneThatWasBooked() {
        Payment late = payment(PaymentStatus.REFUND_DUE, ReservationStatus.CANCELLED);

        PaymentOutcome outcome = new AttemptCloser(null, null).asItStands(late).join();

        assertEquals(new PaymentOutcome.SeatsGone(late), outcome);
    }

    @Test
    void shouldSayThatAPaymentBoughtSeatsWhateverBecameOfThem() {
        assertTrue(payment(PaymentStatus.AUTHORISED, ReservationStatus.BOOKED).boughtSeats());
        assertTrue(payment(PaymentStatus.CAPTURED, ReservationStatus.CANCELLED).boughtSeats());
        assertTrue(payment(PaymentStatus.CAPTURE_FAILED, ReservationStatus.CANCELLED)
                .boughtSeats());
        assertFalse(payment(PaymentStatus.AUTHORISED, ReservationStatus.PAYING).boughtSeats());
        assertFalse(payment(PaymentStatus.DECLINED, ReservationStatus.BOOKED).boughtSeats());
        assertFalse(payment(PaymentStatus.REFUNDED, ReservationStatus.CANCELLED).boughtSeats());
    }
}
