package io.boxoffice.journal.recordlog;

import net.openhft.chronicle.queue.RollCycle;

/**
 * How a log is written.
 *
 * @param rollCycle     how long one file of a term lasts
 * @param blockBytes    Chronicle maps this much of a file at a time; a quarter of it bounds a batch
 * @param maxBatchBytes a batch that would grow larger is written before its commit, between two commands
 * @param syncEachBatch whether each batch is on disk before the next is written
 */
public record LogSettings(RollCycle rollCycle, int blockBytes, int maxBatchBytes, boolean syncEachBatch) {
    /** The largest batch that a term takes, for one command whose events outgrow {@code maxBatchBytes}. */
    public int batchBytesCeiling() {
        return blockBytes / 4 - 64 * 1024;
    }
}
