package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading begins in the middle of a file of some megabytes, and misses nothing that follows. */
class SkippingTest {
    private static final long LAST = 60_000;
    private static final int BATCH = 50;

    @TempDir
    Path data;

    private Path log;

    @BeforeEach
    void write() {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        try (JournalStore store = TestJournal.open(data, config, channel -> {})) {
            ChronicleCommandJournal journal = store.openCommands();
            for (long first = 1; first <= LAST; first += BATCH) {
                for (long sequence = first; sequence < first + BATCH; sequence++) {
                    journal.append(
                            sequence,
                            TestJournal.EPOCH_MS,
                            TestJournal.payload(sequence, 0),
                            0,
                            TestJournal.payloadLength(sequence, 0));
                }
                journal.commit();
            }
        }
        log = TestJournal.logDirectory(data, LogKind.COMMANDS);
        assertEquals(1, files().size());
    }

    @Test
    void shouldFindTheSameEndFromAnywhere() {
        LogTail whole = LogTail.read(log, LogKind.COMMANDS);
        assertEquals(LAST, whole.lastSequence());
        for (long known :
                new long[] {1, 2, BATCH, BATCH + 1, 30_000, 59_949, LAST - 1, LAST, LAST + 1, Long.MAX_VALUE}) {
            assertEquals(whole, LogTail.read(log, LogKind.COMMANDS, known), "from " + known);
        }
    }

    @Test
    void shouldNotReadWhatIsFarBefore() {
        try (LogReader reader = LogReader.openAfter(log, LogKind.COMMANDS, LAST - 100)) {
            assertTrue(reader.next());
            assertTrue(reader.position() > 2_000_000, "began at byte " + reader.position());
            assertTrue(reader.batch().firstSequence() <= LAST - 99);
        }
    }

    @Test
    void shouldHandOutAllThatFollows() {
        for (long after = 0; after < LAST; after += 7_919) {
            List<Long> sequences = new ArrayList<>();
            long until = Math.min(LAST, after + 300);
            JournalReader.replayPart(data, after, until, (sequence, t, b, offset, length) -> sequences.add(sequence));
            assertEquals(until - after, sequences.size());
            assertEquals(after + 1, sequences.get(0));
            assertEquals(until, sequences.get(sequences.size() - 1));
        }
    }

    @Test
    void shouldDetectABatchThatStandsBehindTheEndASecondTime() throws IOException {
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        int from;
        int length;
        int end;
        try (LogReader reader = LogReader.openAfter(log, LogKind.COMMANDS, 1_000)) {
            assertTrue(reader.next());
            from = (int) reader.position();
            length = reader.batch().lengthBytes();
            end = from;
            while (reader.next()) {
                end = (int) reader.position() + reader.batch().lengthBytes();
            }
        }
        for (int distance : new int[] {64, 4_096, 500_000}) {
            int at = end + distance & -4;
            byte[] doubled = Arrays.copyOf(bytes, Math.max(bytes.length, at + length));
            System.arraycopy(bytes, from, doubled, at, length);
            Files.write(file, doubled);
            for (long known : new long[] {0, 30_000, LAST}) {
                assertThrows(
                        JournalCorruptException.class,
                        () -> LogTail.read(log, LogKind.COMMANDS, known),
                        distance + " bytes behind, from " + known);
            }
        }
    }

    private List<Path> files() {
        return TermDirectory.of(log, 1).cycleFiles();
    }
}
