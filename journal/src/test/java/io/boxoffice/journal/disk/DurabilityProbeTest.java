package io.boxoffice.journal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.DurabilityProbe.Result;
import io.boxoffice.journal.disk.DurabilityProbe.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityProbeTest {
    @TempDir
    Path directory;

    private final AtomicLong nowNs = new AtomicLong();

    @Test
    void shouldMeasureAndLeaveNothingBehind() throws IOException {
        Result result =
                new DurabilityProbe(directory, channel -> nowNs.addAndGet(120_000), nowNs::get, "ext4").run(100);
        assertEquals(Verdict.REAL, result.verdict());
        assertEquals(100, result.syncs());
        assertEquals(120, result.p50Us());
        assertEquals(120, result.p99Us());
        assertEquals(120, result.maxUs());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void shouldRunOnTheRealDisk() throws IOException {
        Result result = new DurabilityProbe(directory, FileSync.FORCE).run(20);
        assertEquals(20, result.syncs() + (result.verdict() == Verdict.NOT_DURABLE ? 20 : 0), result.toString());
    }

    @Test
    void shouldSuspectSyncsThatTakeNoTime() {
        Result result = new DurabilityProbe(directory, channel -> nowNs.addAndGet(400), nowNs::get, "ext4").run(20);
        assertEquals(Verdict.SUSPICIOUS, result.verdict());
    }

    @Test
    void shouldRefuseAFileSystemInMemory() {
        Result result = new DurabilityProbe(directory, channel -> {}, nowNs::get, "tmpfs").run(20);
        assertEquals(Verdict.NOT_DURABLE, result.verdict());
        assertTrue(result.reason().contains("tmpfs"), result.reason());
    }

    @Test
    void shouldRefuseWhenSyncsFail() {
        FileSync failing = channel -> {
            throw new IOException("I/O error");
        };
        Result result = new DurabilityProbe(directory, failing, nowNs::get, "ext4").run(20);
        assertEquals(Verdict.NOT_DURABLE, result.verdict());
        assertTrue(result.reason().contains("I/O error"), result.reason());
    }
}
