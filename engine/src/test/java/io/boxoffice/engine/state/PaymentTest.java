package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.OpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money is never taken for seats that are not there, nor kept for seats that were not given. */
class PaymentTest {

    @Test
    void shouldRefundACaptureThatWasGivenUpButTurnedOutToHoldMoney() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.confirmed(hold);
        s.captureFailed(hold, 1).is(PaymentStatus.CAPTURE_FAILED);
        s.send(Commands.refundDue(hold.id(), 1, 1_000, RefundReason.UNSPECIFIED))
                .is(ReservationStatus.CANCELLED);
        assertEquals(List.of(ReservationEventType.REFUND_DUE), s.steps());
        s.send(Commands.refundDue(hold.id(), 1, 1_000, RefundReason.UNSPECIFIED))
                .reservation();
        assertEquals(List.of(), s.steps());
        assertEquals(1_000, s.reservation(hold).reservation().refundDueAmount());
    }

    @Test
    void shouldTakeAHoldToAPaidBooking() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.customer(7).books(hold).is(ReservationStatus.HELD);
        s.at(1_000).customer(7).pays(hold).is(PaymentStatus.STARTED);
        assertEquals(
                181_000,
                s.reservation(hold).is(ReservationStatus.PAYING).reservation().deadlineMs());
        s.authorised(hold, 1).is(PaymentStatus.AUTHORISED);
        assertEquals(0, s.reservation(hold).reservation().deadlineMs());
        s.customer(7).confirms(hold).is(ReservationStatus.BOOKED);
        assertEquals(List.of(ReservationEventType.BOOKING_CONFIRMED), s.steps());
        assertEquals(2, s.reservationEvents().get(0).units().count());
        s.captured(hold, 1).is(PaymentStatus.CAPTURED);
        assertEquals(2_000, s.reservation(hold).reservation().paidAmount());
    }

    @Test
    void shouldBookWhatCostsNothingWithoutAPayment() {
        Scenario s = aShow("AAAA").priced(0).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).confirms(hold).isRejected(RejectReason.WRONG_STATE);
        s.customer(7).books(hold);
        s.customer(7).pays(hold).isRejected(RejectReason.WRONG_STATE);
        s.customer(7).confirms(hold).is(ReservationStatus.BOOKED).is(PaymentStatus.NONE);
    }

    @Test
    void shouldConfirmNothingThatWasNotAuthorised() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.customer(7).confirms(hold).isRejected(RejectReason.PAYMENT_IN_PROGRESS);
        s.captured(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.captureFailed(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.authorised(hold, 1);
        s.captured(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.declined(hold, 1).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldAcceptWhatTheProviderSaysTwice() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.confirmed(hold);
        s.authorised(hold, 1).reservation();
        s.customer(7).confirms(hold).is(ReservationStatus.BOOKED);
        s.captured(hold, 1);
        s.captured(hold, 1).is(PaymentStatus.CAPTURED);
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldBeginOnePaymentAtATimeAndOnlyOfABooking() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).pays(hold).isRejected(RejectReason.WRONG_STATE);
        s.paying(hold);
        s.customer(7).pays(hold).isRejected(RejectReason.PAYMENT_IN_PROGRESS);
    }

    @Test
    void shouldLetADeclinedPaymentBeTriedAgainAFewTimes() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxPaymentAttempts(2)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1).is(ReservationStatus.HELD).is(PaymentStatus.DECLINED);
        assertEquals(2, s.customer(7).pays(hold).payment().attempt());
        s.declined(hold, 2);
        s.customer(7).pays(hold).isRejected(RejectReason.LIMIT_EXCEEDED, 2);
        s.ask(Commands.getPayment(hold.id(), 7, 1)).is(PaymentStatus.DECLINED);
        s.ask(Commands.getPayment(hold.id(), 7, 3)).isRejected(RejectReason.UNKNOWN_PAYMENT);
    }

    @Test
    void shouldGiveTheSameSeatsToAnApprovalAfterTheDeadlineWhenTheyAreFree() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.paying(hold);
        s.at(180_000).tick();
        assertTrue(s.isFree("A-1"));
        s.authorised(hold, 1).is(ReservationStatus.PAYING).is(PaymentStatus.AUTHORISED);
        assertEquals(List.of(ReservationEventType.PAYMENT_AUTHORISED), s.steps());
        assertEquals(2, s.reservationEvents().get(0).units().count());
        assertFalse(s.isFree("A-1"));
        s.customer(7).confirms(hold).is(ReservationStatus.BOOKED);
    }

    @Test
    void shouldTakeSeatsBackFromAHoldThatHasLapsedItself() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.at(180_000).customer(8).holds("A-1").is(ReservationStatus.HELD);
        s.at(240_000).authorised(hold, 1).is(PaymentStatus.AUTHORISED);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED, ReservationEventType.PAYMENT_AUTHORISED), s.steps());
    }

    @Test
    void shouldRefundAnApprovalAfterTheDeadlineWhenASeatIsGone() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.paying(hold);
        s.at(180_000).customer(8).holds("A-2").is(ReservationStatus.HELD);
        s.authorised(hold, 1).is(ReservationStatus.EXPIRED).is(PaymentStatus.REFUND_DUE);
        assertEquals(List.of(ReservationEventType.REFUND_DUE), s.steps());
        assertEquals(RefundReason.SEATS_GONE, s.reservationEvents().get(0).refundReason());
        assertEquals(2_000, s.reservationEvents().get(0).stepAmount());
        assertTrue(s.isFree("A-1"));
        s.authorised(hold, 1).reservation();
        assertTrue(s.events().isEmpty());
        assertEquals(2_000, s.refunded(hold, 1).reservation().refundedAmount());
        s.refunded(hold, 1).reservation();
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldRefundALateApprovalOfWhatWasReleased() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        s.customer(7).releases(hold).is(ReservationStatus.RELEASED);
        s.authorised(hold, 1).is(ReservationStatus.RELEASED).is(PaymentStatus.REFUND_DUE);
    }

    @Test
    void shouldRefundAnAttemptThatWasGivenUpAndApprovedAfterAll() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        s.customer(7).pays(hold);
        s.authorised(hold, 1).is(PaymentStatus.STARTED);
        assertEquals(
                RefundReason.UNEXPECTED_APPROVAL, s.reservationEvents().get(0).refundReason());
        s.send(Commands.refundDue(hold.id(), 1, 1_000, RefundReason.UNSPECIFIED))
                .reservation();
        assertTrue(s.events().isEmpty());
        s.send(Commands.refundDue(hold.id(), 1, 999, RefundReason.UNSPECIFIED))
                .isRejected(RejectReason.UNKNOWN_PAYMENT);
        s.authorised(hold, 2).is(PaymentStatus.AUTHORISED);
    }

    @Test
    void shouldFreeTheSeatsWhenTheCaptureFails() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.confirmed(hold);
        s.customer(7).cancels(hold, 0).cancellation();
        s.captureFailed(hold, 1).is(PaymentStatus.CAPTURE_FAILED);
        assertEquals(List.of(ReservationEventType.CAPTURE_FAILED, ReservationEventType.REFUND_VOID), s.steps());
        assertEquals(1, s.reservationEvents().get(0).units().count());
        assertTrue(s.isFree("A-1") && s.isFree("A-2"));
        assertEquals(
                0,
                s.reservation(hold)
                        .is(ReservationStatus.CANCELLED)
                        .reservation()
                        .refundDueAmount());
        s.refunded(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.captureFailed(hold, 1).is(PaymentStatus.CAPTURE_FAILED);
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldRejectPaymentsItDoesNotKnow() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.authorised(hold, 1).isRejected(RejectReason.UNKNOWN_PAYMENT);
        s.paying(hold);
        s.send(Commands.authorised(hold.id(), 1, 999)).isRejected(RejectReason.UNKNOWN_PAYMENT);
        s.declined(hold, 2).isRejected(RejectReason.UNKNOWN_PAYMENT);
        s.refunded(hold, 1).isRejected(RejectReason.UNKNOWN_PAYMENT);
        s.send(Commands.captured(99, 1)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.send(Commands.refunded(99, 1)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        s.send(Commands.refundDue(hold.id(), 1, 1_000, RefundReason.STAFF)).isRejected(RejectReason.WRONG_STATE);
        s.send(Commands.declined(hold.id(), 1, DeclineReason.NULL_VAL)).isRejected(RejectReason.MALFORMED);
        s.send(Commands.refundDue(hold.id(), 1, 1_000, RefundReason.NULL_VAL)).isRejected(RejectReason.MALFORMED);
    }

    @Test
    void shouldListWhatMustBeAskedAboutAtStart() {
        Scenario s = aShow("A".repeat(60)).onSale();
        for (int i = 1; i <= 21; i++) {
            s.paying(s.customer(i).holds("A-" + i));
        }
        Reply refund = s.booked(99, "A-30");
        s.customer(99).cancels(refund).cancellation();
        OpenPaymentsDecoder first = s.ask(Commands.listOpenPayments(0)).openPayments();
        assertEquals(20, first.lastReservationId());
        assertEquals(20, first.payments().count());
        OpenPaymentsDecoder second = s.ask(Commands.listOpenPayments(20)).openPayments();
        assertEquals(0, second.lastReservationId());
        assertEquals(1, second.payments().next().attempt());
        assertEquals(refund.id(), second.refunds().next().reservationId());
    }

    @Test
    void shouldNotStartPaymentsForACancelledShow() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        s.send(Commands.cancelShow(Scenario.SHOW));
        s.customer(7).pays(hold).isRejected(RejectReason.SHOW_NOT_ON_SALE);
    }

    @Test
    void shouldNotGiveUpAPaymentThatIsNotBooked() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.captureFailed(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.authorised(hold, 1);
        s.captureFailed(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.captured(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.customer(7).confirms(hold).is(ReservationStatus.BOOKED);
    }

    @Test
    void shouldTakeTheWordOfACaptureAlsoWhenAllTicketsWereGivenBackBefore() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply failed = s.customer(7).holds("A-1");
        s.confirmed(failed);
        s.customer(7).cancels(failed).cancellation();
        s.captureFailed(failed, 1).is(PaymentStatus.CAPTURE_FAILED);
        assertEquals(0, s.reservation(failed).reservation().refundDueAmount());
        Reply captured = s.customer(7).holds("A-2");
        s.confirmed(captured);
        s.customer(7).cancels(captured).cancellation();
        s.captured(captured, 1).is(PaymentStatus.CAPTURED);
        assertEquals(1_000, s.reservation(captured).reservation().refundDueAmount());
    }
}
