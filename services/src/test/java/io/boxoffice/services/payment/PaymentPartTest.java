package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.gateway.status.Level;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.protocol.sbe.PaymentStatus;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told of payments. */
class PaymentPartTest {
    private static final StatusLimits LIMITS = new StatusLimits(10_000, 250);

    private final PaymentScene scene = new PaymentScene();
    private final WatchedProvider watched =
            new WatchedProvider(scene.provider, scene.timer, PaymentScene.CONFIG.providerTimeoutMs());

    @AfterEach
    void close() {
        scene.close();
    }

    private PartState look() {
        return look(watched);
    }

    private PartState look(WatchedProvider provider) {
        return new PaymentPart(provider, scene.worker, scene.timer).look(LIMITS);
    }

    private void ask() {
        watched.status("1-1").exceptionally(thrown -> null).join();
    }

    @Test
    void shouldSayThatTheProviderAnswers() {
        assertEquals(Level.UP, look().level());
        ask();
        assertEquals(Level.UP, look().level());
    }

    @Test
    void shouldTellAProviderThatFailsAndSinceWhen() {
        scene.provider.failures = Integer.MAX_VALUE;
        ask();
        assertEquals(Level.BEHIND, look().level(), "one failure is nobody's business yet");
        scene.timer.advance(8_000);
        ask();
        scene.timer.advance(4_000);
        assertEquals(Level.NEEDS_YOU, look().level());
        assertTrue(look().says().startsWith("The provider has not answered for 12 s: 2 calls failed"), look().says());
        assertTrue(look().says().contains("no network"), look().says());
        scene.provider.failures = 0;
        ask();
        assertEquals(Level.UP, look().level());
    }

    @Test
    void shouldCountACallWithoutAnswerAsFailed() {
        scene.provider.unreachable = true;
        watched.authorise("1-1", 100, "EUR", "card", "token");
        assertEquals(Level.UP, look().level(), "it may still answer");
        scene.timer.advance(PaymentScene.CONFIG.providerTimeoutMs());
        assertTrue(look().says().contains("it did not answer within 3000 ms"), look().says());
    }

    @Test
    void shouldTellARefundThatIsNeverDone() {
        scene.start();
        TestReservation booking = scene.hold(3_000);
        scene.outcome(scene.pay(booking), PaymentOutcome.Completed.class);
        scene.timer.advanceUntil(() -> booking.paymentStatus() == PaymentStatus.CAPTURED);
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
        scene.provider.failures = Integer.MAX_VALUE;
        booking.cancel();
        scene.timer.advanceUntil(() -> scene.worker.queued() == 1);
        assertEquals(Level.UP, look().level(), "it is being done");
        scene.timer.advance(LIMITS.behindAfterMs() + 2_000);
        assertEquals(Level.NEEDS_YOU, look().level());
        assertTrue(look().says().contains("1 capture or refund the oldest has not been done for"), look().says());
        scene.provider.failures = 0;
        scene.timer.advanceUntil(() -> scene.worker.queued() == 0);
        scene.timer.advance(2_000);
        assertEquals(Level.UP, look().level());
    }

    @Test
    void shouldSayWhatIsSoldWithoutAProvider() {
        WatchedProvider none = new WatchedProvider(new NoProvider(), scene.timer, 1_000);
        assertEquals(Level.OFF, look(none).level());
    }

    /** A method that has a default would otherwise say of every provider what it says of none. */
    @Test
    void shouldHandOnWhateverAProviderCanDo() throws NoSuchMethodException {
        for (Method method : PaymentProvider.class.getMethods()) {
            assertEquals(
                    WatchedProvider.class,
                    WatchedProvider.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .getDeclaringClass(),
                    method.toString());
        }
    }
}
