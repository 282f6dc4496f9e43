package io.boxoffice.bench.micro;

import io.boxoffice.journal.ChronicleCommandJournal;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending a batch of commands of 96 bytes to the real journal and committing it, with a sync ({@code FSYNC}) and without
 * ({@code OS}).
 *
 * <p>Topology: one thread, a fresh journal on the disk of {@code -Dboxoffice.bench.directory} (default: the directory for
 * temporary files, which may be in memory: look). Nothing is applied and nobody is answered.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class JournalBenchmark {
    private static final int COMMAND_BYTES = 96;
    private static final long TIME_MS = 1_700_000_000_000L;

    @Param({"1", "8", "64", "512"})
    int batch;

    @Param({"FSYNC", "OS"})
    Durability durability;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_BYTES]);
    private Path directory;
    private JournalStore store;
    private ChronicleCommandJournal journal;
    private long sequence;

    @Setup(Level.Iteration)
    public void open() throws IOException {
        Path parent = Path.of(System.getProperty("boxoffice.bench.directory", System.getProperty("java.io.tmpdir")));
        directory = Files.createTempDirectory(parent, "journal-benchmark");
        store = JournalStore.open(
                directory.resolve("data"), JournalConfig.defaults().withDurability(durability), () -> TIME_MS);
        journal = store.openCommands();
        sequence = 0;
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long appendAndCommit() {
        for (int i = 0; i < batch; i++) {
            journal.append(++sequence, TIME_MS, command, 0, COMMAND_BYTES);
        }
        journal.commit();
        return sequence;
    }
}
