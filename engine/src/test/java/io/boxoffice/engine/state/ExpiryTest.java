package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    @Test
    void shouldNotCountUnsweptHoldsAgainstTheCustomersLimit() {
        Scenario s = aShow("AAAA").withRules(e -> e.maxUnitsPerCustomer(2)).onSale();
        s.customer(7).holds("A-1", "A-2");
        s.at(TTL_MS - 1).customer(7).holds("A-3").isRejected(RejectReason.LIMIT_EXCEEDED, 2);
        s.at(TTL_MS).customer(7).holds("A-3").is(ReservationStatus.HELD);
    }

    @Test
    void shouldNotCountForgettableHoldsAgainstTheMostReservations() {
        Scenario s = aShow("AAAA")
                .withLimits(e -> e.maxReservations(1).lapsedRetentionMs(0))
                .onSale();
        s.customer(7).holds("A-1");
        s.at(TTL_MS - 1).customer(8).holds("A-3").isRejected(RejectReason.CAPACITY, 1);
        s.at(TTL_MS).customer(8).holds("A-3").is(ReservationStatus.HELD);
    }

    @Test
    void shouldAskToTryAgainWhenLapsedHoldsThatMayMatterAreStillToBeSwept() {
        Scenario s = aShow("AAAAAA")
                .withLimits(e -> e.workPerCommand(1))
                .withRules(e -> e.maxUnitsPerCustomer(2))
                .onSale();
        s.customer(6).holds("A-1");
        s.customer(7).holds("A-2", "A-3");
        s.at(TTL_MS).customer(7).holds("A-4").isRejected(RejectReason.TRY_AGAIN);
        s.customer(7).holds("A-4").is(ReservationStatus.HELD);
    }

    @Test
    void shouldLapseAtTheDeadlineAndNotOneMillisecondBefore() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(TTL_MS - 1).customer(8).holds("A-1").isRejected(RejectReason.SEAT_UNAVAILABLE);
        s.customer(7).books(hold).is(ReservationStatus.HELD);
        s.at(TTL_MS).customer(7).pays(hold).isRejected(RejectReason.HOLD_EXPIRED);
        s.customer(8).holds("A-1").is(ReservationStatus.HELD);
        assertEquals(List.of(ReservationEventType.HOLD_EXPIRED, ReservationEventType.HOLD_PLACED), s.steps());
    }

    @Test
    void shouldFreeSeatsByATickAtTheDeadline() {
        Scenario s = aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        assertEquals(TTL_MS, s.machine.nextDeadlineMs());
        s.at(TTL_MS - 1).tick().accepted();
        assertFalse(s.isFree("A-1"));
        s.at(TTL_MS).tick().accepted();
        assertTrue(s.isFree("A-1"));
        s.reservation(hold).is(ReservationStatus.EXPIRED);
    }

    @Test
    void shouldSweepInOrderOfDeadlineThenIdWithBoundedWork() {
        Scenario s = aShow("AAAAAA").withLimits(e -> e.workPerCommand(2)).onSale();
        Reply later = s.at(1).customer(7).holds("A-1");
        s.redefine(e -> e.holdTtlMs(TTL_MS - 1)).accepted();
        long alike = s.customer(8).holds("A-2").id();
        s.redefine(e -> e.holdTtlMs(1_000)).accepted();
        long first = s.customer(9).holds("A-3").id();
        s.at(TTL_MS + 1).tick();
        assertEquals(
                List.of(first, alike),
                s.reservationEvents().stream().map(e -> e.reservationId()).toList());
        s.tick();
        assertEquals(
                List.of(later.id()),
                s.reservationEvents().stream().map(e -> e.reservationId()).toList());
    }

    @Test
    void shouldForgetALapsedHoldAfterItsRetention() {
        Scenario s = aShow("AAAA").withLimits(e -> e.lapsedRetentionMs(5_000)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(TTL_MS).tick();
        assertEquals(TTL_MS + 5_000, s.machine.nextDeadlineMs());
        s.at(TTL_MS + 4_999).tick();
        s.reservation(hold).is(ReservationStatus.EXPIRED);
        s.at(TTL_MS + 5_000).tick();
        s.reservation(hold.is(ReservationStatus.HELD)).isRejected(RejectReason.UNKNOWN_RESERVATION);
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldHaveNothingDueOnceASeatIsSold() {
        Scenario s = aShow("AAAA").onSale();
        s.booked(7, "A-1");
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }
}
