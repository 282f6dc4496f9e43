package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
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
}
