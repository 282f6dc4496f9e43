package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.gateway.route.OverloadedException;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.ConfirmDecoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.payment.PaymentProvider.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {
    private final PaymentScene scene = new PaymentScene();
    private final TestReservation hold = scene.hold(2_500);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void shouldBookWhenTheProviderApproves() {
        PaymentOutcome.Completed completed = scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        assertEquals(ReservationStatus.BOOKED, completed.reservation().status());
        assertEquals(PaymentStatus.AUTHORISED, completed.payment().status());
        assertEquals(hold.id() + "-1", completed.payment().id());
        assertEquals(2_500, completed.payment().amount());
        assertEquals(ReservationStatus.BOOKED, hold.status());
    }

    @Test
    void shouldLeaveTheHoldWhenTheProviderDeclines() {
        scene.provider.decision = State.DECLINED;

        PaymentOutcome.Declined declined = scene.outcome(scene.pay(hold), PaymentOutcome.Declined.class);

        assertEquals(DeclineReason.DECLINED_BY_PROVIDER, declined.reason());
        assertEquals(ReservationStatus.HELD, hold.status());
        assertEquals(PaymentStatus.DECLINED, hold.paymentStatus());
    }

    @Test
    void shouldTryAgainUnderAnotherProviderKeyAfterADecline() {
        scene.provider.decision = State.DECLINED;
        scene.outcome(scene.pay(hold), PaymentOutcome.Declined.class);
        scene.provider.decision = State.APPROVED;

        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        assertEquals(State.DECLINED, scene.provider.state(scene.key(hold, 1)));
        assertEquals(State.APPROVED, scene.provider.state(scene.key(hold, 2)));
    }

    @Test
    void shouldNotAskTheProviderWhenTheCoreRefuses() {
        scene.lapse(hold);

        PaymentOutcome.Rejected rejected = scene.outcome(scene.pay(hold), PaymentOutcome.Rejected.class);

        assertEquals(RejectReason.HOLD_EXPIRED, rejected.rejection().reason());
        assertTrue(scene.provider.calls.isEmpty());
    }

    @Test
    void shouldNotAskTheProviderWhenTheCoreHasNoRoom() {
        scene.core.beFullFor(1);
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold);

        scene.timer.until(outcome::isDone);

        CompletionException thrown = assertThrows(CompletionException.class, outcome::join);
        assertInstanceOf(BookingClient.OverloadedException.class, thrown.getCause());
        assertTrue(scene.provider.calls.isEmpty());
    }

    @Test
    void shouldInsistOnTellingAFullCoreThatMoneyWasSetAside() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.core.beFullFor(5);
        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.timer.advanceUntil(outcome::isDone);

        assertInstanceOf(PaymentOutcome.Completed.class, outcome.join());
    }

    @Test
    void shouldSayThatAPaymentIsProcessingWhenTheProviderNeedsTime() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        assertFalse(outcome.isDone());

        scene.timer.advance(PaymentScene.CONFIG.respondWithinMs());

        assertEquals(
                hold.id() + "-1",
                scene.outcome(outcome, PaymentOutcome.Processing.class)
                        .payment()
                        .id());
        scene.provider.decide(scene.key(hold, 1), State.APPROVED);
        scene.timer.until(() -> hold.status() == ReservationStatus.BOOKED);
    }

    @Test
    void shouldSayThatTheSeatsHaveGoneWhenApprovalComesTooLate() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.lapseAndLoseTheSeat(hold);

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        PaymentOutcome.SeatsGone gone = scene.outcome(outcome, PaymentOutcome.SeatsGone.class);
        assertEquals(PaymentStatus.REFUND_DUE, gone.payment().status());
        assertEquals(ReservationStatus.EXPIRED, gone.payment().reservationStatus());
        assertEquals(2_500, gone.payment().amount());
    }

    @Test
    void shouldBookALapsedHoldWhoseSeatsAreStillFree() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.lapse(hold);

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.outcome(outcome, PaymentOutcome.Completed.class);
    }

    @Test
    void shouldAnswerADuplicateKeyByHowTheFirstAttemptStands() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> first = scene.pay(hold, 99, 1);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.InProgress.class);

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);
        scene.outcome(first, PaymentOutcome.Completed.class);

        PaymentOutcome.Completed again = scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Completed.class);
        assertEquals(1, again.payment().attempt());
        assertEquals(1, hold.attempts());
        assertEquals(1, scene.provider.called("authorise " + scene.key(hold, 1)));
    }

    @Test
    void shouldAnswerADuplicateKeyOfADeclinedAttemptWithTheDecline() {
        scene.provider.decision = State.DECLINED;
        scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Declined.class);

        PaymentOutcome.Declined again = scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Declined.class);

        assertEquals(DeclineReason.DECLINED_BY_PROVIDER, again.reason());
        assertEquals(1, hold.attempts());
    }

    @Test
    void shouldAnswerADuplicateKeyAsBookedThoughTheCaptureFailedSince() {
        scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Completed.class);
        hold.failCapture();
        assertEquals(PaymentStatus.CAPTURE_FAILED, hold.paymentStatus());

        scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Completed.class);
    }

    @Test
    void shouldSayOfADuplicateKeyWhatGoesBackThoughItHasGoneBackSince() {
        scene.provider.decision = null;
        CompletableFuture<PaymentOutcome> first = scene.pay(hold, 99, 1);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.lapseAndLoseTheSeat(hold);
        scene.provider.decide(scene.key(hold, 1), State.APPROVED);
        scene.outcome(first, PaymentOutcome.SeatsGone.class);

        hold.payBack();
        assertEquals(PaymentStatus.REFUNDED, hold.paymentStatus());

        PaymentOutcome.SeatsGone again = scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.SeatsGone.class);
        assertEquals(2_500, again.payment().amount());
    }

    @Test
    void shouldRefuseAKeyThatComesWithAnotherBody() {
        scene.outcome(scene.pay(hold, 99, 1), PaymentOutcome.Completed.class);

        PaymentOutcome.Rejected rejected = scene.outcome(scene.pay(hold, 99, 2), PaymentOutcome.Rejected.class);

        assertEquals(RejectReason.KEY_REUSED, rejected.rejection().reason());
    }

    @Test
    void shouldRefuseWhatIsAnothersAsUnknown() {
        CompletableFuture<PaymentOutcome> outcome =
                scene.payments.pay(new PaymentRequest(hold.id(), 666, 0, "card", "tok", 0, 0, 0));

        PaymentOutcome.Rejected rejected = scene.outcome(outcome, PaymentOutcome.Rejected.class);

        assertEquals(RejectReason.UNKNOWN_RESERVATION, rejected.rejection().reason());
    }

    @Test
    void shouldRefusePolitelyWhenTooManyPaymentsAreUnderWay() {
        scene.provider.decision = null;
        List<TestReservation> others = new ArrayList<>();
        for (int i = 0; i < PaymentScene.CONFIG.maxInFlight(); i++) {
            others.add(scene.hold(100));
            scene.pay(others.get(i));
        }

        CompletableFuture<PaymentOutcome> refused = scene.pay(hold);

        assertTrue(refused.isDone());
        CompletionException thrown = assertThrows(CompletionException.class, refused::join);
        assertInstanceOf(OverloadedException.class, thrown.getCause());
        scene.timer.until(() -> scene.provider.unanswered.size() == PaymentScene.CONFIG.maxInFlight());
        scene.provider.decide(scene.key(others.get(0), 1), State.DECLINED);
        scene.provider.decision = State.APPROVED;
        scene.timer.until(() -> scene.core.count(DeclinedDecoder.TEMPLATE_ID) >= 1);
        scene.timer.advanceUntil(() -> !scene.pay(hold).isCompletedExceptionally());
    }

    @Test
    void shouldGiveUpAnAttemptThatTheProviderDoesNotDecideAndVoidIt() {
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);

        scene.timer.advance(PaymentScene.CONFIG.attemptTimeoutMs());

        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED);
        assertEquals(DeclineReason.TIMED_OUT, hold.declineReason());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
        assertEquals(ReservationStatus.HELD, hold.status());
    }

    @Test
    void shouldTakeAnApprovalThatIsFoundWhenTheAttemptTimesOut() {
        scene.provider.decision = null;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.provider.states.put(scene.key(hold, 1), State.APPROVED);

        scene.timer.advance(PaymentScene.CONFIG.attemptTimeoutMs());

        scene.timer.advanceUntil(() -> hold.status() == ReservationStatus.BOOKED);
    }

    @Test
    void shouldGiveBackWhatAProviderApprovesAfterTheAttemptWasGivenUp() {
        scene.provider.decision = null;
        scene.provider.ignoresVoids = true;
        scene.start();
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.timer.advance(PaymentScene.CONFIG.attemptTimeoutMs());
        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED);
        scene.provider.ignoresVoids = false;

        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.timer.advanceUntil(() -> hold.hasRefund(RefundStatus.VOID));
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
    }

    @Test
    void shouldAskForTheStatusWhenTheProviderFails() {
        scene.provider.failures = 1;
        CompletableFuture<PaymentOutcome> outcome = scene.pay(hold, 99, 1);

        scene.timer.advanceUntil(outcome::isDone);

        PaymentOutcome.Declined declined = assertInstanceOf(PaymentOutcome.Declined.class, outcome.join());
        assertEquals(DeclineReason.NEVER_REACHED_PROVIDER, declined.reason());
        assertEquals(DeclineReason.NEVER_REACHED_PROVIDER, hold.declineReason());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
    }

    @Test
    void shouldSayHowAnAttemptStands() {
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        CompletableFuture<Payment> known = scene.payments.payment(hold.id(), PaymentScene.CUSTOMER, 0, 1);
        CompletableFuture<Payment> unknown = scene.payments.payment(hold.id(), PaymentScene.CUSTOMER, 0, 2);
        scene.timer.until(() -> known.isDone() && unknown.isDone());

        assertEquals(PaymentStatus.AUTHORISED, known.join().status());
        CompletionException thrown = assertThrows(CompletionException.class, unknown::join);
        assertInstanceOf(RejectedException.class, thrown.getCause());
    }

    @Test
    void shouldJournalEachStepBeforeTheNext() {
        scene.outcome(scene.pay(hold), PaymentOutcome.Completed.class);

        assertEquals(1, scene.core.count(BeginPaymentDecoder.TEMPLATE_ID));
        assertEquals(1, scene.core.count(AuthorisedDecoder.TEMPLATE_ID));
        assertEquals(1, scene.core.count(ConfirmDecoder.TEMPLATE_ID));
    }
}
