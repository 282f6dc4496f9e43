package io.boxoffice.services.payment;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.EventFeed;
import io.micrometer.core.instrument.MeterRegistry;

/** Captures, refunds, and finishes what was left open, on the timer's thread. */
public final class SettlementWorker implements AutoCloseable {
    public SettlementWorker(
            BookingClient core,
            PaymentProvider provider,
            PaymentKeys keys,
            PaymentTimer timer,
            PaymentConfig config,
            MeterRegistry meters) {}

    /**
     * Begins to follow events and asks the core what is open.
     *
     * @param afterSequence the core's last sequence
     */
    public void start(EventFeed.Source events, long afterSequence) {
        throw new UnsupportedOperationException();
    }

    /** Stops. What is open is found again at the next start. */
    @Override
    public void close() {}
}
