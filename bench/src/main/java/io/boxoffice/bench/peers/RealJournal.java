package io.boxoffice.bench.peers;

import io.boxoffice.journal.ChronicleCommandJournal;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Boxoffice's own command journal, by the size of a batch: commands of 96 bytes appended one by one, with headers and checksums,
 * and one commit that forces the file. To be compared with {@link BareChronicle}.
 */
public final class RealJournal {
    private static final int COMMAND_BYTES = 96;
    private static final long TIME_MS = 1_700_000_000_000L;
    private static final int WARM_UP = 50;

    private RealJournal() {}

    /** For each size of a batch: commands a second and the latencies of a batch. */
    public static Figures measure(Setting setting) {
        Figures figures = new Figures();
        UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_BYTES]);
        for (int batch : BareChronicle.BATCHES) {
            Histogram latencies = Figures.latencies();
            try (JournalStore store = JournalStore.open(
                    setting.directory().resolve("journal-" + batch), JournalConfig.defaults(), () -> TIME_MS)) {
                ChronicleCommandJournal journal = store.openCommands();
                for (int i = 0; i < WARM_UP; i++) {
                    append(journal, command, batch);
                }
                long startNs = System.nanoTime();
                while (System.nanoTime() - startNs < setting.stepNs()) {
                    latencies.recordValue(append(journal, command, batch));
                }
                double seconds = (System.nanoTime() - startNs) / 1e9;
                figures.put("batch" + batch + ".commandsPerSecond", latencies.getTotalCount() * batch / seconds)
                        .putLatency("batch" + batch + ".", latencies);
            }
        }
        return figures;
    }

    private static long append(ChronicleCommandJournal journal, UnsafeBuffer command, int batch) {
        long startNs = System.nanoTime();
        long sequence = journal.lastSequence();
        for (int i = 1; i <= batch; i++) {
            journal.append(sequence + i, TIME_MS, command, 0, COMMAND_BYTES);
        }
        journal.commit();
        return System.nanoTime() - startNs;
    }
}
