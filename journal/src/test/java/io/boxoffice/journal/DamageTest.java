package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut may leave, what only rot or a careless hand can, and that the two are told apart. */
class DamageTest {
    private record Batch(Path file, long position, int length, long firstSequence, long lastSequence, BatchKind kind) {}

    @TempDir
    Path directory;

    @Test
    void shouldVoidALastBatchTornAtAnyByte() throws IOException {
        TestJournal.write(directory, 30, 5, false);
        Batch last = last(batches());
        byte[] whole = bytesOf(last.file);
        for (int offset = 0; offset < last.length; offset++) {
            int at = (int) last.position + offset;
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertVoid(last.file, flipped);
            byte[] zeroed = whole.clone();
            Arrays.fill(zeroed, at, (int) last.position + last.length, (byte) 0);
            if (!Arrays.equals(zeroed, whole)) {
                assertVoid(last.file, zeroed);
            }
            assertVoid(last.file, Arrays.copyOf(whole, at));
        }
    }

    @Test
    void shouldContinueAfterATornBatchAndNeverSeeItAgain() throws IOException {
        TestJournal.write(directory, 30, 5, false);
        Batch last = last(batches());
        byte[] whole = bytesOf(last.file);
        byte[] torn = whole.clone();
        torn[(int) last.position + 100] ^= 1;
        Files.write(last.file, torn);
        try (JournalStore store = TestJournal.open(directory)) {
            assertEquals(25, store.tail().lastSequence());
            assertTrue(store.tail().torn());
            TestJournal.writeMore(store, 40, 4);
        }
        assertEquals(40, TestJournal.replay(new JournalReader(directory), 0));
        Files.write(last.file, whole);
        assertEquals(40, TestJournal.replay(new JournalReader(directory), 0));
        assertTrue(JournalVerifier.verify(directory).sound());
    }

    @Test
    void shouldRefuseASealedLastBatchDamagedAtAnyByte() throws IOException {
        TestJournal.write(directory, 30, 5, true);
        List<Batch> batches = batches();
        Batch sealed = batches.get(batches.size() - 2);
        assertEquals(BatchKind.SEAL, last(batches).kind);
        byte[] whole = bytesOf(sealed.file);
        for (int offset = 0; offset < sealed.length; offset++) {
            byte[] flipped = whole.clone();
            flipped[(int) sealed.position + offset] ^= 0x04;
            Files.write(sealed.file, flipped);
            JournalCorruptException e = assertThrows(JournalCorruptException.class, () -> new JournalReader(directory));
            assertEquals(25, e.lastGoodSequence());
            assertEquals(sealed.file, e.file());
        }
    }

    @Test
    void shouldTakeALaterRecordAsWitnessWhenItsBatchHeaderIsLost() throws IOException {
        TestJournal.write(directory, 30, 5, false);
        List<Batch> batches = batches();
        Batch damaged = batches.get(batches.size() - 2);
        Batch torn = last(batches);
        byte[] bytes = bytesOf(torn.file);
        bytes[(int) damaged.position + 130] ^= 1;
        bytes[(int) torn.position] ^= 1;
        Files.write(torn.file, bytes);
        JournalCorruptException e = assertThrows(JournalCorruptException.class, () -> new JournalReader(directory));
        assertEquals(20, e.lastGoodSequence());
        assertEquals(damaged.position, e.position());
    }

    @Test
    void shouldRefuseWhenATermIsMissing() {
        for (int start = 1; start <= 3; start++) {
            TestJournal.write(directory, start * 10L, 3, true);
        }
        Path terms = TestJournal.logDirectory(directory, LogKind.COMMANDS);
        TestJournal.deleteTree(TermDirectory.of(terms, 2).path());
        JournalCorruptException e = assertThrows(JournalCorruptException.class, () -> new JournalReader(directory));
        assertTrue(e.getMessage().contains("term-000002"), e.getMessage());
    }

    @Test
    void shouldRefuseWhenTheFirstTermIsMissing() {
        TestJournal.write(directory, 10, 3, true);
        TestJournal.write(directory, 20, 3, true);
        TestJournal.deleteTree(TermDirectory.of(TestJournal.logDirectory(directory, LogKind.COMMANDS), 1)
                .path());
        assertThrows(JournalCorruptException.class, () -> new JournalReader(directory));
        assertFalse(JournalVerifier.verify(directory).sound());
    }

    @Test
    void shouldRefuseWhenTheLastTermIsMissingButEventsKnowOfIt() {
        TestJournal.write(directory, 10, 3, true);
        try (JournalStore store = TestJournal.open(directory)) {
            TestJournal.writeMore(store, 20, 3);
            TestJournal.appendEvents(store.eventLog(), 20, 1);
            store.eventLog().commit();
        }
        TestJournal.deleteTree(TermDirectory.of(TestJournal.logDirectory(directory, LogKind.COMMANDS), 2)
                .path());
        assertThrows(
                JournalCorruptException.class, () -> TestJournal.open(directory).close());
        assertFalse(JournalVerifier.verify(directory).sound());
    }

    @Test
    void shouldRefuseMissingSwappedAndDuplicatedFiles() throws IOException {
        try (JournalStore store = TestJournal.open(directory)) {
            writeAcrossFiles(store, 60);
        }
        List<Path> files = TermDirectory.of(TestJournal.logDirectory(directory, LogKind.COMMANDS), 1)
                .cycleFiles();
        assertTrue(files.size() >= 5);
        byte[] second = Files.readAllBytes(files.get(1));
        byte[] third = Files.readAllBytes(files.get(2));
        assertTamperedIsRefused(files.get(1), null);
        Files.write(files.get(1), third);
        assertTamperedIsRefused(files.get(2), second);
        Files.write(files.get(1), second);
        assertTamperedIsRefused(files.get(2), second);
        assertTamperedIsRefused(files.get(2), new byte[third.length]);
        Files.write(files.get(2), third);
        assertEquals(60, replayAcrossFiles());
    }

    @Test
    void shouldRefuseAFileOfAnotherJournal() throws IOException {
        TestJournal.write(directory, 10, 3, true);
        Path stranger = Files.createTempDirectory(directory, "stranger");
        TestJournal.write(stranger, 10, 3, true);
        Path mine = files(directory).get(0);
        Path logDirectory = TestJournal.logDirectory(directory, LogKind.COMMANDS);
        TestJournal.write(directory, 20, 3, true);
        Files.copy(files(stranger).get(0), mine, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        JournalCorruptException e =
                assertThrows(JournalCorruptException.class, () -> TestJournal.replay(new JournalReader(directory), 0));
        assertTrue(e.file().startsWith(logDirectory), e.getMessage());
    }

    @Test
    void shouldStartAgainWhenTheFirstStartDiedBeforeItsTermWasWhole() throws IOException {
        Path terms = TestJournal.logDirectory(directory, LogKind.COMMANDS);
        Files.createDirectories(TermDirectory.of(terms, 1).path());
        TestJournal.write(directory, 10, 3, true);
        Files.createDirectories(TermDirectory.of(terms, 3).path());
        Files.write(TermDirectory.of(terms, 3).path().resolve("20260101-0000V.cq4"), new byte[4096]);
        TestJournal.write(directory, 20, 3, true);
        assertEquals(20, TestJournal.replay(new JournalReader(directory), 0));
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertTrue(report.sound(), report.toString());
        assertEquals(
                List.of(JournalVerifier.TermEnd.VOID, JournalVerifier.TermEnd.SEALED),
                report.commands().terms().stream()
                        .map(JournalVerifier.TermReport::end)
                        .limit(2)
                        .toList());
    }

    @Test
    void shouldVoidEverythingAfterAHoleInAJournalThatWasNotSynced() throws IOException {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        JournalStore store = TestJournal.open(directory, config, channel -> channel.force(false));
        TestJournal.writeMore(store, 30, 5);
        TestJournal.appendEvents(store.eventLog(), 30, 2);
        store.eventLog().commit();
        TestJournal.abandon(store);
        List<Batch> batches = batches();
        Batch hole = batches.get(batches.size() - 3);
        byte[] bytes = bytesOf(hole.file);
        bytes[(int) hole.position + 130] ^= 1;
        Files.write(hole.file, bytes);
        try (JournalStore again = TestJournal.open(directory, config, channel -> channel.force(false))) {
            assertEquals(15, again.tail().lastSequence());
            assertEquals(15, again.eventLog().lastSequence());
            TestJournal.writeMore(again, 18, 5);
        }
        assertEquals(18, TestJournal.replay(new JournalReader(directory), 0));
    }

    /** Long enough that its end is looked for from its last batches on. */
    private Batch writeLong(JournalConfig config, boolean close) {
        JournalStore store = TestJournal.open(directory, config, FileSync.FORCE);
        TestJournal.writeMore(store, 60_000, 400);
        if (close) {
            store.close();
        } else {
            TestJournal.abandon(store);
        }
        List<Batch> batches = batches();
        return batches.get(batches.size() / 3);
    }

    private static void flipIn(Batch batch) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(batch.file.toFile(), "rw")) {
            file.seek(batch.position + 130);
            int before = file.read();
            file.seek(batch.position + 130);
            file.write(before ^ 1);
        }
    }

    @Test
    void shouldRefuseDamageFarBeforeTheEndWhenItIsReplayed() throws IOException {
        Batch damaged = writeLong(TestJournal.CONFIG, false);
        flipIn(damaged);
        try (JournalStore store = TestJournal.open(directory)) {
            assertEquals(60_000, store.tail().lastSequence());
            JournalCorruptException e =
                    assertThrows(JournalCorruptException.class, () -> TestJournal.replay(store.reader(), 0));
            assertEquals(damaged.firstSequence - 1, e.lastGoodSequence());
            assertEquals(damaged.file, e.file());
            assertEquals(damaged.position, e.position());
        }
        assertThrows(JournalCorruptException.class, () -> new JournalReader(directory));
        assertFalse(JournalVerifier.verify(directory).sound());
    }

    @Test
    void shouldEndBeforeDamageThatNothingSaysWasOnceSynced() throws IOException {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        Batch damaged = writeLong(config, false);
        flipIn(damaged);
        try (JournalStore store = TestJournal.open(directory, config, FileSync.FORCE)) {
            assertEquals(damaged.firstSequence - 1, store.tail().lastSequence());
            assertTrue(store.tail().torn());
            assertEquals(damaged.firstSequence - 1, TestJournal.replay(store.reader(), 0));
        }
    }

    @Test
    void shouldRefuseDamageThatASealSaysWasSyncedWhenItIsReplayed() throws IOException {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        Batch damaged = writeLong(config, true);
        flipIn(damaged);
        try (JournalStore store = TestJournal.open(directory, config, FileSync.FORCE)) {
            JournalCorruptException e =
                    assertThrows(JournalCorruptException.class, () -> TestJournal.replay(store.reader(), 0));
            assertEquals(damaged.firstSequence - 1, e.lastGoodSequence());
        }
    }

    private void writeAcrossFiles(JournalStore store, long last) {
        ChronicleCommandJournal journal = store.openCommands();
        for (long sequence = journal.lastSequence() + 1; sequence <= last; sequence++) {
            long timeMs = TestJournal.EPOCH_MS + sequence * 30_000;
            journal.append(sequence, timeMs, TestJournal.payload(sequence, 0), 0, 30);
            if (sequence % 4 == 0 || sequence == last) {
                journal.commit();
            }
        }
    }

    private long replayAcrossFiles() {
        long[] last = {0};
        new JournalReader(directory)
                .replay(
                        0,
                        (sequence, timeMs, buffer, offset, length) -> {
                            assertEquals(last[0] + 1, sequence);
                            assertEquals(TestJournal.EPOCH_MS + sequence * 30_000, timeMs);
                            assertEquals(30, length);
                            last[0] = sequence;
                        },
                        (commands, percent, rate) -> {});
        return last[0];
    }

    private void assertTamperedIsRefused(Path file, byte[] content) throws IOException {
        byte[] before = Files.readAllBytes(file);
        if (content == null) {
            Files.delete(file);
        } else {
            Files.write(file, content);
        }
        try {
            replayAcrossFiles();
            fail("not detected: " + file);
        } catch (JournalCorruptException detected) {
            assertTrue(detected.getMessage().contains("cq4"), detected.getMessage());
        }
        Files.write(file, before);
    }

    private void assertVoid(Path file, byte[] content) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(content.length);
            raw.write(content);
        }
        assertEquals(25, new JournalReader(directory).tail().lastSequence());
    }

    private List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        try (LogReader reader =
                LogReader.open(TestJournal.logDirectory(directory, LogKind.COMMANDS), LogKind.COMMANDS)) {
            while (reader.next()) {
                BatchKind kind = BatchKind.RECORDS;
                for (BatchKind candidate : BatchKind.values()) {
                    kind = reader.batch().is(candidate) ? candidate : kind;
                }
                batches.add(new Batch(
                        reader.file(),
                        reader.position(),
                        reader.batch().lengthBytes(),
                        reader.batch().firstSequence(),
                        reader.batch().lastSequence(),
                        kind));
            }
        }
        return batches;
    }

    private static List<Path> files(Path directory) {
        return TermDirectory.of(TestJournal.logDirectory(directory, LogKind.COMMANDS), 1)
                .cycleFiles();
    }

    private static Batch last(List<Batch> batches) {
        return batches.get(batches.size() - 1);
    }

    /** The file up to a little after what was written: the rest is zeros and only takes time. */
    private static byte[] bytesOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, Math.min(bytes.length, end + 4096));
    }
}
