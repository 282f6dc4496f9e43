package io.boxoffice.services.payment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money that a provider held for what the booking core does not know: it came after the reservation was forgotten, or the core has the
 * reservation and never heard of the attempt.
 * {@link SettlementSteps} gives it back in full; here that is said loudly and recorded, however long PostgreSQL is away. Any
 * thread.
 *
 * <p>What is not recorded yet when the process ends is in its log alone.
 */
public final class StrayMoney {
    /** Whether seats were given for a payment attempt. */
    public enum Given {
        YES,
        NO,
        /** Nothing tells, or not yet. */
        UNKNOWN
    }

    /**
     * What was given back.
     *
     * @param providerKey the attempt's, {@link PaymentKeys#attempt}
     * @param amount      minor units
     * @param voided      the money was set aside, and never taken
     */
    public record Stray(
            long reservationId, int attempt, String providerKey, long amount, String currency, boolean voided) {}

    /** What lasts. Futures fail while it cannot be reached. */
    public interface Books {
        /** Whether a payment attempt of the past paid for seats. */
        CompletableFuture<Given> seatsGiven(long reservationId, int attempt);

        /** Keeps it; once, however often it is said. */
        CompletableFuture<?> record(Stray stray);
    }

    private static final Logger LOG = LoggerFactory.getLogger(StrayMoney.class);

    private final Books books;
    private final PaymentTimer timer;
    private final CoreRetry retry;
    private final int maxUnrecorded;
    private final Counter returned;
    private final AtomicInteger unrecorded = new AtomicInteger();

    StrayMoney(Books books, PaymentTimer timer, CoreRetry retry, PaymentConfig config, MeterRegistry meters) {
        this.books = books;
        this.timer = timer;
        this.retry = retry;
        maxUnrecorded = config.maxQueuedSettlements();
        returned = Counter.builder("boxoffice.stray.payments")
                .description("payments given back because the core does not know what they were for")
                .register(meters);
        Gauge.builder("boxoffice.stray.payments.unrecorded", unrecorded, AtomicInteger::get)
                .description("stray payments that PostgreSQL has not heard of yet")
                .register(meters);
    }

    /** Whether the attempt paid for seats of a booking that is archived; UNKNOWN while PostgreSQL is away. */
    CompletableFuture<Given> seatsGiven(Settlement settlement) {
        return books.seatsGiven(settlement.reservationId(), settlement.attempt())
                .exceptionally(thrown -> {
                    LOG.warn(
                            "PostgreSQL does not say what became of {}: {}",
                            settlement,
                            String.valueOf(CoreRetry.cause(thrown)));
                    return Given.UNKNOWN;
                });
    }

    /** Notes what the provider gave back. */
    void note(Settlement settlement, String providerKey, PaymentProvider.Returned what) {
        Stray stray = new Stray(
                settlement.reservationId(),
                settlement.attempt(),
                providerKey,
                what.amount(),
                what.currency(),
                what.result() == PaymentProvider.Result.VOIDED);
        returned.increment();
        LOG.error("stray money: the core does not know what it was for, and it was given back: {}", stray);
        if (unrecorded.incrementAndGet() > maxUnrecorded) {
            unrecorded.decrementAndGet();
            LOG.error("not recorded, as {} others wait for PostgreSQL: {}", maxUnrecorded, stray);
            return;
        }
        record(stray, 0);
    }

    private void record(Stray stray, int tries) {
        books.record(stray).whenComplete((done, thrown) -> {
            if (thrown == null) {
                unrecorded.decrementAndGet();
                return;
            }
            LOG.warn("{} is not recorded yet: {}", stray, String.valueOf(CoreRetry.cause(thrown)));
            timer.after(retry.pauseMs(tries), () -> record(stray, tries + 1));
        });
    }
}
