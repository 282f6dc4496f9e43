package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds lapse by the time of commands, whether a Tick has come or not. */
class ExpiryTest {

    private static final long TTL_MS = 60_000;
    private static final long PAYMENT_WINDOW_MS = 180_000;

    @Test
    void shouldTreatAnUnsweptPaymentAsLapsedAtItsDeadline() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.at(PAYMENT_WINDOW_MS - 1).customer(7).extendsHold(hold).isRejected(RejectReason.PAYMENT_IN_PROGRESS);
        s.at(PAYMENT_WINDOW_MS).customer(7).extendsHold(hold).isRejected(RejectReason.HOLD_EXPIRED);
    }

    @Test
    void shouldExpireAnUnsweptHoldInsteadOfReleasingIt() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(TTL_MS).customer(7).releases(hold).is(ReservationStatus.EXPIRED);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED), s.steps());
    }

    @Test
    void shouldExpireAPaymentThatIsDeclinedAfterItsDeadline() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.at(PAYMENT_WINDOW_MS).declined(hold, 1).is(ReservationStatus.EXPIRED).is(PaymentStatus.DECLINED);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED, ReservationEventType.PAYMENT_DECLINED), s.steps());
        assertTrue(s.isFree("A-1"));
    }
}
