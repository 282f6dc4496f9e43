package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.boxoffice.journal.disk.FileSync;
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
