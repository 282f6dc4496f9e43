package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal does when the disk fails it. */
class FailureTest {
    /** Counts syncs, and fails them when told to. */
    private static final class FailingSync implements FileSync {
        private boolean failing;
        private int syncs;

        @Override
        public void force(FileChannel channel) throws IOException {
            syncs++;
            if (failing) {
                throw new IOException("I/O error");
            }
        }
    }

    @TempDir
    Path directory;

    private final FailingSync sync = new FailingSync();

    @Test
    void shouldRefuseEverythingAfterAFailedSync() {
        JournalStore store = TestJournal.open(directory, TestJournal.CONFIG, sync);
        ChronicleCommandJournal journal = store.openCommands();
        TestJournal.batch(journal, 1, 2);
        TestJournal.append(journal, 3);
        sync.failing = true;
        assertThrows(JournalFailedException.class, journal::commit);
        assertEquals(2, journal.lastSequence());
        sync.failing = false;
        assertThrows(JournalFailedException.class, journal::commit);
        assertThrows(JournalFailedException.class, () -> TestJournal.append(journal, 4));
        assertThrows(JournalFailedException.class, journal::seal);
        store.close();
        assertEquals(
                JournalVerifier.TermEnd.OPEN,
                JournalVerifier.verify(directory).commands().terms().get(0).end());
    }

    @Test
    void shouldSyncOncePerBatch() {
        try (JournalStore store = TestJournal.open(directory, TestJournal.CONFIG, sync)) {
            ChronicleCommandJournal journal = store.openCommands();
            int before = sync.syncs;
            TestJournal.batch(journal, 1, 20);
            TestJournal.batch(journal, 21, 40);
            assertEquals(before + 2, sync.syncs);
            journal.commit();
            assertEquals(before + 2, sync.syncs);
        }
    }

    @Test
    void shouldSyncFormerFileNewFileAndDirectoryWhenTheCycleRolls() {
        try (JournalStore store = TestJournal.open(directory, TestJournal.CONFIG, sync)) {
            ChronicleCommandJournal journal = store.openCommands();
            TestJournal.batch(journal, 1, 20);
            int before = sync.syncs;
            journal.append(21, TestJournal.EPOCH_MS + 600_000, TestJournal.payload(21, 0), 0, 20);
            journal.commit();
            assertEquals(before + 3, sync.syncs);
        }
    }

    @Test
    void shouldNotSyncBatchesWhenLeftToTheOperatingSystem() {
        JournalConfig config = TestJournal.CONFIG.withDurability(Durability.OS);
        try (JournalStore store = TestJournal.open(directory, config, sync)) {
            ChronicleCommandJournal journal = store.openCommands();
            int before = sync.syncs;
            TestJournal.batch(journal, 1, 20);
            assertEquals(before, sync.syncs);
            journal.seal();
            assertTrue(sync.syncs > before);
        }
        assertEquals(20, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldNotOpenWhenTheTermCannotBeSynced() {
        TestJournal.write(directory, 10, 3, true);
        sync.failing = true;
        assertThrows(JournalFailedException.class, () -> TestJournal.open(directory, TestJournal.CONFIG, sync)
                .close());
        sync.failing = false;
        TestJournal.open(directory).close();
    }

    @Test
    void shouldTellHowMuchRoomThereIsAndWriteFromTheReserve() {
        AtomicLong usable = new AtomicLong(1L << 40);
        JournalConfig config = TestJournal.CONFIG;
        JournalStore store =
                JournalStore.open(directory, config, () -> TestJournal.EPOCH_MS, FileSync.FORCE, usable::get);
        ChronicleCommandJournal journal = store.openCommands();
        assertEquals(Storage.AMPLE, journal.storage());
        usable.set(config.lowFloorBytes() - 1);
        store.floors().judge();
        assertEquals(Storage.LOW, journal.storage());
        usable.set(config.exhaustedFloorBytes() - 1);
        store.floors().judge();
        assertEquals(Storage.EXHAUSTED, journal.storage());
        TestJournal.batch(journal, 1, 5);
        usable.set(config.blockBytes());
        TestJournal.append(journal, 6);
        assertThrows(JournalFailedException.class, journal::commit);
        usable.set(1L << 40);
        store.floors().judge();
        assertEquals(Storage.AMPLE, journal.storage());
        store.close();
        assertEquals(5, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldNotTouchTheDiskForASealWhenTheReserveIsGone() {
        AtomicLong usable = new AtomicLong(1L << 40);
        try (JournalStore store =
                JournalStore.open(directory, TestJournal.CONFIG, () -> TestJournal.EPOCH_MS, sync, usable::get)) {
            ChronicleCommandJournal journal = store.openCommands();
            TestJournal.batch(journal, 1, 5);
            usable.set(0);
            store.floors().judge();
            int before = sync.syncs;
            journal.seal();
            assertEquals(before, sync.syncs);

            usable.set(1L << 40);
            store.floors().judge();
            journal.seal();
            assertTrue(sync.syncs > before);
        }
        assertEquals(5, TestJournal.replay(new JournalReader(directory), 0));
    }

    @Test
    void shouldJudgeTheRoomAgainWhileMuchIsWritten() {
        AtomicLong asked = new AtomicLong();
        try (JournalStore store =
                JournalStore.open(directory, TestJournal.CONFIG, () -> TestJournal.EPOCH_MS, FileSync.FORCE, () -> {
                    asked.incrementAndGet();
                    return 1L << 40;
                })) {
            ChronicleCommandJournal journal = store.openCommands();
            long before = asked.get();
            for (int first = 1; first <= 20_000; first += 500) {
                TestJournal.batch(journal, first, first + 499);
            }
            assertTrue(asked.get() > before);
        }
    }

    @Test
    void shouldNotStartOnAFullDisk() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> JournalStore.open(
                        directory,
                        TestJournal.CONFIG,
                        () -> TestJournal.EPOCH_MS,
                        FileSync.FORCE,
                        () -> TestJournal.CONFIG.blockBytes())
                .close());
        assertTrue(e.getMessage().contains("is full"), e.getMessage());
    }
}
