package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Giving tickets back, and what becomes of the money. */
class CancellationTest {

    @Test
    void shouldNotRefundMoreThanWasPaid() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply booking = s.booked(7, "A-1", "A-2");
        s.send(Commands.refundDue(booking.id(), 1, 1_500, RefundReason.STAFF)).reservation();
        assertEquals(500, s.customer(7).cancels(booking).cancellation().refundAmount());
        assertEquals(2_000, s.reservation(booking).reservation().refundDueAmount());
        s.send(Commands.refundDue(booking.id(), 1, 1, RefundReason.STAFF)).isRejected(RejectReason.LIMIT_EXCEEDED, 0);
    }

    @Test
    void shouldRefundAPaymentInFullThoughAnEarlierOneWentBackToo() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.declined(hold, 1);
        s.customer(7).pays(hold).payment();
        s.authorised(hold, 2);
        s.customer(7).confirms(hold);
        s.captured(hold, 2);
        s.authorised(hold, 1).reservation();
        assertEquals(List.of(ReservationEventType.REFUND_DUE), s.steps());
        s.send(Commands.refundDue(hold.id(), 2, 1_000, RefundReason.STAFF)).reservation();
        assertEquals(2_000, s.reservation(hold).reservation().refundDueAmount());
    }

    @Test
    void shouldLimitHowManyRefundsStaffMayGive() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply booking = s.booked(7, "A-1");
        for (int i = 0; i < 96; i++) {
            s.send(Commands.refundDue(booking.id(), 1, 1, RefundReason.STAFF)).reservation();
        }
        s.send(Commands.refundDue(booking.id(), 1, 1, RefundReason.STAFF)).isRejected(RejectReason.LIMIT_EXCEEDED, 96);
        s.send(Commands.refundDue(booking.id(), 1, 904, RefundReason.STAFF))
                .isRejected(RejectReason.LIMIT_EXCEEDED, 96);
        s.send(Commands.refundDue(booking.id(), 1, 905, RefundReason.STAFF))
                .isRejected(RejectReason.LIMIT_EXCEEDED, 904);
    }

    @Test
    void shouldGiveBackTicketsOneByOneAtTheirFrozenPrices() {
        Scenario s = aShow("AB").priced(1000, 400).onSale();
        Reply booking = s.booked(7, "A-1", "A-2");
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, s.prices(5_000).encode());
        Reply first = s.customer(7).cancels(booking, 1);
        assertEquals(400, first.cancellation().refundAmount());
        assertEquals(ReservationStatus.BOOKED, first.cancellation().reservationStatus());
        assertEquals(List.of(ReservationEventType.TICKETS_CANCELLED, ReservationEventType.REFUND_DUE), s.steps());
        assertTrue(s.isFree("A-2"));
        assertFalse(s.isFree("A-1"));
        s.customer(7).cancels(booking, 1).isRejected(RejectReason.TICKET_CANCELLED);
        Reply second = s.customer(7).cancels(booking);
        assertEquals(2, second.cancellation().refund());
        assertEquals(ReservationStatus.CANCELLED, second.cancellation().reservationStatus());
        s.customer(7).cancels(booking).isRejected(RejectReason.WRONG_STATE);
    }

    @Test
    void shouldLetCustomersCancelOnlyBeforeTheWindowEndsButStaffAlways() {
        Scenario s = aShow("AAAA").withRules(e -> e.cancelUntilMs(5_000)).onSale();
        Reply booking = s.booked(7, "A-1", "A-2");
        s.at(4_999).customer(7).cancels(booking, 0).cancellation();
        s.at(5_000).customer(7).cancels(booking, 1).isRejected(RejectReason.TOO_LATE);
        s.customer(0).cancels(booking, 1).cancellation();
        assertEquals(RefundReason.STAFF, s.reservationEvents().get(1).refundReason());
    }

    @Test
    void shouldRejectTicketsThatAreNotThereNamedTwiceOrUsed() {
        Scenario s = aShow("AAAA").onSale();
        Reply booking = s.booked(7, "A-1", "A-2");
        s.customer(7).cancels(booking, 2).isRejected(RejectReason.UNKNOWN_TICKET);
        s.customer(7).cancels(booking, 1, 1).isRejected(RejectReason.DUPLICATE_UNIT);
        s.at(99).checksIn(booking, 0).checkIn();
        s.customer(7).cancels(booking, 1, 0).isRejected(RejectReason.ALREADY_CHECKED_IN, 99);
        s.customer(7).cancels(booking).isRejected(RejectReason.ALREADY_CHECKED_IN, 99);
        s.customer(7).cancels(booking, 1).cancellation();
    }

    @Test
    void shouldCancelWhatCostNothingWithoutARefund() {
        Scenario s = aShow("AAAA").priced(0).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        s.customer(7).confirms(hold);
        Reply cancelled = s.customer(7).cancels(hold);
        assertEquals(0, cancelled.cancellation().refund());
        assertEquals(RefundStatus.VOID, cancelled.cancellation().refundStatus());
    }

    @Test
    void shouldOweNothingMoreOnceTheRefundWasMade() {
        Scenario s = aShow("AAAA").priced(1000).onSale();
        Reply booking = s.booked(7, "A-1");
        s.customer(7).cancels(booking);
        s.refunded(booking, 1);
        assertEquals(List.of(ReservationEventType.REFUNDED), s.steps());
        assertEquals(0, s.reservation(booking).reservation().refundDueAmount());
        assertEquals(1_000, s.reservation(booking).reservation().refundedAmount());
        s.refunded(booking, 2).isRejected(RejectReason.UNKNOWN_PAYMENT);
    }
}
