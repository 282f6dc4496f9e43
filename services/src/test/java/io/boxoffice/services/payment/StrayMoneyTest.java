package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.services.FakeReservations;
import io.boxoffice.services.payment.PaymentProvider.State;
import io.boxoffice.services.payment.StrayMoney.Given;
import io.boxoffice.services.payment.StrayMoney.Stray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money that comes for what the core no longer knows goes back in full, and is not passed over in silence. */
class StrayMoneyTest {
    private final PaymentScene scene = new PaymentScene();
    private final FakeReservations.Record hold =
            scene.core.reservations.hold(7, PaymentScene.CUSTOMER, FakeProvider.AMOUNT);

    @AfterEach
    void close() {
        scene.close();
    }

    /** The core forgets the reservation while the provider makes up its mind. */
    private void decidesLate(State state) {
        scene.start();
        scene.provider.decision = null;
        scene.pay(7);
        scene.timer.until(() -> scene.provider.state(scene.key(7, 1)) == State.PENDING);
        scene.core.reservations.forget(hold);
        scene.provider.decide(scene.key(7, 1), state);
    }

    private Stray stray(boolean voided) {
        return new Stray(7, 1, scene.key(7, 1), FakeProvider.AMOUNT, "EUR", voided);
    }

    private double meter(String name) {
        return name.endsWith("unrecorded")
                ? scene.meters.get(name).gauge().value()
                : scene.meters.get(name).counter().count();
    }

    @Test
    void shouldLetGoOfAnApprovalAndRecordIt() {
        decidesLate(State.APPROVED);
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(7, 1)));
        assertEquals(List.of(stray(true)), scene.books.recorded);
        assertEquals(1, meter("boxoffice.stray.payments"));
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    @Test
    void shouldGiveBackInFullWhatWasTakenThoughNoSeatsWereGiven() {
        scene.books.given = Given.NO;
        decidesLate(State.CAPTURED);
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(Map.of(scene.keys.stray(7, 1), FakeProvider.AMOUNT), scene.provider.refunds);
        assertEquals(List.of(stray(false)), scene.books.recorded);
    }

    /** An archived booking is unknown to the core too, and its owner has the seats. */
    @Test
    void shouldKeepWhatPaidForABookingOfThePast() {
        scene.books.given = Given.YES;
        decidesLate(State.CAPTURED);
        scene.timer.advanceUntil(() -> scene.books.asked > 0 && scene.worker.queued() == 0);
        assertEquals(Map.of(), scene.provider.refunds);
        assertTrue(scene.books.recorded.isEmpty());
    }

    /** The reservation is there, and no attempt of it: seats were never given for the money, so nobody has to be asked. */
    @Test
    void shouldGiveBackInFullWhatWasTakenForAnAttemptThatTheCoreNeverHeardOf() {
        scene.start();
        scene.provider.decision = null;
        scene.pay(7);
        scene.timer.until(() -> scene.provider.state(scene.key(7, 1)) == State.PENDING);
        scene.core.reservations.forgetAttempts(hold);
        scene.provider.decide(scene.key(7, 1), State.CAPTURED);

        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(Map.of(scene.keys.stray(7, 1), FakeProvider.AMOUNT), scene.provider.refunds);
        assertEquals(List.of(stray(false)), scene.books.recorded);
        assertEquals(1, meter("boxoffice.stray.payments"));
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    /** The core tells of a declined attempt, and has forgotten it when it is told that the provider approved it after all. */
    @Test
    void shouldLetGoOfAnApprovalThoughTheCoreForgetsTheAttemptWhileItIsLookedInto() {
        scene.start();
        scene.provider.decision = null;
        scene.provider.ignoresVoids = true;
        scene.pay(7);
        scene.timer.until(() -> scene.provider.state(scene.key(7, 1)) == State.PENDING);
        scene.timer.advanceUntil(() -> hold.last().status == PaymentStatus.DECLINED);
        scene.provider.ignoresVoids = false;
        scene.provider.meanwhile = () -> scene.core.reservations.forget(hold);
        scene.provider.decide(scene.key(7, 1), State.APPROVED);

        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(7, 1)));
        assertEquals(List.of(stray(true)), scene.books.recorded);
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    @Test
    void shouldNotGiveBackWhatWasTakenWhileNothingTellsWhatFor() {
        scene.books.failures = 2;
        decidesLate(State.CAPTURED);
        scene.timer.advanceUntil(() -> scene.books.asked > 4);
        assertEquals(Map.of(), scene.provider.refunds);
        assertEquals(1, scene.worker.queued());
        scene.books.given = Given.NO;
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(FakeProvider.AMOUNT, scene.provider.refunds.get(scene.keys.stray(7, 1)));
    }

    @Test
    void shouldRecordItWhenPostgresComesBack() {
        scene.books.failures = 5;
        decidesLate(State.APPROVED);
        scene.timer.advanceUntil(() -> scene.books.asked > 2);
        assertEquals(State.VOIDED, scene.provider.state(scene.key(7, 1)));
        assertEquals(1, meter("boxoffice.stray.payments.unrecorded"));
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(List.of(stray(true)), scene.books.recorded);
        assertEquals(0, meter("boxoffice.stray.payments.unrecorded"));
        assertEquals(1, meter("boxoffice.stray.payments"));
    }

    @Test
    void shouldSayNothingOfAnAttemptThatHeldNoMoney() {
        decidesLate(State.DECLINED);
        scene.timer.advance(60_000);
        assertEquals(0, meter("boxoffice.stray.payments"));
        assertTrue(scene.books.recorded.isEmpty());
    }
}
