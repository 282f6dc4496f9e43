package io.boxoffice.journal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tries out, before the server promises anything, whether a sync in the data directory is real: writes small records to a
 * file there, syncs each the way the journal does, and measures.
 *
 * <p>What it proves: that the file system takes syncs and reports success; that it is not one that lives in memory; that a
 * sync takes longer than a call that does nothing. What it cannot prove: that a disk, a controller or a hypervisor that says
 * "written" has written. A drive with a volatile cache that ignores flushes, or a virtual disk with {@code cache=unsafe},
 * passes if it takes its time; a fast answer may also be honest (power-loss protection), which is why speed alone gives
 * {@link Verdict#SUSPICIOUS} and not a refusal. Only pulling the plug proves it.
 */
public final class DurabilityProbe {
    /** What to make of the measurement. */
    public enum Verdict {
        /** Nothing speaks against it. */
        REAL,
        /** Syncs return faster than any device answers: no refusal, but say it loudly. */
        SUSPICIOUS,
        /** Not durable, certainly: in memory only, or the sync failed. */
        NOT_DURABLE
    }

    /**
     * What was found.
     *
     * @param fileSystem its type, as the operating system names it
     * @param reason     one line for the log
     * @param syncs      how many were measured; 0 when it did not come to that
     * @param p50Us      the sync latency in microseconds that half of them stayed below, and so on
     */
    public record Result(
            Verdict verdict, String fileSystem, String reason, int syncs, double p50Us, double p99Us, double maxUs) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s (%s): %s; %d syncs, p50 %.0f us, p99 %.0f us, max %.0f us",
                    verdict,
                    fileSystem,
                    reason,
                    syncs,
                    p50Us,
                    p99Us,
                    maxUs);
        }
    }

    /** A record as the journal writes it is never smaller than this. */
    private static final int RECORD_BYTES = 96;

    /** No device answers a flush within this time: the fastest measured with power-loss protection take about 10 us. */
    private static final long IMPLAUSIBLE_NS = 3_000;

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs", "rootfs", "zram");

    private final Path directory;
    private final FileSync sync;
    private final LongSupplier nanoTime;
    private final String fileSystem;

    /** A probe of a directory, which must exist, with the sync that the journal will use. */
    public DurabilityProbe(Path directory, FileSync sync) throws IOException {
        this(directory, sync, System::nanoTime, Files.getFileStore(directory).type());
    }

    /** For tests: with another clock, and another idea of the file system. */
    DurabilityProbe(Path directory, FileSync sync, LongSupplier nanoTime, String fileSystem) {
        this.directory = directory;
        this.sync = sync;
        this.nanoTime = nanoTime;
        this.fileSystem = fileSystem;
    }

    /** Writes and syncs that many records (at least 10), and removes them again. */
    public Result run(int syncs) {
        if (IN_MEMORY.contains(fileSystem)) {
            return failed(fileSystem + " lives in memory: nothing there survives the power");
        }
        long[] latenciesNs = new long[Math.max(10, syncs)];
        try {
            measure(latenciesNs);
        } catch (IOException e) {
            return failed("a sync failed: " + e);
        }
        Arrays.sort(latenciesNs);
        long median = latenciesNs[latenciesNs.length / 2];
        boolean plausible = median >= IMPLAUSIBLE_NS;
        return new Result(
                plausible ? Verdict.REAL : Verdict.SUSPICIOUS,
                fileSystem,
                plausible ? "syncs take the time of a device" : "syncs return faster than a device can answer",
                latenciesNs.length,
                median / 1e3,
                latenciesNs[(int) (latenciesNs.length * 0.99)] / 1e3,
                latenciesNs[latenciesNs.length - 1] / 1e3);
    }

    private void measure(long[] latenciesNs) throws IOException {
        Path file = Files.createTempFile(directory, "durability-probe", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            sync.forceDirectory(directory);
            ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
            for (int i = 0; i < latenciesNs.length; i++) {
                record.clear();
                record.putInt(0, i);
                long startNs = nanoTime.getAsLong();
                channel.write(record);
                sync.force(channel);
                latenciesNs[i] = nanoTime.getAsLong() - startNs;
            }
        } finally {
            Files.delete(file);
        }
    }

    private Result failed(String reason) {
        return new Result(Verdict.NOT_DURABLE, fileSystem, reason, 0, 0, 0, 0);
    }
}
