package io.boxoffice.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of values in fixed buckets, four to a power of two, so that a bucket's bounds are at most a quarter apart. One
 * thread records, without allocating or locking; any thread reads, and may see a value in one place before another.
 */
public final class LogLinearHistogram {
    private static final int SUB_BUCKET_BITS = 2;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    private final AtomicLongArray buckets;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final AtomicLong max = new AtomicLong();

    /**
     * @param largestValue larger values are counted in the last bucket
     */
    LogLinearHistogram(long largestValue) {
        buckets = new AtomicLongArray(bucketOf(largestValue) + 1);
    }

    /** The recording thread; the value is zero or more. */
    void record(long value) {
        int bucket = Math.min(bucketOf(Math.max(0, value)), buckets.length() - 1);
        buckets.setOpaque(bucket, buckets.getPlain(bucket) + 1);
        sum.setOpaque(sum.getPlain() + value);
        if (value > max.getPlain()) {
            max.setOpaque(value);
        }
        count.setRelease(count.getPlain() + 1);
    }

    public int bucketCount() {
        return buckets.length();
    }

    /** The largest value counted in a bucket; the last bucket has also what is larger. */
    public long upperBound(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = (bucket >> SUB_BUCKET_BITS) - 1;
        long next = (long) (SUB_BUCKETS + (bucket & (SUB_BUCKETS - 1)) + 1) << shift;
        return next - 1;
    }

    /** How many values fell into a bucket. */
    public long countIn(int bucket) {
        return buckets.getOpaque(bucket);
    }

    public long count() {
        return count.getAcquire();
    }

    public long sum() {
        return sum.getOpaque();
    }

    public long max() {
        return max.getOpaque();
    }

    /** The upper bound of the bucket in which the given share (0 to 1) of the values is reached; 0 when there are none. */
    public long valueAt(double share) {
        long wanted = Math.max(1, (long) Math.ceil(count() * share));
        long seen = 0;
        for (int bucket = 0; bucket < buckets.length(); bucket++) {
            seen += countIn(bucket);
            if (seen >= wanted) {
                return Math.min(upperBound(bucket), max());
            }
        }
        return max();
    }

    private static int bucketOf(long value) {
        if (value < SUB_BUCKETS) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(value);
        return ((shift + 1) << SUB_BUCKET_BITS) + (int) ((value >>> shift) & (SUB_BUCKETS - 1));
    }
}
