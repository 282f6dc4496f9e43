package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.protocol.port.EventFeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal does to the process around it: next to nothing. */
class SteadyStateTest {
    /** The disk takes its time, and allocates nothing of ours. */
    private static final FileSync UNSYNCED = channel -> {};

    private static final Path READ_BY_THIS_THREAD = Path.of("/proc/thread-self/io");

    @TempDir
    Path directory;

    @Test
    void shouldAllocateNothingInTheSteadyState() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        JournalConfig config = JournalConfig.defaults();
        try (JournalStore store = TestJournal.open(directory, config, UNSYNCED)) {
            ChronicleCommandJournal journal = store.openCommands();
            DirectBuffer payload = TestJournal.payload(1, 0);
            long sequence = write(journal, store.eventLog(), payload, 0, 3000);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            write(journal, store.eventLog(), payload, sequence, 1000);
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertTrue(allocated < 1000 * 8, allocated + " bytes in 1000 batches");
        }
    }

    /** A file is set up for far more than was written: a reader that follows must not go through all of it each time. */
    @Test
    void shouldReadLittleMoreThanWasWritten() throws IOException {
        assumeTrue(Files.exists(READ_BY_THIS_THREAD), "how much a thread reads is told by Linux only");
        try (JournalStore store = TestJournal.open(directory, JournalConfig.defaults(), UNSYNCED);
                EventFeed feed = store.feeds().openAfter(0)) {
            ChronicleCommandJournal journal = store.openCommands();
            DirectBuffer payload = TestJournal.payload(1, 0);
            long before = readBytes();
            long sequence = 0;
            for (int i = 0; i < 200; i++) {
                sequence = write(journal, store.eventLog(), payload, sequence, 1);
                assertEquals(3, feed.poll((s, ordinal, timeMs, buffer, offset, length) -> {}, 100));
                assertEquals(0, feed.poll((s, ordinal, timeMs, buffer, offset, length) -> {}, 100));
            }
            long read = readBytes() - before;
            assertTrue(read < 200 * (100 << 10), read + " bytes for 200 batches of three events");
        }
    }

    private static long readBytes() throws IOException {
        return Files.readAllLines(READ_BY_THIS_THREAD).stream()
                .filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring(7)))
                .sum();
    }

    @Test
    void shouldPrintNothingAndLeaveNoThreadsAndNoMappedFiles() throws IOException {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            TestJournal.write(directory, 100, 10, true);
            TestJournal.write(directory, 200, 10, true);
            TestJournal.replay(new JournalReader(directory), 0);
        } finally {
            System.setOut(out);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("disk") || name.contains("releaser") || name.contains("chronicle"))
                .toList();
        assertEquals(List.of(), threads);
        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            String mapped = Files.readString(maps);
            assertTrue(!mapped.contains(directory.toString()), mapped);
        }
    }

    private static long write(
            ChronicleCommandJournal journal, ChronicleEventLog events, DirectBuffer payload, long after, int batches) {
        long sequence = after;
        for (int i = 0; i < batches; i++) {
            for (int j = 0; j < 3; j++) {
                sequence++;
                journal.append(sequence, TestJournal.timeMs(0), payload, 0, 64);
                events.append(sequence, 0, TestJournal.timeMs(0), payload, 0, 64);
            }
            journal.commit();
            events.commit();
        }
        return sequence;
    }
}
