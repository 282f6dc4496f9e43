package io.boxoffice.services.payment;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Limits and times of payments. Times in milliseconds.
 *
 * @param maxInFlight           payments customers wait for at a time; further ones are refused
 * @param respondWithinMs       after which the customer is told that the payment is processing
 * @param attemptTimeoutMs      after which an attempt the provider does not decide is given up
 * @param retryMinMs            pause before something is tried again; doubles each time
 * @param retryMaxMs            the longest pause
 * @param maxQueuedSettlements  captures, refunds and open attempts known at a time; the rest is asked of the core again
 * @param maxConcurrentSettlements how many of these are under way with the provider at a time
 * @param feedIntervalMs        between two looks at the event feed
 * @param rescanIntervalMs      between two rounds of asking the core what is open
 * @param providerTimeoutMs     after which a call to the provider that got no answer is repeated
 */
public record PaymentConfig(
        int maxInFlight,
        long respondWithinMs,
        long attemptTimeoutMs,
        long retryMinMs,
        long retryMaxMs,
        int maxQueuedSettlements,
        int maxConcurrentSettlements,
        long feedIntervalMs,
        long rescanIntervalMs,
        long providerTimeoutMs) {
    public static final PaymentConfig DEFAULT =
            new PaymentConfig(1_024, 2_000, 30_000, 100, 30_000, 10_000, 64, 50, 60_000, 20_000);

    /** Reads it from the section {@code payment}. */
    public static final ConfigPart<PaymentConfig> PART =
            new ConfigPart<>("payment", PaymentConfig.class, PaymentConfig::read);

    private static PaymentConfig read(Section s) {
        return new PaymentConfig(
                s.integer("max-in-flight", 1, Section.MAX_COUNT),
                s.whole("respond-within-ms", 0, 600_000),
                s.whole("attempt-timeout-ms", 1, Section.DAY_MS),
                s.whole("retry-min-ms", 1, Section.DAY_MS),
                s.whole("retry-max-ms", 1, Section.DAY_MS),
                s.integer("max-queued-settlements", 1, Section.MAX_COUNT),
                s.integer("max-concurrent-settlements", 1, 100_000),
                s.whole("feed-interval-ms", 1, Section.DAY_MS),
                s.whole("rescan-interval-ms", 1, Section.DAY_MS),
                s.whole("provider-timeout-ms", 1, Section.DAY_MS));
    }
}
