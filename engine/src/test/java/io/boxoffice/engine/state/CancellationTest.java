package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
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
    }
}
