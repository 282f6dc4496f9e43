package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.DocumentQueue;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.LogStorage;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event log is opened beside the replay: what the replay may know of it, when, and what is said when it is damaged. */
class EventLogOpeningTest {
    private static final int COMMANDS = 40;
    private static final int WITH_EVENTS = 30;

    @TempDir
    Path directory;

    /** Runs when the test says so. */
    private final Queue<Runnable> beside = new ArrayDeque<>();

    @BeforeEach
    void writeCommandsAndEvents() {
        try (JournalStore store = TestJournal.open(directory)) {
            TestJournal.writeMore(store, COMMANDS, 7);
            for (long sequence = 1; sequence <= WITH_EVENTS; sequence++) {
                TestJournal.appendEvents(store.eventLog(), sequence, 2);
                store.eventLog().commit();
            }
        }
    }

    private JournalStore begin(Executor executor) {
        JournalEdges edges = new JournalEdges(
                new LogStorage(DocumentQueue.Factory.CHRONICLE, FileSync.FORCE),
                TestJournal.AMPLE,
                false,
                () -> TestJournal.EPOCH_MS,
                System::nanoTime,
                () -> 1,
                executor);
        return JournalStore.begin(directory, TestJournal.CONFIG, edges);
    }

    private void runBeside() {
        while (!beside.isEmpty()) {
            beside.remove().run();
        }
    }

    private void damageAnEventInTheMiddle() throws IOException {
        try (LogReader reader = LogReader.open(TestJournal.logDirectory(directory, LogKind.EVENTS), LogKind.EVENTS)) {
            while (reader.next() && reader.lastSequence() < WITH_EVENTS / 2) {
                continue;
            }
            try (RandomAccessFile file = new RandomAccessFile(reader.file().toFile(), "rw")) {
                file.seek(reader.position() + 130);
                int before = file.read();
                file.seek(reader.position() + 130);
                file.write(before ^ 1);
            }
        }
    }

    @Test
    void shouldHandOutCommandsBeforeTheEventLogWasLookedAt() {
        try (JournalStore store = begin(beside::add)) {
            assertEquals(COMMANDS, TestJournal.replay(store.reader(), 0));
            runBeside();
            assertEquals(WITH_EVENTS, store.eventsThrough());
            assertEquals(WITH_EVENTS, store.eventLog().lastSequence());
        }
    }

    @Test
    void shouldSayHowFarEventsReachOnceThatIsKnown() {
        try (JournalStore store = begin(task -> new Thread(task, "beside").start())) {
            for (long sequence = 1; sequence <= WITH_EVENTS; sequence++) {
                assertTrue(store.eventsReach(sequence) >= sequence);
            }
            assertEquals(WITH_EVENTS, store.eventsReach(WITH_EVENTS + 1));
            assertEquals(WITH_EVENTS, store.eventLog().lastSequence());
        }
    }

    @Test
    void shouldRefuseADamagedEventLogWhenItIsAskedFor() throws IOException {
        damageAnEventInTheMiddle();
        try (JournalStore store = begin(task -> new Thread(task, "beside").start())) {
            assertTrue(store.eventsReach(WITH_EVENTS) < WITH_EVENTS / 2);
            JournalCorruptException e = assertThrows(JournalCorruptException.class, store::eventLog);
            assertEquals(WITH_EVENTS / 2 - 1, e.lastGoodSequence());
            assertThrows(JournalCorruptException.class, store::eventsThrough);
        }
        assertThrows(JournalCorruptException.class, () -> TestJournal.open(directory));
    }

    @Test
    void shouldRefuseAJournalThatTheEventLogIsAheadOf() {
        TestJournal.deleteTree(TestJournal.logDirectory(directory, LogKind.COMMANDS));
        TestJournal.write(directory.resolve("other"), 1, 1, true);
        TestJournal.copyTree(
                TestJournal.logDirectory(directory.resolve("other"), LogKind.COMMANDS),
                TestJournal.logDirectory(directory, LogKind.COMMANDS));
        try (JournalStore store = begin(beside::add)) {
            runBeside();
            assertThrows(JournalCorruptException.class, store::eventLog);
        }
    }

    @Test
    void shouldCountNothingAsReadOfAnEventLogThatCannotBeUsed() {
        TestJournal.deleteTree(TestJournal.logDirectory(directory, LogKind.EVENTS));
        TestJournal.write(directory.resolve("other"), 1, COMMANDS, true);
        TestJournal.copyTree(
                TestJournal.logDirectory(directory.resolve("other"), LogKind.COMMANDS),
                TestJournal.logDirectory(directory, LogKind.EVENTS));
        try (JournalStore store = begin(beside::add)) {
            runBeside();
            assertEquals(0, store.eventsReach(1));
            assertThrows(RuntimeException.class, store::eventLog);
        }
    }

    @Test
    void shouldSayThatItIsTheEventLogWhichCannotBeRead() throws IOException {
        for (Path file : eventFiles()) {
            Files.delete(file);
            Files.createDirectory(file);
        }
        try (JournalStore store = begin(beside::add)) {
            runBeside();
            JournalFailedException e = assertThrows(JournalFailedException.class, store::eventsThrough);
            assertTrue(e.getMessage().startsWith("the event log cannot be read: "), e.getMessage());
        }
    }

    @Test
    void shouldReadNoFurtherAndOpenNothingOnceItIsClosed() throws Exception {
        JournalStore store = begin(beside::add);
        Thread closer = new Thread(store::close, "closer");
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
        runBeside();
        closer.join();
        assertEquals(1, terms());
    }

    private List<Path> eventFiles() throws IOException {
        try (Stream<Path> all = Files.walk(TestJournal.logDirectory(directory, LogKind.EVENTS))) {
            return all.filter(file -> file.toString().endsWith(".cq4")).toList();
        }
    }

    private long terms() throws IOException {
        try (Stream<Path> all = Files.list(TestJournal.logDirectory(directory, LogKind.EVENTS))) {
            return all.filter(Files::isDirectory).count();
        }
    }
}
