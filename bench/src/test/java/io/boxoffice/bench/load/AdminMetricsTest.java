package io.boxoffice.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AdminMetricsTest {
    private static final AdminMetrics BEFORE = AdminMetrics.parse("""
            # HELP sync how long
            sync_bucket{le="0.001"} 10
            sync_bucket{le="0.01"} 10
            sync_bucket{le="+Inf"} 10
            sync_count 10
            sync_sum 0.005
            """);
    private static final AdminMetrics AFTER = AdminMetrics.parse("""
            sync_bucket{le="0.001"} 60
            sync_bucket{le="0.01"} 109
            sync_bucket{le="+Inf"} 110
            sync_count 110
            sync_sum 0.305
            jvm_memory_used_bytes{area="heap",id="a"} 3.0
            jvm_memory_used_bytes{area="nonheap",id="b"} 5.0
            jvm_memory_used_bytes{area="heap",id="c"} 4.0
            """);

    @Test
    void shouldTellWhatCameInBetween() {
        assertEquals(0.003, AFTER.meanSince(BEFORE, "sync"), 1e-12);
        assertEquals(0.001, AFTER.boundSince(BEFORE, "sync", 0.5));
        assertEquals(0.01, AFTER.boundSince(BEFORE, "sync", 0.99));
        assertEquals(0, AFTER.boundSince(AFTER, "sync", 0.99));
    }

    @Test
    void shouldAddUpTheHeap() {
        assertEquals(7.0, AFTER.heapUsedBytes());
        assertEquals(0, BEFORE.heapUsedBytes());
    }
}
