package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at a data directory from outside. */
class JournalVerifierTest {
    /** Bounds what the live journal of a test may write, whatever else goes wrong: some 15 MB. */
    private static final long LIVE_COMMANDS = 100_000;

    @TempDir
    Path directory;

    @Test
    void shouldReportEachTerm() {
        TestJournal.write(directory, 10, 4, true);
        TestJournal.write(directory, 15, 2, false);
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertTrue(report.sound());
        JournalVerifier.TermReport first = report.commands().terms().get(0);
        assertEquals(1, first.number());
        assertEquals(0, first.continuesFrom());
        assertTrue(first.syncEachBatch());
        assertEquals(10, first.records());
        assertEquals(3, first.batches());
        assertEquals(1, first.seals());
        assertEquals(1, first.firstSequence());
        assertEquals(10, first.lastSequence());
        assertEquals(TestJournal.timeMs(1), first.firstTimeMs());
        assertEquals(TestJournal.timeMs(10), first.lastTimeMs());
        assertEquals(JournalVerifier.TermEnd.SEALED, first.end());
        JournalVerifier.TermReport second = report.commands().terms().get(1);
        assertEquals(10, second.continuesFrom());
        assertEquals(5, second.records());
        assertEquals(JournalVerifier.TermEnd.OPEN, second.end());
        assertEquals(15, report.commands().lastSequence());
    }

    @Test
    void shouldFindNothingWrongWithAnEmptyDirectory() {
        JournalVerifier.Report report = JournalVerifier.verify(directory.resolve("none"));
        assertTrue(report.sound());
        assertEquals(List.of(), report.commands().terms());
    }

    @Test
    void shouldSayWhereTheDamageIs() throws IOException {
        TestJournal.write(directory, 10, 4, true);
        List<JournalInspector.Entry> entries = entries(5, 5);
        Path file = entries.get(0).file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) entries.get(0).position() + 100] ^= 1;
        Files.write(file, bytes);
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertFalse(report.sound());
        assertTrue(report.events().sound());
        String expected = file + " at byte " + entries.get(0).position() + ", good through sequence 4";
        assertTrue(
                report.commands().damage().contains(expected), report.commands().damage());
    }

    @Test
    void shouldNotMistakeALiveJournalForADamagedOne() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        JournalConfig config = TestJournal.CONFIG;
        try (JournalStore store = TestJournal.open(directory, config, channel -> {})) {
            ChronicleCommandJournal journal = store.openCommands();
            Thread writer = new Thread(() -> {
                for (long sequence = 1; sequence < LIVE_COMMANDS && !stop.get(); sequence += 3) {
                    TestJournal.batch(journal, sequence, sequence + 2);
                }
            });
            writer.start();
            try {
                while (writer.isAlive()) {
                    assertNull(JournalVerifier.verify(directory).commands().damage());
                }
            } finally {
                stop.set(true);
                writer.join();
            }
        }
    }

    @Test
    void shouldListRecordsInARangeAndStopWhenTold() {
        TestJournal.write(directory, 10, 4, true);
        TestJournal.write(directory, 20, 4, true);
        List<JournalInspector.Entry> entries = entries(8, 13);
        assertEquals(
                List.of(8L, 9L, 10L, 11L, 12L, 13L),
                entries.stream().map(JournalInspector.Entry::sequence).toList());
        assertEquals(
                List.of(1, 1, 1, 2, 2, 2),
                entries.stream().map(JournalInspector.Entry::term).toList());
        assertEquals(TestJournal.timeMs(8), entries.get(0).timeMs());
        assertEquals(TestJournal.payloadLength(8, 0), entries.get(0).lengthBytes());
        long visited =
                JournalInspector.visit(directory, LogKind.COMMANDS, 1, 20, (entry, b, o) -> entry.sequence() < 3);
        assertEquals(3, visited);
    }

    private List<JournalInspector.Entry> entries(long from, long until) {
        List<JournalInspector.Entry> entries = new ArrayList<>();
        JournalInspector.visit(directory, LogKind.COMMANDS, from, until, (entry, buffer, offset) -> entries.add(entry));
        return entries;
    }
}
