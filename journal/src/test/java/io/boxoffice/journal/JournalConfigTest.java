package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.RecordDescriptor;
import io.boxoffice.protocol.Slot;
import net.openhft.chronicle.queue.RollCycles;
import org.junit.jupiter.api.Test;

class JournalConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        JournalConfig config = JournalConfig.defaults();
        assertEquals(Durability.FSYNC, config.durability());
        assertEquals(RollCycles.FAST_HOURLY, config.rollCycle());
        assertEquals(33_554_432, config.blockBytes());
        assertEquals(1_048_576, config.maxBatchBytes());
        assertEquals(1_073_741_824L, config.lowFloorBytes());
        assertEquals(268_435_456L, config.exhaustedFloorBytes());
        assertEquals(250, config.floorIntervalMs());
    }

    @Test
    void shouldTake512FullSlotsInABatch() {
        int needed = 512 * RecordDescriptor.alignedLength(Slot.SIZE_BYTES);
        assertTrue(JournalConfig.defaults().maxBatchBytes() >= needed + 80);
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        assertRefused("journal.block-bytes", 1000, 65536, 1L << 30, 1L << 28, 250);
        assertRefused("journal.block-bytes", (1 << 20) + 1, 65536, 1L << 30, 1L << 28, 250);
        assertRefused("journal.max-batch-bytes", 1 << 20, 1 << 18, 1L << 30, 1L << 28, 250);
        assertRefused("journal.max-batch-bytes", 1 << 20, 100, 1L << 30, 1L << 28, 250);
        assertRefused("journal.exhausted-floor-bytes", 1 << 20, 65536, 1L << 30, 1L << 21, 250);
        assertRefused("journal.low-floor-bytes", 1 << 20, 65536, 1L << 28, 1L << 28, 250);
        assertRefused("journal.floor-interval-ms", 1 << 20, 65536, 1L << 30, 1L << 28, 0);
    }

    private static void assertRefused(String key, int block, int batch, long low, long exhausted, long intervalMs) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new JournalConfig(
                        Durability.FSYNC, RollCycles.FAST_HOURLY, block, batch, low, exhausted, intervalMs));
        assertTrue(e.getMessage().contains(key), e.getMessage());
    }
}
