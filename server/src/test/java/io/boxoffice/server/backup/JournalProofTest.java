package io.boxoffice.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.core.BookingCore;
import io.boxoffice.server.golden.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of logs prove themselves, or are found out. */
class JournalProofTest {
    @TempDir
    Path directory;

    private final Properties expected =
            GoldenFiles.expected(GoldenFiles.versions().get(0));
    private Path data;

    @BeforeEach
    void unpack() {
        data = directory.resolve("data");
        GoldenFiles.unpack(GoldenFiles.versions().get(0), data);
    }

    @Test
    void shouldProveACopyFromTheFirstCommandOn() throws IOException {
        JournalProof proof = JournalProof.of(copy(), line -> {});
        assertAsExpected(proof);
        assertEquals(0, proof.replay().startedFrom());
        assertEquals(10, proof.lastReservation());
    }

    /** The journal begins after the newer snapshot, the event log after the older one. */
    @Test
    void shouldProveACopyThatBeginsAtASnapshot() throws IOException {
        List<SnapshotFile> snapshots = new SnapshotStore(data).list();
        removeBeginning(LogKind.COMMANDS, snapshots.get(0).sequence());
        removeBeginning(LogKind.EVENTS, snapshots.get(1).sequence());
        JournalProof proof = JournalProof.of(copy(), line -> {});
        assertAsExpected(proof);
        assertEquals(snapshots.get(0).sequence(), proof.replay().startedFrom());
        assertEquals(10, proof.lastReservation());
    }

    /** A server that recovers from such a copy comes to the state of the original. */
    @Test
    void shouldBeRecoveredFrom() throws IOException {
        long snapshot = new SnapshotStore(data).list().get(0).sequence();
        removeBeginning(LogKind.COMMANDS, snapshot);
        removeBeginning(LogKind.EVENTS, snapshot);
        ServerConfig config =
                new ConfigLoader().withFlag("--data", "data-directory", copy()).load();
        try (BookingCore core = BookingCore.recover(config.core(), (commands, percent, rate) -> {}, failure -> {})) {
            assertEquals(expected.getProperty("stateHash"), HexFormat.of().toHexDigits(core.stateHash()));
            assertEquals(snapshot, core.recoveredFrom());
        }
    }

    @Test
    void shouldFindOutThatTheSnapshotIsMissing() throws IOException {
        removeBeginning(LogKind.COMMANDS, new SnapshotStore(data).list().get(0).sequence());
        Path copy = copy();
        for (SnapshotFile file : new SnapshotStore(copy).list()) {
            Files.delete(file.path());
        }
        assertThrows(RuntimeException.class, () -> JournalProof.of(copy, line -> {}));
    }

    @Test
    void shouldFindOutAnEventThatTheJournalDoesNotGive() {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        ConfigureEncoder e = new ConfigureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        int length = MessageHeaderEncoder.ENCODED_LENGTH + e.behaviourVersion(1).encodedLength();
        Path other = directory.resolve("other");
        try (JournalStore store = JournalStore.open(other, JournalConfig.defaults(), () -> 1_000)) {
            store.openCommands().append(1, 1_000, buffer, 0, length);
            store.commands().commit();
            store.eventLog().append(1, 0, 1_000, buffer, 0, length);
            store.eventLog().commit();
        }
        BackupException found = assertThrows(BackupException.class, () -> JournalProof.of(other, line -> {}));
        assertTrue(found.getMessage().contains("has event 1.0, which the journal does not give"), found::getMessage);
    }

    /** Commands without events may follow the event log's end, and the watermark may have passed them; events may not be missing. */
    @Test
    void shouldCoverAWatermarkThroughWhichNoEventIsMissing() throws IOException {
        Path copy = copy();
        JournalProof whole = JournalProof.of(copy, line -> {});
        assertEquals(0, whole.missingFrom());
        assertTrue(whole.covers(whole.sequence()), whole::toString);
        assertFalse(whole.covers(whole.sequence() + 1), whole::toString);

        Path lastTerm = copy.resolve("events/term-000003");
        for (String file : lastTerm.toFile().list()) {
            Files.delete(lastTerm.resolve(file));
        }
        Files.delete(lastTerm);
        JournalProof shorter = JournalProof.of(copy, line -> {});
        assertTrue(shorter.missingFrom() > shorter.eventSequence(), shorter::toString);
        assertTrue(shorter.covers(shorter.missingFrom() - 1), shorter::toString);
        assertFalse(shorter.covers(shorter.missingFrom()), shorter::toString);
        assertFalse(shorter.covers(shorter.sequence()), shorter::toString);

        // A snapshot that the replay begins at tells of events that the log has no longer.
        removeBeginningOf(
                copy, LogKind.COMMANDS, new SnapshotStore(copy).list().get(0).sequence());
        JournalProof fromSnapshot = JournalProof.of(copy, line -> {});
        assertFalse(fromSnapshot.covers(fromSnapshot.sequence()), fromSnapshot::toString);
    }

    private void assertAsExpected(JournalProof proof) {
        assertEquals(expected.getProperty("stateHash"), proof.stateHash());
        assertEquals(expected.getProperty("sequence"), Long.toString(proof.sequence()));
        assertTrue(proof.comparedEvents() > 0 && proof.eventSequence() > 0, proof::toString);
    }

    private void removeBeginning(LogKind log, long sequence) {
        removeBeginningOf(data, log, sequence);
    }

    private static void removeBeginningOf(Path directory, LogKind log, long sequence) {
        LogRetention retention = new LogRetention(directory.resolve(log.directoryName()), log, FileSync.FORCE);
        assertTrue(retention.removeThrough(sequence, Long.MAX_VALUE) > 0, log::toString);
    }

    private Path copy() throws IOException {
        BackupTarget target = BackupTarget.empty(directory.resolve("copy"));
        for (SnapshotFile file : new SnapshotStore(data).list()) {
            target.copy(file.path(), "snapshots/" + file.path().getFileName(), Long.MAX_VALUE);
        }
        LogCopy.of(data, LogKind.EVENTS, target);
        LogCopy.of(data, LogKind.COMMANDS, target);
        return target.root();
    }
}
