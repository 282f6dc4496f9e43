package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** General admission: places without numbers. */
class AreaTest {

    @Test
    void shouldGiveALateApprovalThePlacesOfLapsedHolds() {
        Scenario s =
                aShow().withArea("pit", 4).withLimits(e -> e.workPerCommand(1)).onSale();
        Reply early = s.customer(7).holdsPlaces(0, 3);
        s.paying(early);
        s.at(180_000).tick();
        s.customer(8).holdsPlaces(0, 2);
        s.customer(9).holdsPlaces(0, 2);
        s.at(240_000).authorised(early, 1).is(PaymentStatus.AUTHORISED).is(ReservationStatus.PAYING);
        assertEquals(
                List.of(
                        ReservationEventType.HOLD_EXPIRED,
                        ReservationEventType.HOLD_EXPIRED,
                        ReservationEventType.PAYMENT_AUTHORISED),
                s.steps());
    }

    @Test
    void shouldRefundALateApprovalWhenOthersHoldThePlaces() {
        Scenario s = aShow().withArea("pit", 4).onSale();
        Reply early = s.customer(7).holdsPlaces(0, 3);
        s.paying(early);
        s.at(180_000).tick();
        s.customer(8).holdsPlaces(0, 2);
        s.authorised(early, 1).is(PaymentStatus.REFUND_DUE).is(ReservationStatus.EXPIRED);
    }
}
