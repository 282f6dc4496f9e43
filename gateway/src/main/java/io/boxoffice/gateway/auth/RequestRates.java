package io.boxoffice.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket a customer, so that one cannot crowd out the others. Remembers a bounded number of customers, those seen
 * last; one that was forgotten starts with a full bucket. Any thread; never blocks for long.
 */
public final class RequestRates {
    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Cache<Long, Bucket> buckets;

    /**
     * @param perSecond requests a second in the long run; 0: no limit
     * @param burst     requests at once
     * @param nanoTime  a clock in nanoseconds
     */
    public RequestRates(int perSecond, int burst, int maxCustomers, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        buckets = Caffeine.newBuilder()
                .maximumSize(maxCustomers)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();
    }

    /** Takes one request from a customer's bucket, if there is one. */
    public boolean tryTake(long customerId) {
        return perSecond == 0 || buckets.get(customerId, id -> new Bucket()).tryTake();
    }

    private final class Bucket {
        private double tokens = burst;
        private long refilledNs = nanoTime.getAsLong();

        synchronized boolean tryTake() {
            long nowNs = nanoTime.getAsLong();
            tokens = Math.min(burst, tokens + (nowNs - refilledNs) * 1e-9 * perSecond);
            refilledNs = nowNs;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
