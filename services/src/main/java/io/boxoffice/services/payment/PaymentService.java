package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/**
 * Takes customers' payments. Never blocks, never touches PostgreSQL; any thread. Futures complete on the core client's, the
 * provider's or the timer's thread: what follows must be short or hop elsewhere.
 */
public final class PaymentService {
    public PaymentService(
            BookingClient core,
            PaymentProvider provider,
            PaymentKeys keys,
            SettlementWorker settlement,
            PaymentTimer timer,
            PaymentConfig config,
            MeterRegistry meters) {}

    /**
     * Pays for a booking and confirms it.
     *
     * @return ends with the outcome; or fails with {@link io.boxoffice.services.OverloadedException} or {@link
     *     BookingClient.OverloadedException} when there was no room, and then nothing happened
     */
    public CompletableFuture<PaymentOutcome> pay(PaymentRequest request) {
        throw new UnsupportedOperationException();
    }

    /**
     * How an attempt stands now.
     *
     * @param customerId of the owner, or 0 for staff
     * @return fails with {@link io.boxoffice.protocol.port.RejectedException} when it is not known
     */
    public CompletableFuture<Payment> payment(long reservationId, long customerId, int attempt) {
        throw new UnsupportedOperationException();
    }
}
