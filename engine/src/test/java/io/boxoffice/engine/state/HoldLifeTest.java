package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import org.junit.jupiter.api.Test;

/** No hold stands past its creation plus the longest life, extensions and payments included. */
class HoldLifeTest {
    private static final long LIFE_MS = 200_000;
    private static final long TTL_MS = 60_000;

    private static Scenario aShowWithALife() {
        return aShow("AAAA").withLimits(e -> e.maxHoldLifeMs(LIFE_MS).maxPaymentAttempts(20));
    }

    private static long deadlineMs(Scenario s, Reply hold) {
        return s.reservation(hold).reservation().deadlineMs();
    }

    @Test
    void shouldNotPlaceAHoldForLongerThanItMayStand() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxHoldLifeMs(40_000)).onSale();
        assertEquals(41_000, s.at(1_000).customer(7).holds("A-1").reservation().deadlineMs());
    }

    @Test
    void shouldExtendAHoldUpToItsLifesEndAndNoFurther() {
        Scenario s = aShowWithALife().withLimits(e -> e.maxExtensions(9)).onSale();
        Reply hold = s.at(1_000).customer(7).holds("A-1");
        for (long nowMs = 41_000; nowMs < 200_000; nowMs += 40_000) {
            s.at(nowMs).customer(7).extendsHold(hold);
            assertEquals(Math.min(nowMs + TTL_MS, 1_000 + LIFE_MS), deadlineMs(s, hold));
        }
        s.at(1_000 + LIFE_MS).tick();
        assertTrue(s.isFree("A-1"));
    }

    @Test
    void shouldGiveAPaymentNoMoreTimeThanTheHoldsLife() {
        Scenario s = aShowWithALife().onSale();
        Reply hold = s.at(1_000).customer(7).holds("A-1");
        s.at(50_000).paying(hold);
        assertEquals(1_000 + LIFE_MS, deadlineMs(s, hold));
    }

    @Test
    void shouldBeginNoPaymentWhenLessThanAMinuteIsLeft() {
        Scenario s = aShowWithALife().onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        s.at(50_000).customer(7).extendsHold(hold);
        s.at(100_000).customer(7).extendsHold(hold);
        s.at(LIFE_MS - 60_000).customer(7).pays(hold).is(PaymentStatus.STARTED);
        s.declined(hold, 1);
        s.at(LIFE_MS - 59_999).customer(7).pays(hold).isRejected(RejectReason.HOLD_LIFE_OVER, LIFE_MS);
        s.reservation(hold).is(ReservationStatus.HELD);
    }

    /** A hold of one second was kept for seven. */
    @Test
    void shouldLeaveADeclinedHoldItsFormerDeadlineOrTwoMinutes() {
        Scenario s = aShow("AAAA").withLimits(e -> e.paymentWindowMs(600_000)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(1_000).paying(hold);
        assertEquals(601_000, deadlineMs(s, hold));
        s.at(5_000).declined(hold, 1);
        assertEquals(125_000, deadlineMs(s, hold));
        s.at(10_000).customer(7).pays(hold);
        s.at(11_000).declined(hold, 2);
        assertEquals(131_000, deadlineMs(s, hold));
    }

    @Test
    void shouldNotShortenADeclinedHoldBelowItsFormerDeadline() {
        Scenario s = aShow("AAAA").withRules(e -> e.holdTtlMs(900_000)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(1_000).paying(hold);
        s.at(2_000).declined(hold, 1);
        assertEquals(900_000, deadlineMs(s, hold));
    }

    /** Ten payments declined one after the other kept a hold for 74 minutes. */
    @Test
    void shouldNotKeepAHoldPastItsLifeByDeclinedPayments() {
        Scenario s = aShowWithALife().onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.customer(7).books(hold);
        long nowMs = 0;
        int attempt = 0;
        while (nowMs <= LIFE_MS - 60_000) {
            s.at(nowMs).customer(7).pays(hold).is(PaymentStatus.STARTED);
            nowMs += 15_000;
            s.at(nowMs).declined(hold, ++attempt).is(ReservationStatus.HELD);
            assertTrue(deadlineMs(s, hold) <= LIFE_MS);
        }
        s.at(nowMs).customer(7).pays(hold).isRejected(RejectReason.HOLD_LIFE_OVER, LIFE_MS);
        s.at(LIFE_MS).tick();
        s.reservation(hold).is(ReservationStatus.EXPIRED);
        assertTrue(s.isFree("A-1"));
    }

    @Test
    void shouldKeepTheOlderRulesForAnOlderJournal() {
        Scenario s = aShow("AAAA").withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.at(59_000).paying(hold);
        s.at(60_000).declined(hold, 1);
        assertEquals(239_000, deadlineMs(s, hold));
    }

    /** What began to pay under older rules has no deadline noted: it keeps the one it has. */
    @Test
    void shouldKeepTheDeadlineOfAPaymentThatBeganUnderOlderRules() {
        Scenario s = aShow("AAAA").withLimits(e -> e.behaviourVersion(2)).onSale();
        Reply hold = s.customer(7).holds("A-1");
        s.paying(hold);
        s.configure(e -> e.behaviourVersion(3)).accepted();
        s.at(1_000).declined(hold, 1);
        assertEquals(180_000, deadlineMs(s, hold));
    }
}
