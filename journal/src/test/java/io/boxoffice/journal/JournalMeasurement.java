package io.boxoffice.journal;

import io.boxoffice.journal.disk.DurabilityProbe;
import io.boxoffice.journal.disk.FileSync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures what docs/adr/0001-journal-durability.md states, on the disk of the directory given. Not a test: run it by hand, on
 * an otherwise idle machine, as that page says.
 *
 * <p>Topology: one thread, one journal, records of 96 bytes (48 of header, 48 of payload); times are of append and commit, so
 * they include staging, checksums, Chronicle and the sync. Excluded: a warm-up of a tenth, and everything around the journal.
 */
public final class JournalMeasurement {
    private static final int PAYLOAD_BYTES = 48;
    private static final int BATCH = 512;

    private final Path directory;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[1024]);

    private JournalMeasurement(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory(Path.of(args.length > 0 ? args[0] : "."), "journal-measurement");
        try {
            new JournalMeasurement(directory).run();
        } finally {
            TestJournal.deleteTree(directory);
        }
    }

    private void run() throws IOException {
        say("probe: %s", new DurabilityProbe(directory, FileSync.FORCE).run(500));
        journal(Durability.FSYNC, 1, PAYLOAD_BYTES, 4000);
        journal(Durability.FSYNC, BATCH, PAYLOAD_BYTES, 1000);
        journal(Durability.FSYNC, BATCH, 1024, 500);
        journal(Durability.OS, 1, PAYLOAD_BYTES, 200_000);
        journal(Durability.OS, BATCH, PAYLOAD_BYTES, 4000);
        documents(1, BATCH * 96 + 80, false, 4000);
        documents(BATCH, 96, false, 4000);
        documents(1, BATCH * 96 + 80, true, 1000);
        documents(BATCH, 96, true, 1000);
        replay(5_000_000);
    }

    /** Batches through the command journal. */
    private void journal(Durability durability, int records, int payloadBytes, int batches) {
        Path data = directory.resolve("journal-" + durability + "-" + records + "-" + payloadBytes);
        long[] latenciesNs = new long[batches];
        JournalConfig config = JournalConfig.defaults().withDurability(durability);
        try (JournalStore store = TestJournal.open(data, config, FileSync.FORCE)) {
            ChronicleCommandJournal journal = store.openCommands();
            long sequence = 0;
            for (int i = 0; i < batches; i++) {
                long startNs = System.nanoTime();
                for (int j = 0; j < records; j++) {
                    sequence++;
                    journal.append(sequence, TestJournal.EPOCH_MS, payload, 0, payloadBytes);
                }
                journal.commit();
                latenciesNs[i] = System.nanoTime() - startNs;
            }
        }
        report(
                String.format("journal %s, %d records of %d bytes", durability, records, 48 + payloadBytes),
                latenciesNs);
        TestJournal.deleteTree(data);
    }

    /** Chronicle alone: the same bytes as one document or as many, with one sync or none. */
    private void documents(int documents, int bytesEach, boolean synced, int batches) throws IOException {
        Path data = directory.resolve("documents-" + documents + "-" + synced);
        long[] latenciesNs = new long[batches];
        Bytes<?> document = Bytes.allocateDirect(bytesEach);
        document.writePosition(bytesEach);
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(data)
                        .rollCycle(JournalConfig.defaults().rollCycle())
                        .blockSize(JournalConfig.defaults().blockBytes())
                        .timeProvider(() -> TestJournal.EPOCH_MS)
                        .build();
                ExcerptAppender appender = queue.createAppender()) {
            appender.writeBytes(document);
            try (FileChannel channel = FileChannel.open(appender.currentFile().toPath(), StandardOpenOption.WRITE)) {
                for (int i = 0; i < batches; i++) {
                    long startNs = System.nanoTime();
                    for (int j = 0; j < documents; j++) {
                        appender.writeBytes(document);
                    }
                    if (synced) {
                        channel.force(false);
                    }
                    latenciesNs[i] = System.nanoTime() - startNs;
                }
            }
        }
        document.releaseLast();
        report(
                String.format("Chronicle alone, %d documents of %d bytes, synced %s", documents, bytesEach, synced),
                latenciesNs);
        TestJournal.deleteTree(data);
    }

    private void replay(int records) {
        Path data = directory.resolve("replay");
        JournalConfig config = JournalConfig.defaults().withDurability(Durability.OS);
        try (JournalStore store = TestJournal.open(data, config, FileSync.FORCE)) {
            ChronicleCommandJournal journal = store.openCommands();
            for (long sequence = 1; sequence <= records; sequence++) {
                journal.append(sequence, TestJournal.EPOCH_MS, payload, 0, PAYLOAD_BYTES);
                if (sequence % 64 == 0) {
                    journal.commit();
                }
            }
            journal.commit();
        }
        for (int i = 0; i < 3; i++) {
            long startNs = System.nanoTime();
            JournalReader reader = new JournalReader(data);
            long tailNs = System.nanoTime() - startNs;
            long[] sum = {0};
            reader.replay(
                    0,
                    (sequence, timeMs, buffer, offset, length) -> sum[0] += sequence + length,
                    (commands, percent, rate) -> say(
                            "replay: %d records of 96 bytes in batches of 64, %.1f million/s (end found in %.0f ms first)",
                            commands, rate / 1e6, tailNs / 1e6));
        }
        TestJournal.deleteTree(data);
    }

    private static void report(String what, long[] latenciesNs) {
        long[] measured = Arrays.copyOfRange(latenciesNs, latenciesNs.length / 10, latenciesNs.length);
        Arrays.sort(measured);
        double meanUs = Arrays.stream(measured).average().orElse(0) / 1e3;
        say(
                "%-62s mean %8.1f us, p50 %8.1f us, p99 %8.1f us",
                what + ":",
                meanUs,
                measured[measured.length / 2] / 1e3,
                measured[(int) (measured.length * 0.99)] / 1e3);
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
