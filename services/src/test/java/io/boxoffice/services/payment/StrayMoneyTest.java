package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.protocol.sbe.PaymentStatus;
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
    private final TestReservation hold = scene.hold(FakeProvider.AMOUNT);

    @AfterEach
    void close() {
        scene.close();
    }

    /** The provider makes up its mind after the core has given the attempt up, and does not hear that it is to be voided. */
    private void isGivenUp() {
        scene.start();
        scene.provider.decision = null;
        scene.provider.ignoresVoids = true;
        scene.pay(hold);
        scene.timer.until(() -> scene.provider.state(scene.key(hold, 1)) == State.PENDING);
        scene.timer.advanceUntil(() -> hold.paymentStatus() == PaymentStatus.DECLINED && scene.worker.queued() == 0);
        scene.provider.ignoresVoids = false;
    }

    /** The core forgets the reservation while the provider makes up its mind. */
    private void decidesLate(State state) {
        isGivenUp();
        scene.forget(hold);
        scene.provider.decide(scene.key(hold, 1), state);
    }

    private Stray stray(boolean voided) {
        return new Stray(hold.id(), 1, scene.key(hold, 1), FakeProvider.AMOUNT, "EUR", voided);
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
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
        assertEquals(List.of(stray(true)), scene.books.recorded);
        assertEquals(1, meter("boxoffice.stray.payments"));
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    @Test
    void shouldGiveBackInFullWhatWasTakenThoughNoSeatsWereGiven() {
        scene.books.given = Given.NO;
        decidesLate(State.CAPTURED);
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(Map.of(scene.keys.stray(hold.id(), 1), FakeProvider.AMOUNT), scene.provider.refunds);
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

    /** After a restore the reservation is there, and no attempt of it: seats were never given for the money, so nobody has to be asked. */
    @Test
    void shouldGiveBackInFullWhatWasTakenForAnAttemptThatTheCoreNeverHeardOf() {
        scene.start();
        scene.provider.states.put(scene.key(hold, 1), State.CAPTURED);
        scene.worker.lookInto(hold.id(), 1);

        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(Map.of(scene.keys.stray(hold.id(), 1), FakeProvider.AMOUNT), scene.provider.refunds);
        assertEquals(List.of(stray(false)), scene.books.recorded);
        assertEquals(1, meter("boxoffice.stray.payments"));
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
    }

    /** The core tells of a declined attempt, and has forgotten it when it is told that the provider approved it after all. */
    @Test
    void shouldLetGoOfAnApprovalThoughTheCoreForgetsTheAttemptWhileItIsLookedInto() {
        isGivenUp();
        scene.provider.meanwhile = () -> scene.forget(hold);
        scene.provider.decide(scene.key(hold, 1), State.APPROVED);

        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
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
        assertEquals(FakeProvider.AMOUNT, scene.provider.refunds.get(scene.keys.stray(hold.id(), 1)));
    }

    @Test
    void shouldRecordItWhenPostgresComesBack() {
        scene.books.failures = 5;
        decidesLate(State.APPROVED);
        scene.timer.advanceUntil(() -> scene.books.asked > 2);
        assertEquals(State.VOIDED, scene.provider.state(scene.key(hold, 1)));
        assertEquals(1, meter("boxoffice.stray.payments.unrecorded"));
        scene.timer.advanceUntil(() -> !scene.books.recorded.isEmpty());
        assertEquals(List.of(stray(true)), scene.books.recorded);
        assertEquals(0, meter("boxoffice.stray.payments.unrecorded"));
        assertEquals(1, meter("boxoffice.stray.payments"));
    }

    @Test
    void shouldSayNothingOfAnAttemptThatHeldNoMoney() {
        decidesLate(State.DECLINED);
        String question = "status " + scene.key(hold, 1);
        long asked = scene.provider.called(question);
        scene.worker.lookInto(hold.id(), 1);
        scene.timer.advanceUntil(() -> scene.provider.called(question) > asked && scene.worker.queued() == 0);
        assertEquals(0, meter("boxoffice.stray.payments"));
        assertTrue(scene.books.recorded.isEmpty());
    }
}
