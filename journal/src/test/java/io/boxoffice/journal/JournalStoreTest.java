package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal and event log over many starts. */
class JournalStoreTest {
    @TempDir
    Path directory;

    @Test
    void shouldReplayWhatWasCommitted() {
        TestJournal.write(directory, 1000, 7, true);
        try (JournalStore store = TestJournal.open(directory)) {
            assertEquals(1000, store.tail().lastSequence());
            assertTrue(store.tail().sealed());
            assertEquals(1000, TestJournal.replay(store.reader(), 0));
        }
    }

    @Test
    void shouldReplayOnlyWhatFollowsASequence() {
        TestJournal.write(directory, 100, 7, true);
        assertEquals(100, TestJournal.replay(new JournalReader(directory), 55));
        assertEquals(100, TestJournal.replay(new JournalReader(directory), 100));
    }

    @Test
    void shouldContinueInANewTermAtEachStart() {
        long id = 0;
        for (int start = 1; start <= 12; start++) {
            try (JournalStore store = TestJournal.open(directory)) {
                id = id == 0 ? store.journalId() : id;
                assertEquals(id, store.journalId());
                assertEquals((start - 1) * 50, store.tail().lastSequence());
                assertEquals((start - 1) * 50, TestJournal.replay(store.reader(), 0));
                TestJournal.writeMore(store, start * 50L, 9);
                if (start % 3 == 0) {
                    TestJournal.abandon(store);
                }
            }
        }
        assertEquals(600, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldStartWhenTheFirstStartDiedBetweenTheLogs() {
        long id;
        try (JournalStore store = TestJournal.open(directory)) {
            id = store.journalId();
        }
        assertTrue(JournalVerifier.verify(directory).sound(), "an event log without events, and no journal yet");
        try (JournalStore store = TestJournal.open(directory)) {
            assertEquals(id, store.journalId());
            TestJournal.writeMore(store, 10, 3);
        }
        assertTrue(JournalVerifier.verify(directory).sound());
    }

    @Test
    void shouldMakeANewDataDirectoryDurableInItsParents() throws IOException {
        Set<Path> forced = new HashSet<>();
        FileSync sync = new FileSync() {
            @Override
            public void force(FileChannel channel) {
                // Only directories count here.
            }

            @Override
            public void forceDirectory(Path path) throws IOException {
                forced.add(path.toRealPath());
            }
        };
        Path data = directory.resolve("some/where/data");
        TestJournal.open(data, TestJournal.CONFIG, sync).close();
        Path top = directory.toRealPath();
        assertTrue(forced.containsAll(List.of(top, top.resolve("some"), top.resolve("some/where"))), forced::toString);
    }

    @Test
    void shouldVoidEventsBeyondAJournalWhoseLastCommandsHadNone() {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        try (JournalStore store = TestJournal.open(directory, config, FileSync.FORCE)) {
            TestJournal.writeMore(store, 5, 5);
            for (long sequence : new long[] {4, 6}) {
                TestJournal.appendEvents(store.eventLog(), sequence, 2);
                store.eventLog().commit();
            }
        }
        for (int start = 0; start < 2; start++) {
            try (JournalStore store = TestJournal.open(directory, config, FileSync.FORCE)) {
                assertEquals(5, store.eventLog().lastSequence());
                assertTrue(JournalVerifier.verify(directory).sound());
            }
        }
    }

    @Test
    void shouldDropWhatWasAppendedButNotCommitted() {
        try (JournalStore store = TestJournal.open(directory)) {
            ChronicleCommandJournal journal = store.openCommands();
            TestJournal.batch(journal, 1, 3);
            TestJournal.append(journal, 4);
            assertEquals(3, journal.lastSequence());
        }
        assertEquals(3, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldRollFilesByTheTimeOfTheRecords() {
        long fiveMinutesMs = 5 * 60_000L;
        List<Long> times = new ArrayList<>();
        try (JournalStore store = TestJournal.open(directory)) {
            ChronicleCommandJournal journal = store.openCommands();
            for (long sequence = 1; sequence <= 40; sequence++) {
                long timeMs = TestJournal.EPOCH_MS + sequence * fiveMinutesMs / 3;
                journal.append(sequence, timeMs, TestJournal.payload(sequence, 0), 0, 20);
                journal.commit();
                times.add(timeMs);
            }
        }
        TermDirectory term = TermDirectory.of(TestJournal.logDirectory(directory, LogKind.COMMANDS), 1);
        assertTrue(term.cycleFiles().size() >= 13, term.cycleFiles().toString());
        List<Long> read = new ArrayList<>();
        new JournalReader(directory).replay(0, (s, timeMs, b, o, l) -> read.add(timeMs), (n, p, r) -> {});
        assertEquals(times, read);
    }

    @Test
    void shouldSplitABatchThatOutgrowsItsBound() {
        try (JournalStore store = TestJournal.open(directory)) {
            TestJournal.batch(store.openCommands(), 1, 5000);
        }
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertTrue(report.commands().terms().get(0).batches() > 5);
        assertEquals(5000, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldRefuseSequencesAndTimesThatDoNotFollow() {
        try (JournalStore store = TestJournal.open(directory)) {
            ChronicleCommandJournal journal = store.openCommands();
            TestJournal.batch(journal, 1, 3);
            assertThrows(IllegalArgumentException.class, () -> TestJournal.append(journal, 3));
            assertThrows(IllegalArgumentException.class, () -> TestJournal.append(journal, 5));
            assertThrows(IllegalArgumentException.class, () -> journal.append(4, 0, TestJournal.payload(4, 0), 0, 20));
            TestJournal.batch(journal, 4, 4);
        }
        assertEquals(4, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldAdmitOneServer() {
        try (JournalStore store = TestJournal.open(directory)) {
            store.openCommands();
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> TestJournal.open(directory)
                    .close());
            assertTrue(
                    e.getMessage().contains("process " + ProcessHandle.current().pid()), e.getMessage());
        }
        TestJournal.open(directory).close();
    }

    @Test
    void shouldSealWhenAskedAndOnlyOnce() {
        try (JournalStore store = TestJournal.open(directory)) {
            ChronicleCommandJournal journal = store.openCommands();
            TestJournal.batch(journal, 1, 3);
            journal.seal();
            journal.seal();
            TestJournal.batch(journal, 4, 5);
        }
        JournalVerifier.TermReport term =
                JournalVerifier.verify(directory).commands().terms().get(0);
        assertEquals(2, term.seals());
        assertEquals(2, term.batches());
        assertEquals(JournalVerifier.TermEnd.SEALED, term.end());
    }

    @Test
    void shouldReportProgress() {
        TestJournal.write(directory, 100, 7, true);
        List<String> reports = new ArrayList<>();
        new JournalReader(directory)
                .replay(0, (s, t, b, o, l) -> {}, (commands, percent, rate) -> reports.add(commands + " " + percent));
        assertEquals(List.of("100 100.0"), reports);
    }
}
