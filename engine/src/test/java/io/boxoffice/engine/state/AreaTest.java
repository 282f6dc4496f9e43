package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
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

    @Test
    void shouldCountPlacesDownAndUp() {
        Scenario s = aShow().withArea("pit", 5).priced(700).onSale();
        Reply hold = s.customer(7).holdsPlaces(0, 3);
        assertEquals(2_100, hold.reservation().amount());
        assertEquals(List.of(-1, -1, -1), hold.units());
        s.customer(8).holdsPlaces(0, 3).isRejected(RejectReason.AREA_FULL).naming(-1);
        s.customer(7).releases(hold);
        s.customer(8).holdsPlaces(0, 5).is(ReservationStatus.HELD);
    }

    @Test
    void shouldRejectAnUnknownArea() {
        Scenario s = aShow().withArea("pit", 5).onSale();
        s.customer(7).holdsPlaces(1, 1).isRejected(RejectReason.UNKNOWN_AREA).naming(-2);
    }

    @Test
    void shouldKeepPlacesSoldUntilTheirTicketsAreCancelled() {
        Scenario s = aShow().withArea("pit", 3).onSale();
        Reply booking = s.booked(s.customer(7).holdsPlaces(0, 3));
        s.customer(8).holdsPlaces(0, 1).isRejected(RejectReason.AREA_FULL);
        s.customer(7).cancels(booking, 1).cancellation();
        s.customer(8).holdsPlaces(0, 1).is(ReservationStatus.HELD);
        s.customer(9).holdsPlaces(0, 1).isRejected(RejectReason.AREA_FULL);
    }

    @Test
    void shouldCountALapsedHoldsPlacesAsFree() {
        Scenario s = aShow().withArea("pit", 3).onSale();
        s.customer(7).holdsPlaces(0, 3);
        s.at(59_999).customer(8).holdsPlaces(0, 1).isRejected(RejectReason.AREA_FULL);
        s.at(60_000).customer(8).holdsPlaces(0, 3).is(ReservationStatus.HELD);
    }

    @Test
    void shouldAskToTryAgainWhileLapsedPlacesAreStillToBeSwept() {
        Scenario s = aShow("AA")
                .withArea("pit", 3)
                .withLimits(e -> e.workPerCommand(1))
                .onSale();
        s.customer(6).holds("A-1");
        s.customer(7).holdsPlaces(0, 3);
        s.at(60_000).customer(8).holdsPlaces(0, 3).isRejected(RejectReason.TRY_AGAIN);
        s.customer(8).holdsPlaces(0, 3).is(ReservationStatus.HELD);
    }

    @Test
    void shouldLeaveLapsedHoldsAloneThatALateApprovalDoesNotNeed() {
        Scenario s = aShow().withArea("pit", 4).onSale();
        Reply early = s.customer(7).holdsPlaces(0, 2);
        s.paying(early);
        s.at(150_000).customer(8).holdsPlaces(0, 2);
        s.at(180_000).tick();
        s.at(210_000).authorised(early, 1).is(PaymentStatus.AUTHORISED);
        assertEquals(List.of(ReservationEventType.PAYMENT_AUTHORISED), s.steps());
    }

    @Test
    void shouldLeaveLapsedHoldsOfOtherAreasAlone() {
        Scenario s = aShow().withArea("pit", 2).withArea("lawn", 2).onSale();
        Reply early = s.customer(7).holdsPlaces(0, 2);
        s.paying(early);
        s.at(180_000).tick();
        s.customer(8).holdsPlaces(1, 1);
        s.customer(9).holdsPlaces(0, 2);
        s.at(240_000).authorised(early, 1).is(PaymentStatus.AUTHORISED);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED, ReservationEventType.PAYMENT_AUTHORISED), s.steps());
        assertEquals(9, s.reservationEvents().get(0).customerId());
    }
}
