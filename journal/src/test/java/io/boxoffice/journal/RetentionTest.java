package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.KeptFrom;
import io.boxoffice.journal.recordlog.TermDirectory;
import io.boxoffice.protocol.port.EventFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of a log is removed on purpose: in files of five minutes, ten commands each, each with an event. */
class RetentionTest {
    private static final long EVERY_MS = 30_000;
    private static final long END_OF_TIME = Long.MAX_VALUE;

    @TempDir
    Path data;

    @Test
    void shouldRemoveWholeFilesOfATermThatIsBeingWritten() {
        try (JournalStore store = TestJournal.open(data)) {
            write(store, 60);
            for (LogKind log : LogKind.values()) {
                int before = files(log).size();
                int removed = store.retention(log).removeThrough(35, END_OF_TIME);
                assertTrue(removed >= 2, log + ": " + removed);
                assertEquals(before - removed, files(log).size());
                assertTrue(keptAfter(log) > 20 && keptAfter(log) <= 35, log + " " + keptAfter(log));
                assertEquals(0, store.retention(log).removeThrough(35, END_OF_TIME));
            }
            write(store, 90);
            assertEquals(55, eventsAfter(store, 35).size());
            assertThrows(IllegalStateException.class, () -> eventsAfter(store, 5));
        }
        assertReadable(90);
        try (JournalStore store = TestJournal.open(data)) {
            write(store, 100);
            int removed = store.retention(LogKind.COMMANDS).removeThrough(95, END_OF_TIME);
            assertTrue(removed > 2, "the rest of the first term");
        }
        assertReadable(100);
    }

    @Test
    void shouldKeepWhatIsNotOldEnoughAndTheFileThatIsWritten() {
        try (JournalStore store = TestJournal.open(data)) {
            write(store, 60);
            assertEquals(0, store.retention(LogKind.COMMANDS).removeThrough(END_OF_TIME - 1, TestJournal.EPOCH_MS));
            store.retention(LogKind.COMMANDS).removeThrough(END_OF_TIME - 1, timeMs(25));
            assertTrue(keptAfter(LogKind.COMMANDS) > 0 && keptAfter(LogKind.COMMANDS) < 25);
            store.retention(LogKind.COMMANDS).removeThrough(END_OF_TIME - 1, END_OF_TIME);
            assertEquals(1, files(LogKind.COMMANDS).size());
            write(store, 80);
        }
        assertReadable(80);
    }

    @Test
    void shouldTellWhatWasRemovedFromWhatIsMissing() throws IOException {
        try (JournalStore store = TestJournal.open(data)) {
            write(store, 60);
            store.retention(LogKind.COMMANDS).removeThrough(35, END_OF_TIME);
        }
        assertReadable(60);
        Path first = files(LogKind.COMMANDS).get(0);
        byte[] content = Files.readAllBytes(first);
        Files.delete(first);
        assertDamaged();
        Files.write(first, content);
        assertReadable(60);

        Path keptFrom = TestJournal.logDirectory(data, LogKind.COMMANDS).resolve(KeptFrom.FILE_NAME);
        byte[] good = Files.readAllBytes(keptFrom);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(keptFrom, bad);
            assertDamaged();
        }
        for (int length = 0; length < good.length; length += 5) {
            Files.write(keptFrom, java.util.Arrays.copyOf(good, length));
            assertDamaged();
        }
        Files.delete(keptFrom);
        assertDamaged();
        Files.write(keptFrom, good);
        assertReadable(60);
    }

    @Test
    void shouldNotMindWhereARemovalWasCutOff() throws IOException {
        for (int term = 1; term <= 3; term++) {
            try (JournalStore store = TestJournal.open(data)) {
                write(store, term * 30);
            }
        }
        Path log = TestJournal.logDirectory(data, LogKind.COMMANDS);
        List<Path> before = allFiles(log);
        Path copy = data.resolve("before");
        TestJournal.copyTree(log, copy);
        try (JournalStore store = TestJournal.open(data)) {
            store.retention(LogKind.COMMANDS).removeThrough(75, END_OF_TIME);
        }
        assertReadable(90);
        List<Path> removed = new ArrayList<>(before);
        removed.removeIf(Files::exists);
        assertTrue(removed.size() > 6, removed.toString());
        long kept = keptAfter(LogKind.COMMANDS);
        for (Path file : removed) {
            Files.createDirectories(file.getParent());
            Files.copy(copy.resolve(log.relativize(file).toString()), file);
            assertReadable(90);
            assertEquals(kept, keptAfter(LogKind.COMMANDS));
        }
        Files.delete(removed.get(removed.size() / 2));
        assertReadable(90);
        try (JournalStore store = TestJournal.open(data)) {
            assertEquals(removed.size() - 1, store.retention(LogKind.COMMANDS).removeThrough(75, END_OF_TIME));
        }
        assertTrue(removed.stream().noneMatch(Files::exists));
        assertReadable(90);
    }

    /** A feed that stands in what is removed must not be taken for one that has nothing new. */
    @Test
    void shouldNotLeaveAFeedSilentThatStandsInWhatIsRemoved() {
        try (JournalStore store = TestJournal.open(data);
                EventFeed inTheFirstFile = store.feeds().openAfter(0);
                EventFeed atTheEnd = store.feeds().openAfter(0)) {
            write(store, 20);
            readTo(inTheFirstFile, 4, 0);
            readTo(atTheEnd, 20, 0);
            write(store, 80);
            store.retention(LogKind.EVENTS).removeThrough(65, END_OF_TIME);
            assertTrue(new EventLogSource(data).keptAfter() > 30);
            assertThrows(RuntimeException.class, () -> readTo(inTheFirstFile, 80, 4));
            assertThrows(IllegalStateException.class, () -> readTo(atTheEnd, 80, 20));
        }
    }

    @Test
    void shouldNotLeaveAFeedSilentWhoseWholeTermIsRemovedAndTheNextOneToo() {
        try (EventFeed behind = new EventLogSource(data).openAfter(0);
                EventFeed atTheEnd = new EventLogSource(data).openAfter(0)) {
            try (JournalStore store = TestJournal.open(data)) {
                write(store, 20);
                readTo(behind, 4, 0);
                readTo(atTheEnd, 20, 0);
            }
            // A term without events: nothing of it is missing to who has read the first one.
            TestJournal.open(data).close();
            try (JournalStore store = TestJournal.open(data)) {
                write(store, 30);
                store.retention(LogKind.EVENTS).removeThrough(20, END_OF_TIME);
                assertEquals(20, new EventLogSource(data).keptAfter());
                readTo(atTheEnd, 30, 20);
                assertThrows(RuntimeException.class, () -> readTo(behind, 30, 4));
            }
            try (JournalStore store = TestJournal.open(data)) {
                write(store, 40);
            }
            try (JournalStore store = TestJournal.open(data)) {
                write(store, 50);
                store.retention(LogKind.EVENTS).removeThrough(40, END_OF_TIME);
                assertEquals(40, new EventLogSource(data).keptAfter());
                assertThrows(IllegalStateException.class, () -> readTo(atTheEnd, 50, 30));
            }
        }
    }

    /** Reads on, one after another, until the sequence comes or the feed is silent. */
    private static void readTo(EventFeed feed, long last, long after) {
        List<Long> read = new ArrayList<>();
        while (!read.contains(last)
                && feed.poll((sequence, ordinal, timeMs, b, offset, length) -> read.add(sequence), 1) > 0) {
            assertEquals(after + read.size(), read.get(read.size() - 1));
        }
        assertTrue(read.contains(last), "silent after " + read);
    }

    private void assertReadable(long last) {
        JournalVerifier.Report report = JournalVerifier.verify(data);
        assertTrue(report.sound(), report.toString());
        JournalReader reader = new JournalReader(data);
        assertEquals(last, reader.tail().lastSequence());
        long[] next = {reader.keptAfter() + 1};
        reader.replay(
                reader.keptAfter(),
                (sequence, timeMs, buffer, offset, length) -> assertEquals(next[0]++, sequence),
                (commands, percent, rate) -> {});
        assertEquals(last + 1, next[0]);
        if (reader.keptAfter() > 0) {
            JournalCorruptException e = assertThrows(
                    JournalCorruptException.class,
                    () -> reader.replay(0, (sequence, timeMs, b, offset, length) -> {}, (c, percent, rate) -> {}));
            assertTrue(e.getMessage().contains("no longer kept"), e.getMessage());
        }
    }

    private void assertDamaged() {
        JournalVerifier.Report report = JournalVerifier.verify(data);
        assertFalse(report.commands().sound());
        assertThrows(JournalCorruptException.class, () -> {
            JournalReader reader = new JournalReader(data);
            reader.replay(reader.keptAfter(), (sequence, timeMs, b, offset, length) -> {}, (c, percent, rate) -> {});
        });
    }

    private static long timeMs(long sequence) {
        return TestJournal.EPOCH_MS + sequence * EVERY_MS;
    }

    private static void write(JournalStore store, long last) {
        ChronicleCommandJournal journal = store.commands() == null ? store.openCommands() : store.commands();
        ChronicleEventLog events = store.eventLog();
        for (long sequence = journal.lastSequence() + 1; sequence <= last; sequence++) {
            journal.append(sequence, timeMs(sequence), TestJournal.payload(sequence, 0), 0, 30);
            events.append(sequence, 0, timeMs(sequence), TestJournal.payload(sequence, 0), 0, 30);
            if (sequence % 4 == 0 || sequence == last) {
                journal.commit();
                events.commit();
            }
        }
    }

    private static List<Long> eventsAfter(JournalStore store, long after) {
        List<Long> sequences = new ArrayList<>();
        try (EventFeed feed = store.feeds().openAfter(after)) {
            while (feed.poll((sequence, ordinal, timeMs, b, offset, length) -> sequences.add(sequence), 7) > 0) {
                continue;
            }
        }
        return sequences;
    }

    private List<Path> files(LogKind log) {
        return TermDirectory.list(TestJournal.logDirectory(data, log), log)
                .get(0)
                .cycleFiles();
    }

    private long keptAfter(LogKind log) {
        KeptFrom kept = KeptFrom.read(TestJournal.logDirectory(data, log), log);
        return kept == null ? 0 : kept.sequence();
    }

    private static List<Path> allFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
