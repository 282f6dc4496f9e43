package io.boxoffice.journal;

import io.boxoffice.journal.recordlog.LogSettings;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import net.openhft.chronicle.queue.RollCycles;

/**
 * How journal and event log are kept. The configuration file names these under {@code journal}.
 *
 * @param durability          what an acknowledged command survives
 * @param rollCycle           how long one file lasts, in time of the records
 * @param blockBytes          how much of a file is mapped at a time; a quarter of it bounds the events of one command
 * @param maxBatchBytes       a batch that would grow larger is written before its commit
 * @param lowFloorBytes       below this much usable disk nothing new is begun
 * @param exhaustedFloorBytes below this much nothing is appended; at least four blocks, since a command journal and an event
 *                            log each have one mapped and may need their next before the room is judged again
 * @param floorIntervalMs     how often the room on the disk is judged
 */
public record JournalConfig(
        Durability durability,
        RollCycles rollCycle,
        int blockBytes,
        int maxBatchBytes,
        long lowFloorBytes,
        long exhaustedFloorBytes,
        long floorIntervalMs) {
    /** Reads it from the section {@code journal}. */
    public static final ConfigPart<JournalConfig> PART =
            new ConfigPart<>("journal", JournalConfig.class, JournalConfig::read);

    private static final int MIN_BLOCK_BYTES = 1 << 20;
    private static final int MAX_BLOCK_BYTES = 1 << 30;

    public JournalConfig {
        require(
                blockBytes >= MIN_BLOCK_BYTES && blockBytes <= MAX_BLOCK_BYTES && Integer.bitCount(blockBytes) == 1,
                "journal.block-bytes must be a power of two from 1 MiB to 1 GiB");
        int ceiling = new LogSettings(rollCycle, blockBytes, 0, false).batchBytesCeiling();
        require(
                maxBatchBytes >= 4096 && maxBatchBytes <= ceiling,
                "journal.max-batch-bytes must be from 4096 to " + ceiling + " with blocks of " + blockBytes);
        require(
                exhaustedFloorBytes >= 4L * blockBytes,
                "journal.exhausted-floor-bytes must be at least four blocks: " + 4L * blockBytes);
        require(lowFloorBytes > exhaustedFloorBytes, "journal.low-floor-bytes must be above the exhausted floor");
        require(floorIntervalMs >= 1, "journal.floor-interval-ms must be positive");
    }

    private static JournalConfig read(Section s) {
        return new JournalConfig(
                s.choice("durability", Durability.class),
                s.choice("roll-cycle", RollCycles.class),
                s.integer("block-bytes", MIN_BLOCK_BYTES, MAX_BLOCK_BYTES),
                s.integer("max-batch-bytes", 4096, 1 << 30),
                s.whole("low-floor-bytes", 0, Long.MAX_VALUE),
                s.whole("exhausted-floor-bytes", 0, Long.MAX_VALUE),
                s.whole("floor-interval-ms", 1, Section.DAY_MS));
    }

    /** Every default, as documented in {@code config/boxoffice.conf}. */
    public static JournalConfig defaults() {
        return new JournalConfig(
                Durability.FSYNC, RollCycles.FAST_HOURLY, 32 << 20, 1 << 20, 1L << 30, 256L << 20, 250);
    }

    /** The same with another durability. */
    public JournalConfig withDurability(Durability other) {
        return new JournalConfig(
                other, rollCycle, blockBytes, maxBatchBytes, lowFloorBytes, exhaustedFloorBytes, floorIntervalMs);
    }

    /** How the command journal is written. */
    LogSettings commandLog() {
        return new LogSettings(rollCycle, blockBytes, maxBatchBytes, durability == Durability.FSYNC);
    }

    /** How the event log is written: it is derived, and never synced batch by batch. */
    LogSettings eventLog() {
        return new LogSettings(rollCycle, blockBytes, maxBatchBytes, false);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
