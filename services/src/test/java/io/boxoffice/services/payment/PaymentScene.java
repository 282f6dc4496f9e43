package io.boxoffice.services.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.engine.live.TestReservation;
import io.boxoffice.engine.live.TestShow;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.RestoreMark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A core, a provider and payments between them. {@link #restart} kills payments as a crash would. The core's time stands still until
 * a hold is to lapse or to be forgotten.
 */
final class PaymentScene implements AutoCloseable {
    static final long CUSTOMER = 42;
    static final PaymentConfig CONFIG = new PaymentConfig(3, 1_000, 10_000, 10, 1_000, 4, 2, 10, 5_000, 3_000);

    private static final int THE_SEAT = 0;
    private static final long SOMEBODY_ELSE = 666;

    private final AtomicLong coreMs = new AtomicLong(1_800_000_000_000L);
    final TestCore core = TestCore.at(coreMs::get);
    final FakeProvider provider = new FakeProvider();
    final PaymentKeys keys = new PaymentKeys(0xabc);
    final FakeBooks books = new FakeBooks();
    SimpleMeterRegistry meters;
    ManualTimer timer;
    SettlementWorker worker;
    PaymentService payments;
    private BookingClient client;
    private final Map<TestReservation, TestShow> shows = new HashMap<>();

    PaymentScene() {
        wire();
    }

    private void wire() {
        timer = new ManualTimer();
        client = new BookingClient(core, "payments-test", 64);
        meters = new SimpleMeterRegistry();
        worker = new SettlementWorker(client, provider, keys, books, timer, CONFIG, meters);
        payments = new PaymentService(client, provider, keys, worker, timer, CONFIG, meters);
    }

    /** What was under way is forgotten; core and provider remember. */
    void restart() {
        client.close();
        wire();
        start();
    }

    /** Settlement begins. */
    void start() {
        follow(core.feed());
    }

    /** The same with another event log. */
    void follow(EventFeed.Source feeds) {
        worker.start(new FollowedLog(feeds, core::sequence, RestoreMark.of(0xabc, ""), position -> {}));
    }

    /** The customer's hold of a seat that costs so much, made a booking; each is of a show of its own. */
    TestReservation hold(long amount) {
        TestShow show = core.open(10 + 10L * shows.size(), TestShow.smallHall(), amount);
        TestReservation hold = show.hold(CUSTOMER, THE_SEAT).book();
        shows.put(hold, show);
        return hold;
    }

    /** Its deadline passes. */
    void lapse(TestReservation hold) {
        coreMs.set(Math.max(coreMs.get(), hold.state().deadlineMs()));
        core.catchUp();
        assertEquals(ReservationStatus.EXPIRED, hold.status());
    }

    /** Its deadline passes, and somebody else takes its seat. */
    void lapseAndLoseTheSeat(TestReservation hold) {
        lapse(hold);
        shows.get(hold).hold(SOMEBODY_ELSE, THE_SEAT);
    }

    /** So much time passes after its deadline that the core forgets it; no money matter of it is open. */
    void forget(TestReservation hold) {
        if (hold.state() != null) {
            lapse(hold);
            coreMs.addAndGet(TimeUnit.DAYS.toMillis(1));
            core.catchUp();
            assertNull(hold.state());
        }
    }

    CompletableFuture<PaymentOutcome> pay(TestReservation hold) {
        return pay(hold, 0, 0);
    }

    CompletableFuture<PaymentOutcome> pay(TestReservation hold, long key, long bodyHash) {
        return payments.pay(new PaymentRequest(hold.id(), CUSTOMER, 0, "card", "tok", key, key, bodyHash));
    }

    <T extends PaymentOutcome> T outcome(CompletableFuture<PaymentOutcome> future, Class<T> type) {
        timer.until(future::isDone);
        return type.cast(future.join());
    }

    String key(TestReservation hold, int attempt) {
        return keys.attempt(hold.id(), attempt);
    }

    @Override
    public void close() {
        worker.close();
        client.close();
        core.close();
    }
}
