package io.boxoffice.engine.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the pipeline counts. Recorded by the booking thread without allocating (refusals: by producers); any thread reads.
 * Counters only grow.
 */
public final class PipelineStatistics {
    /** Template ids above this are counted under 0. */
    public static final int MAX_TEMPLATE_ID = 63;

    private static final long LARGEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int REFUSALS = 4;

    private final LogLinearHistogram[] latencyNs = new LogLinearHistogram[MAX_TEMPLATE_ID + 1];
    private final LogLinearHistogram syncNs = new LogLinearHistogram(LARGEST_NS);
    private final LogLinearHistogram batchCommands = new LogLinearHistogram(1 << 20);
    private final LongAdder[] refusals = new LongAdder[REFUSALS];
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong ownCommands = new AtomicLong();
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong storageRefusals = new AtomicLong();
    private final AtomicLong seals = new AtomicLong();
    private final AtomicLong failedWakeUps = new AtomicLong();

    PipelineStatistics() {
        for (int i = 0; i < latencyNs.length; i++) {
            latencyNs[i] = new LogLinearHistogram(LARGEST_NS);
        }
        for (int i = 0; i < REFUSALS; i++) {
            refusals[i] = new LongAdder();
        }
    }

    /** Nanoseconds from publishing a command or query of this SBE template to its answer being there. */
    public LogLinearHistogram latencyNs(int templateId) {
        return latencyNs[templateId >= 0 && templateId <= MAX_TEMPLATE_ID ? templateId : 0];
    }

    /** Nanoseconds of writing and syncing a batch. */
    public LogLinearHistogram syncNs() {
        return syncNs;
    }

    /** Commands that shared a sync. */
    public LogLinearHistogram batchCommands() {
        return batchCommands;
    }

    /** Claims refused, by the constant of {@link io.boxoffice.protocol.port.CommandPort} (-1 to -4) that was answered. */
    public long refusals(long code) {
        return refusals[(int) -code - 1].sum();
    }

    /** Commands journaled and applied, the pipeline's own included. */
    public long commands() {
        return commands.getOpaque();
    }

    /** Tick and Continue commands that the pipeline gave itself. */
    public long ownCommands() {
        return ownCommands.getOpaque();
    }

    public long queries() {
        return queries.getOpaque();
    }

    /** Commands rejected because the disk is short of space. */
    public long storageRefusals() {
        return storageRefusals.getOpaque();
    }

    /** How often the journal was sealed when idle. */
    public long seals() {
        return seals.getOpaque();
    }

    /** Reply channels' owners that could not be woken. */
    public long failedWakeUps() {
        return failedWakeUps.getOpaque();
    }

    long refused(long code) {
        refusals[(int) -code - 1].increment();
        return code;
    }

    void batch(int own, int journaled, long tookNs) {
        add(ownCommands, own);
        add(commands, journaled);
        batchCommands.record(journaled);
        syncNs.record(tookNs);
    }

    void query() {
        add(queries, 1);
    }

    void storageRefusal() {
        add(storageRefusals, 1);
    }

    void seal() {
        add(seals, 1);
    }

    void failedWakeUp() {
        add(failedWakeUps, 1);
    }

    private static void add(AtomicLong counter, long n) {
        counter.setOpaque(counter.getPlain() + n);
    }
}
