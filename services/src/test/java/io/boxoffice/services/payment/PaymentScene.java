package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.services.FakeCore;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.RestoreMark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;

/** A core, a provider and payments between them. {@link #restart} kills payments as a crash would. */
final class PaymentScene implements AutoCloseable {
    static final long CUSTOMER = 42;
    static final PaymentConfig CONFIG = new PaymentConfig(3, 1_000, 10_000, 10, 1_000, 4, 2, 10, 5_000, 3_000);

    final FakeCore core = new FakeCore();
    final FakeProvider provider = new FakeProvider();
    final PaymentKeys keys = new PaymentKeys(0xabc);
    final FakeBooks books = new FakeBooks();
    SimpleMeterRegistry meters;
    ManualTimer timer;
    SettlementWorker worker;
    PaymentService payments;
    private BookingClient client;

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

    CompletableFuture<PaymentOutcome> pay(long reservationId) {
        return pay(reservationId, 0, 0);
    }

    CompletableFuture<PaymentOutcome> pay(long reservationId, long key, long bodyHash) {
        return payments.pay(new PaymentRequest(reservationId, CUSTOMER, 0, "card", "tok", key, key, bodyHash));
    }

    <T extends PaymentOutcome> T outcome(CompletableFuture<PaymentOutcome> future, Class<T> type) {
        timer.until(future::isDone);
        return type.cast(future.join());
    }

    String key(long reservationId, int attempt) {
        return keys.attempt(reservationId, attempt);
    }

    @Override
    public void close() {
        worker.close();
        client.close();
    }
}
