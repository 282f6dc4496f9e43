package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of what a log's extent names are read as the log was. */
class LogExtentTest {
    private static final long LIVE_COMMANDS = 60_000;

    @TempDir
    Path directory;

    @Test
    void shouldCopyEveryTermWithoutWhatIsAllocatedAhead() throws IOException {
        Path data = directory.resolve("data");
        TestJournal.write(data, 10, 4, true);
        TestJournal.write(data, 15, 2, false);
        TestJournal.write(data, 40, 5, true);
        LogExtent extent = copy(data, directory.resolve("copy"));
        assertEquals(40, extent.lastSequence());
        assertEquals(3, extent.directories().size());
        assertTrue(extent.bytes() < 3 * 200_000, () -> extent.bytes() + " bytes");
        assertTrue(LogExtent.usedBytes(data, LogKind.COMMANDS) >= extent.bytes() - 3 * 80);
        assertEquals(
                JournalVerifier.verify(data).commands(),
                JournalVerifier.verify(directory.resolve("copy")).commands());
    }

    /** A seal ends with zeros, and so may a payload. */
    @Test
    void shouldKeepZerosThatWereWritten() throws IOException {
        Path data = directory.resolve("data");
        UnsafeBuffer zeros = new UnsafeBuffer(new byte[1024]);
        for (int term = 0; term < 2; term++) {
            try (JournalStore store = TestJournal.open(data)) {
                ChronicleCommandJournal journal = store.openCommands();
                long sequence = journal.lastSequence() + 1;
                journal.append(sequence, TestJournal.timeMs(sequence), zeros, 0, zeros.capacity());
                journal.commit();
                TestJournal.copyTree(data, directory.resolve("killed" + term));
            }
        }
        Path killed = directory.resolve("killed1");
        copy(killed, directory.resolve("copy"));
        assertEquals(
                JournalVerifier.verify(killed).commands(),
                JournalVerifier.verify(directory.resolve("copy")).commands());
    }

    @Test
    void shouldLeaveATornBatchOut() throws IOException {
        Path data = directory.resolve("data");
        TestJournal.write(data, 10, 4, false);
        JournalInspector.Entry[] last = new JournalInspector.Entry[1];
        JournalInspector.visit(data, LogKind.COMMANDS, 9, 9, (entry, buffer, offset) -> {
            last[0] = entry;
            return false;
        });
        try (RandomAccessFile file = new RandomAccessFile(last[0].file().toFile(), "rw")) {
            file.seek(last[0].position() + 100);
            file.write(new byte[40]);
        }
        LogExtent extent = copy(data, directory.resolve("copy"));
        assertEquals(8, extent.lastSequence());
        JournalVerifier.LogReport report =
                JournalVerifier.verify(directory.resolve("copy")).commands();
        assertTrue(report.sound(), report::toString);
        assertEquals(8, report.lastSequence());
    }

    /** Many copies of one that is being written: each is sound, and has what was written before it was begun. */
    @Test
    void shouldCopyALogThatGrows() throws Exception {
        Path data = directory.resolve("data");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong acknowledged = new AtomicLong();
        try (JournalStore store = TestJournal.open(data, TestJournal.CONFIG, channel -> {})) {
            ChronicleCommandJournal journal = store.openCommands();
            Thread writer = new Thread(() -> {
                for (long sequence = 1; sequence < LIVE_COMMANDS && !stop.get(); sequence += 3) {
                    TestJournal.batch(journal, sequence, sequence + 2);
                    acknowledged.set(sequence + 2);
                }
            });
            writer.start();
            try {
                for (int round = 0; writer.isAlive(); round++) {
                    long before = acknowledged.get();
                    Path copy = directory.resolve("copy" + round);
                    long last = copy(data, copy).lastSequence();
                    JournalVerifier.LogReport report =
                            JournalVerifier.verify(copy).commands();
                    assertTrue(report.sound(), report::toString);
                    assertEquals(last, report.lastSequence());
                    assertTrue(last >= before, () -> last + " and not " + before);
                    TestJournal.deleteTree(copy);
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
    }

    private static LogExtent copy(Path data, Path to) throws IOException {
        LogExtent extent = LogExtent.of(data, LogKind.COMMANDS);
        for (String name : extent.directories()) {
            Files.createDirectories(to.resolve(name));
        }
        for (LogExtent.Part part : extent.parts()) {
            byte[] bytes;
            try (RandomAccessFile file = new RandomAccessFile(part.file().toFile(), "r")) {
                bytes = new byte[(int) part.bytes()];
                file.readFully(bytes);
            }
            Files.write(to.resolve(part.path()), bytes);
        }
        return extent;
    }
}
