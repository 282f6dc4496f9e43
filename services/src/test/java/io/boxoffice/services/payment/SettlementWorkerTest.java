package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.ListOpenPaymentsDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.payment.PaymentProvider.Result;
import io.boxoffice.services.payment.PaymentProvider.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlementWorkerTest {
    private final PaymentScene scene = new PaymentScene();
    private final TestReservation hold = scene.hold(2_500);

    @AfterEach
    void close() {
        scene.close();
    }

    private void start() {
        scene.start();
    }

    private void settled() {
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    @Test
    void shouldCaptureABookingOnceItIsConfirmed() {
        start();
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);

        assertEquals(State.CAPTURED, scene.provider.state(scene.key(hold, 1)));
    }

    @Test
    void shouldCancelTheBookingWhenTheCaptureIsRefused() {
        start();
        scene.provider.captureResult = Result.REFUSED;
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURE_FAILED);

        assertEquals(ReservationStatus.CANCELLED, hold.status());
    }

    @Test
    void shouldTryACaptureAgainWhenTheProviderFails() {
        start();
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);
        scene.provider.failures = 3;

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);

        assertTrue(scene.provider.called("capture " + scene.key(hold, 1)) >= 1);
    }

    @Test
    void shouldDeclineAfterACrashBetweenBeginPaymentAndTheProvider() {
        scene.provider.unreachable = true;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.called("authorise " + scene.key(hold, 1)) == 1);

        scene.restart();

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED);
        assertEquals(DeclineReason.NEVER_REACHED_PROVIDER, hold.declineReason());
        assertEquals(ReservationStatus.HELD, hold.status());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
    }

    @Test
    void shouldBookAfterACrashBetweenApprovalAndAuthorised() {
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.provider.states.put(scene.key(hold, 1), State.APPROVED);

        scene.restart();

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
        assertEquals(ReservationStatus.BOOKED, hold.status());
    }

    @Test
    void shouldComeBackToAnAttemptThatWasLeftAloneForAPaymentThatCameToNothing() {
        TestReservation other = scene.hold(2_500);
        scene.provider.decision = null;
        for (TestReservation reservation : List.of(hold, other)) {
            String key = scene.key(reservation, 1);
            scene.pay(reservation);
            scene.timer.until(() -> scene.provider.state(key) == State.PENDING);
            scene.provider.states.put(key, State.APPROVED);
        }

        scene.restart();
        // What a second payment for the reservation says before the core refuses it.
        scene.worker.leaveAlone(hold.id());
        scene.timer.advanceUntil(() -> other.paymentStatus() == PaymentStatus.CAPTURED);
        assertEquals(PaymentStatus.STARTED, hold.paymentStatus());
        scene.worker.release(hold.id());
        scene.timer.until(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);

        assertEquals(ReservationStatus.BOOKED, hold.status());
    }

    @Test
    void shouldConfirmAfterACrashBetweenAuthorisedAndConfirm() {
        scene.core.refuse(ConfirmDecoder.TEMPLATE_ID);
        scene.pay(hold);
        scene.timer.until(() -> hold.paymentStatus() == PaymentStatus.AUTHORISED);
        scene.core.takeAgain(ConfirmDecoder.TEMPLATE_ID);

        scene.restart();

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
        assertEquals(ReservationStatus.BOOKED, hold.status());
    }

    @Test
    void shouldGiveTheMoneyBackWhenApprovalComesAfterTheSeatsHaveGone() {
        start();
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.lapseAndLoseTheSeat(hold);

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.VOID));
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
        assertEquals(ReservationStatus.EXPIRED, hold.status());
    }

    @Test
    void shouldRefundACancelledBookingUnderOneKeyHoweverOftenTheProviderFails() {
        start();
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);
        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
        scene.provider.failures = 4;

        hold.cancel();

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.REFUNDED));
        assertEquals(Map.of(scene.keys.refund(hold.id(), 1, 1), 2_500L), scene.provider.refunds);
    }

    /** The provider takes money at once, without being asked to. */
    @Test
    void shouldSayRefundedWhenALateApprovalWasTakenAlready() {
        start();
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.lapseAndLoseTheSeat(hold);

        scene.provider.decide(scene.key(hold, 1), State.CAPTURED);

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.REFUNDED));
        assertEquals(Map.of(scene.keys.refund(hold.id(), 1, 1), 2_500L), scene.provider.refunds);
    }

    @Test
    void shouldCaptureBeforeItRefundsWhatWasCancelledAtOnce() {
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);
        hold.cancel();

        scene.restart();

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.REFUNDED));
        assertEquals(PaymentStatus.CAPTURED, hold.paymentStatus());
        assertEquals(Map.of(scene.keys.refund(hold.id(), 1, 1), 2_500L), scene.provider.refunds);
    }

    @Test
    void shouldMakeARefundOnceThoughACrashHidTheAnswer() {
        start();
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);
        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
        String refundKey = scene.keys.refund(hold.id(), 1, 1);
        scene.core.refuse(RefundedDecoder.TEMPLATE_ID);
        hold.cancel();
        scene.timer.advanceUntil(() -> scene.provider.called("refund " + refundKey) == 1);
        scene.core.takeAgain(RefundedDecoder.TEMPLATE_ID);

        scene.restart();

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.REFUNDED));
        assertEquals(Map.of(refundKey, 2_500L), scene.provider.refunds);
    }

    @Test
    void shouldWaitForAProviderThatIsUndecidedAfterARestartAndThenGiveUp() {
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.restart();
        scene.timer.advanceUntil(() -> scene.provider.called("status " + scene.key(hold, 1)) >= 2);
        assertEquals(PaymentStatus.STARTED, hold.paymentStatus());

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED);

        assertEquals(DeclineReason.TIMED_OUT, hold.declineReason());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
    }

    @Test
    void shouldLetMoneyGoThatIsSetAsideForAReservationTheCoreHasForgotten() {
        start();
        scene.provider.decision = null;
        scene.provider.ignoresVoids = true;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED);
        scene.provider.ignoresVoids = false;
        scene.forget(hold);

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.timer.advanceUntil(() -> scene.provider.state(scene.key(hold, 1)) == State.VOIDED);
        settled();
    }

    @Test
    void shouldFinishMoreThanItMayKeepInMind() {
        List<TestReservation> many = new ArrayList<>();
        for (int i = 0; i < 6 * PaymentScene.CONFIG.maxQueuedSettlements(); i++) {
            TestReservation paid = scene.hold(10);
            many.add(paid);
            scene.outcome(scene.pay(paid), PaymentOutcome.Completed.class);
        }

        scene.restart();

        scene.timer.advanceUntil(() -> many.stream().allMatch(r -> r.paymentStatus() == PaymentStatus.CAPTURED));
        assertTrue(scene.worker.queued() <= PaymentScene.CONFIG.maxQueuedSettlements());
        settled();
    }

    /** Retention removes events, those that an open feed stands in too. */
    private static final class RemovedEvents implements EventFeed.Source {
        private final EventFeed.Source all;
        private long keptAfter;

        RemovedEvents(EventFeed.Source all) {
            this.all = all;
        }

        @Override
        public long keptAfter() {
            return keptAfter;
        }

        @Override
        public EventFeed openAfter(long sequence) {
            EventFeed feed = all.openAfter(sequence);
            return new EventFeed() {
                @Override
                public int poll(Handler handler, int limit) {
                    if (sequence < keptAfter) {
                        throw new IllegalStateException("events after " + sequence + " are no longer kept");
                    }
                    return feed.poll(handler, limit);
                }

                @Override
                public void close() {
                    feed.close();
                }
            };
        }
    }

    @Test
    void shouldAskWhatIsOpenWhenTheEventsItNeedsAreNoLongerKept() {
        RemovedEvents events = new RemovedEvents(scene.core.feed());
        scene.follow(events);
        scene.timer.until(() -> scene.core.count(ListOpenPaymentsDecoder.TEMPLATE_ID) == 1);
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);
        long paidAtMs = scene.timer.nowMs();

        events.keptAfter = scene.core.sequence();

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
        assertEquals(2, scene.core.count(ListOpenPaymentsDecoder.TEMPLATE_ID));
        assertTrue(scene.timer.nowMs() - paidAtMs < PaymentScene.CONFIG.rescanIntervalMs());
        assertEquals(
                1,
                scene.meters
                        .get("boxoffice.follower.resynchronisations")
                        .tag("reason", "not_kept")
                        .counter()
                        .count());
    }

    @Test
    void shouldNotTouchAnAttemptThatACustomerStillWaitsFor() {
        start();
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);

        scene.timer.advance(PaymentScene.CONFIG.rescanIntervalMs() + 100);
        scene.timer.advance(100);

        assertEquals(PaymentStatus.STARTED, hold.paymentStatus());
        assertEquals(0, scene.provider.called("status " + scene.key(hold, 1)));
    }

    @Test
    void shouldNotCircleWhenTheCoreKeepsRefusingAnApproval() {
        scene.core.refuse(AuthorisedDecoder.TEMPLATE_ID);
        scene.pay(hold);
        scene.timer.until(() -> scene.core.count(AuthorisedDecoder.TEMPLATE_ID) == 1);
        scene.restart();
        scene.timer.advanceUntil(() -> scene.core.count(AuthorisedDecoder.TEMPLATE_ID) > 3);
        long told = scene.core.count(AuthorisedDecoder.TEMPLATE_ID);

        scene.timer.advance(0);
        assertTrue(scene.core.count(AuthorisedDecoder.TEMPLATE_ID) <= told + 6);
        scene.core.takeAgain(AuthorisedDecoder.TEMPLATE_ID);

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.CAPTURED);
    }
}
