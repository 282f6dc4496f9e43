package io.boxoffice.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket a caller, so that one cannot crowd out the others. Remembers a bounded number of callers, those seen last; one
 * that was forgotten starts with a full bucket. Any thread; never blocks for long.
 */
public final class RequestRates {
    /**
     * How much one caller may ask for.
     *
     * @param perSecond units of cost a second in the long run, an ordinary request being one; 0: no limit
     * @param burst     units at once; half as much again is kept for what completes a sale
     */
    public record Rate(int perSecond, int burst) {
        /** Nobody is limited. */
        public static final Rate UNLIMITED = new Rate(0, 1);

        public Rate {
            if (perSecond < 0 || burst < 1) {
                throw new IllegalArgumentException("rate out of range");
            }
        }
    }

    private final Rate rate;
    private final LongSupplier nanoTime;
    private final Cache<Long, Bucket> buckets;

    /**
     * @param nanoTime a clock in nanoseconds
     */
    public RequestRates(Rate rate, int maxCallers, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        buckets = Caffeine.newBuilder()
                .maximumSize(maxCallers)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();
    }

    /** Takes the cost of a request out of a caller's bucket, if there is so much; one that costs more than a bucket has takes all. */
    public boolean tryTake(long caller, int cost) {
        return take(caller, cost, 0);
    }

    /** The same for what completes a sale, which may use the reserve. */
    public boolean tryTakeReserved(long caller, int cost) {
        return take(caller, cost, rate.burst / 2);
    }

    /** What was taken was not used. */
    public void giveBack(long caller, int cost) {
        Bucket bucket = buckets.getIfPresent(caller);
        if (bucket != null) {
            bucket.giveBack(cost);
        }
    }

    private boolean take(long caller, int cost, int reserve) {
        return rate.perSecond == 0
                || buckets.get(caller, id -> new Bucket()).tryTake(Math.min(cost, rate.burst), reserve);
    }

    private final class Bucket {
        private double left = rate.burst;
        private long refilledNs = nanoTime.getAsLong();

        synchronized boolean tryTake(int cost, int reserve) {
            long nowNs = nanoTime.getAsLong();
            left = Math.min(rate.burst, left + (nowNs - refilledNs) * 1e-9 * rate.perSecond);
            refilledNs = nowNs;
            if (left + reserve < cost) {
                return false;
            }
            left -= cost;
            return true;
        }

        synchronized void giveBack(int cost) {
            left += cost;
        }
    }
}
