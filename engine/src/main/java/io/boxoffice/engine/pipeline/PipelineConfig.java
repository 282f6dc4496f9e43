package io.boxoffice.engine.pipeline;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * The limits of the ring pipeline.
 *
 * @param ringSlots         slots of the ring, a power of two; each takes {@link Slot#SIZE_BYTES} of direct memory. Queries get at
 *                          most a quarter of them
 * @param maxBatchCommands  slots that share one sync at most
 * @param maxBatchBytes     bytes of commands that share one sync at most; never less than one slot
 * @param maxReplyChannels  reply channels that may be opened
 * @param maxRepliesInFlight the most places a reply channel may be opened with; each takes a little over one slot of memory
 * @param waitMode          how the booking thread waits for commands
 * @param wakeCheckMs       how often the timer looks whether the idle booking thread must be woken, 1 to 100
 * @param sealAfterIdleMs   how long after the last journaled batch the journal is sealed when nothing more comes
 * @param stopTimeoutMs     how long {@link BookingPipeline#stop()} waits for what was accepted to be answered
 */
public record PipelineConfig(
        int ringSlots,
        int maxBatchCommands,
        int maxBatchBytes,
        int maxReplyChannels,
        int maxRepliesInFlight,
        WaitMode waitMode,
        int wakeCheckMs,
        int sealAfterIdleMs,
        int stopTimeoutMs) {
    public static final PipelineConfig DEFAULTS =
            new PipelineConfig(4096, 1024, 1 << 20, 256, 1 << 16, WaitMode.BLOCKING, 50, 100, 10_000);

    /** Reads it from the section {@code ring}. */
    public static final ConfigPart<PipelineConfig> PART =
            new ConfigPart<>("ring", PipelineConfig.class, PipelineConfig::read);

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public PipelineConfig {
        require(Integer.bitCount(ringSlots) == 1 && ringSlots >= 4, "ringSlots must be a power of two, 4 or more");
        require(maxBatchCommands >= 1 && maxBatchCommands <= ringSlots, "maxBatchCommands must be 1 to ringSlots");
        require(maxBatchBytes >= Slot.SIZE_BYTES, "maxBatchBytes must be " + Slot.SIZE_BYTES + " or more");
        require(maxReplyChannels >= 1, "maxReplyChannels must be 1 or more");
        require(maxRepliesInFlight >= 1, "maxRepliesInFlight must be 1 or more");
        require(wakeCheckMs >= 1 && wakeCheckMs <= 100, "wakeCheckMs must be 1 to 100");
        require(sealAfterIdleMs >= 1, "sealAfterIdleMs must be 1 or more");
        require(stopTimeoutMs >= 1, "stopTimeoutMs must be 1 or more");
    }

    private static PipelineConfig read(Section s) {
        return new PipelineConfig(
                s.integer("slots", 4, 1 << 20),
                s.integer("max-batch-commands", 1, 1 << 20),
                s.integer("max-batch-bytes", 1024, 1 << 30),
                s.integer("max-reply-channels", 1, 100_000),
                s.integer("max-replies-in-flight", 1, 1 << 24),
                s.choice("wait-mode", WaitMode.class),
                s.integer("wake-check-ms", 1, 100),
                s.integer("seal-after-idle-ms", 1, 3_600_000),
                s.integer("stop-timeout-ms", 1, 3_600_000));
    }

    /** Slots that queries may use together. */
    public int maxQueries() {
        return ringSlots / 4;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("pipeline: " + message);
        }
    }
}
