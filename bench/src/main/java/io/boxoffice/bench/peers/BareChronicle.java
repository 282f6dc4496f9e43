package io.boxoffice.bench.peers;

import io.boxoffice.journal.JournalConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.HdrHistogram.Histogram;

/**
 * Chronicle Queue alone: a document of as many bytes as a batch of 96-byte commands has, appended and forced. No headers, no
 * checksums, nothing applied. The most that this way of storing commands can give here.
 */
public final class BareChronicle {
    static final int[] BATCHES = {1, 8, 64, 512, 4_096};
    private static final int COMMAND_BYTES = 96;
    private static final long TIME_MS = 1_700_000_000_000L;
    private static final int WARM_UP = 50;

    private BareChronicle() {}

    /** For each size of a batch: commands a second and the latencies of a batch. */
    public static Figures measure(Setting setting) throws IOException {
        Figures figures = new Figures();
        for (int batch : BATCHES) {
            Histogram latencies = Figures.latencies();
            double perSecond = run(setting, batch, latencies);
            figures.put("batch" + batch + ".commandsPerSecond", perSecond).putLatency("batch" + batch + ".", latencies);
        }
        return figures;
    }

    private static double run(Setting setting, int batch, Histogram latencies) throws IOException {
        Bytes<?> document = Bytes.allocateDirect((long) batch * COMMAND_BYTES);
        document.writePosition((long) batch * COMMAND_BYTES);
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(
                                setting.directory().resolve("chronicle-" + batch))
                        .rollCycle(JournalConfig.defaults().rollCycle())
                        .blockSize(JournalConfig.defaults().blockBytes())
                        .timeProvider(() -> TIME_MS)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            appender.writeBytes(document);
            try (FileChannel channel = FileChannel.open(appender.currentFile().toPath(), StandardOpenOption.WRITE)) {
                for (int i = 0; i < WARM_UP; i++) {
                    append(appender, channel, document);
                }
                long startNs = System.nanoTime();
                while (System.nanoTime() - startNs < setting.stepNs()) {
                    latencies.recordValue(append(appender, channel, document));
                }
                return latencies.getTotalCount() * batch / ((System.nanoTime() - startNs) / 1e9);
            }
        } finally {
            document.releaseLast();
        }
    }

    private static long append(ExcerptAppender appender, FileChannel channel, Bytes<?> document) throws IOException {
        long startNs = System.nanoTime();
        appender.writeBytes(document);
        channel.force(false);
        return System.nanoTime() - startNs;
    }
}
