package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Late approvals keep to the customer's limit, and the status of money that goes back comes to an end. */
class RefundEndTest {
    private static final long WINDOW_MS = 180_000;

    private static Scenario aShowForTwoEach() {
        return aShow("AAAAAA").priced(1000).withRules(e -> e.maxUnitsPerCustomer(2));
    }

    /** Late, with one of its seats gone. */
    private static Reply refundDue(Scenario s) {
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.paying(hold);
        s.at(WINDOW_MS).customer(8).holds("A-2").is(ReservationStatus.HELD);
        s.authorised(hold, 1).is(PaymentStatus.REFUND_DUE);
        return hold;
    }

    /** A customer had four of two. */
    @Test
    void shouldRefundALateApprovalThatWouldPassTheCustomersLimit() {
        Scenario s = aShowForTwoEach().onSale();
        Reply late = s.customer(7).holds("A-1", "A-2");
        s.paying(late);
        s.at(WINDOW_MS).tick();
        s.customer(7).holds("A-3").is(ReservationStatus.HELD);
        s.authorised(late, 1).is(ReservationStatus.EXPIRED).is(PaymentStatus.REFUND_DUE);
        assertEquals(List.of(ReservationEventType.REFUND_DUE), s.steps());
        assertEquals(RefundReason.LIMIT, s.reservationEvents().get(0).refundReason());
        assertTrue(s.isFree("A-1"));
    }

    @Test
    void shouldNotCountHoldsThatHaveLapsedAgainstALateApproval() {
        Scenario s = aShowForTwoEach().onSale();
        Reply late = s.customer(7).holds("A-1", "A-2");
        s.paying(late);
        s.at(WINDOW_MS).tick();
        s.customer(7).holds("A-3");
        s.at(WINDOW_MS + 60_000).authorised(late, 1).is(PaymentStatus.AUTHORISED);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED, ReservationEventType.PAYMENT_AUTHORISED), s.steps());
    }

    @Test
    void shouldLetALateApprovalPassTheLimitUnderOlderRules() {
        Scenario s = aShowForTwoEach().withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply late = s.customer(7).holds("A-1", "A-2");
        s.paying(late);
        s.at(WINDOW_MS).tick();
        s.customer(7).holds("A-3");
        s.authorised(late, 1).is(PaymentStatus.AUTHORISED);
    }

    @Test
    void shouldEndAsRefundedWhenWhatWasTakenHasGoneBack() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = refundDue(s);
        ReservationReplyDecoder after =
                s.refunded(hold, 1).is(PaymentStatus.REFUNDED).reservation();
        assertEquals(List.of(ReservationEventType.REFUNDED), s.steps());
        assertEquals(PaymentStatus.REFUNDED, s.reservationEvents().get(0).paymentStatus());
        assertEquals(0, after.refundDueAmount());
        assertEquals(2_000, after.refundedAmount());
        s.refunded(hold, 1).is(PaymentStatus.REFUNDED);
        assertTrue(s.events().isEmpty());
    }

    /** A voided approval counted as refunded although it was never paid. */
    @Test
    void shouldEndAsVoidedWhenTheApprovalWasGivenUp() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = refundDue(s);
        ReservationReplyDecoder after =
                s.send(Commands.voided(hold.id(), 1)).is(PaymentStatus.VOIDED).reservation();
        assertEquals(List.of(ReservationEventType.REFUND_VOID), s.steps());
        assertEquals(0, after.refundDueAmount());
        assertEquals(0, after.refundedAmount());
        s.send(Commands.voided(hold.id(), 1)).is(PaymentStatus.VOIDED);
        assertTrue(s.events().isEmpty());
        s.refunded(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.authorised(hold, 1).is(PaymentStatus.VOIDED);
        assertTrue(s.events().isEmpty());
    }

    @Test
    void shouldVoidTheApprovalOfABookingThatIsGivenBackBeforeItWasCaptured() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1", "A-2");
        s.confirmed(hold);
        s.customer(7).cancels(hold, 0).cancellation();
        s.send(Commands.voided(hold.id(), 1)).isRejected(RejectReason.WRONG_STATE);
        s.refunded(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.customer(7).cancels(hold, 1).cancellation();
        s.send(Commands.voided(hold.id(), 2)).is(ReservationStatus.CANCELLED).is(PaymentStatus.VOIDED);
        assertEquals(List.of(ReservationEventType.REFUND_VOID, ReservationEventType.REFUND_VOID), s.steps());
        assertEquals(0, s.reservation(hold).reservation().refundDueAmount());
        s.captured(hold, 1).isRejected(RejectReason.WRONG_STATE);
        s.captureFailed(hold, 1).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldNotVoidWhatWasTaken() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.booked(7, "A-1");
        s.customer(7).cancels(hold).cancellation();
        s.send(Commands.voided(hold.id(), 1)).isRejected(RejectReason.WRONG_STATE);
        s.refunded(hold, 1).is(PaymentStatus.CAPTURED);
    }

    /** An attempt that was given up stays declined, whatever its money does; the booking may have another. */
    @Test
    void shouldLeaveTheNextAttemptAloneWhenAnEarlierOneIsVoided() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        s.customer(7).pays(hold);
        s.authorised(hold, 1).is(PaymentStatus.STARTED);
        ReservationReplyDecoder after =
                s.send(Commands.voided(hold.id(), 1)).is(PaymentStatus.STARTED).reservation();
        assertEquals(0, after.refundDueAmount());
        assertEquals(0, after.refundedAmount());
        s.authorised(hold, 2).is(PaymentStatus.AUTHORISED);
    }

    @Test
    void shouldForgetWhatEndedItsRefundAfterItsRetention() {
        Scenario s = aShow("AAAA").withLimits(e -> e.lapsedRetentionMs(5_000)).onSale();
        Reply hold = refundDue(s);
        s.at(WINDOW_MS + 10_000).tick();
        s.send(Commands.voided(hold.id(), 1));
        s.at(WINDOW_MS + 15_000).tick();
        s.reservation(hold).isRejected(RejectReason.UNKNOWN_RESERVATION);
    }
}
