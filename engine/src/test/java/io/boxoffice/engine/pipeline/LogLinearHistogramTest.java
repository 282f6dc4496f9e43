package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LogLinearHistogramTest {
    @Test
    void shouldCountEachValueInTheBucketWhoseBoundsHoldIt() {
        for (long value : new long[] {0, 1, 3, 4, 5, 7, 8, 9, 10, 1_000, 123_456_789}) {
            LogLinearHistogram histogram = new LogLinearHistogram(1_000_000_000);
            histogram.record(value);
            int bucket = 0;
            while (histogram.countIn(bucket) == 0) {
                bucket++;
            }
            assertTrue(value <= histogram.upperBound(bucket));
            assertTrue(bucket == 0 || value > histogram.upperBound(bucket - 1));
            assertTrue(histogram.upperBound(bucket) <= value * 5 / 4 + 1);
        }
    }

    @Test
    void shouldHaveBoundsThatGrow() {
        LogLinearHistogram histogram = new LogLinearHistogram(60_000_000_000L);
        for (int bucket = 1; bucket < histogram.bucketCount(); bucket++) {
            assertTrue(histogram.upperBound(bucket) > histogram.upperBound(bucket - 1));
        }
        assertTrue(histogram.bucketCount() < 160);
    }

    @Test
    void shouldCountWhatIsTooLargeInTheLastBucket() {
        LogLinearHistogram histogram = new LogLinearHistogram(1_000);
        histogram.record(1_000_000);

        assertEquals(1, histogram.countIn(histogram.bucketCount() - 1));
        assertEquals(1_000_000, histogram.max());
    }

    @Test
    void shouldSayCountSumAndShares() {
        LogLinearHistogram histogram = new LogLinearHistogram(1_000_000);
        assertEquals(0, histogram.valueAt(0.5));
        for (int i = 1; i <= 100; i++) {
            histogram.record(i);
        }

        assertEquals(100, histogram.count());
        assertEquals(5050, histogram.sum());
        assertEquals(55, histogram.valueAt(0.5));
        assertEquals(100, histogram.valueAt(1.0));
    }
}
