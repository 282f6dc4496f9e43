package io.boxoffice.server.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.journal.JournalVerifier.TermEnd;
import io.boxoffice.journal.JournalVerifier.TermReport;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.TickEncoder;
import io.boxoffice.server.core.JournalReplay;
import io.boxoffice.server.core.SnapshotCheck;
import io.boxoffice.server.golden.GoldenReplay.Hashes;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The journals of all versions are read as they were meant. A release adds that of its own version, once, by
 *
 * <pre>mvn test -pl server -am -Dtest=GoldenJournalTest -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.golden.add=0.1.0</pre>
 */
class GoldenJournalTest {
    private static final int LAST_COMMAND_TEMPLATE = 25;

    @TempDir
    private Path directory;

    static Stream<Path> versions() {
        return GoldenFiles.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheJournalOfEveryVersion(Path version) {
        Properties expected = GoldenFiles.expected(version);
        int schemaVersion = Integer.parseInt(expected.getProperty("schemaVersion"));
        GoldenFiles.unpack(version, directory);
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertTrue(report.sound(), report::toString);
        List<TermEnd> ends =
                report.commands().terms().stream().map(TermReport::end).toList();
        assertTrue(ends.containsAll(List.of(TermEnd.SEALED, TermEnd.OPEN, TermEnd.TORN)), ends::toString);

        Hashes hashes = GoldenReplay.of(directory, schemaVersion).hashes();
        assertEquals(expected(expected), hashes);
        assertEquals(hashes.events(), GoldenReplay.ofEventLog(directory, schemaVersion), "the event log");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadTheSnapshotsOfEveryVersion(Path version) {
        GoldenFiles.unpack(version, directory);
        List<SnapshotCheck.Finding> findings = SnapshotCheck.run(directory);
        assertEquals(2, findings.size());
        assertTrue(findings.stream().allMatch(SnapshotCheck.Finding::good), findings::toString);
        long newest = new SnapshotStore(directory).list().get(0).sequence();
        Path journal = directory.resolve(LogKind.COMMANDS.directoryName());
        assertTrue(
                new LogRetention(journal, LogKind.COMMANDS, FileSync.FORCE).removeThrough(newest, Long.MAX_VALUE) > 0);
        JournalReplay replay = new JournalReplay(0);
        replay.run(directory, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertEquals(newest, replay.startedFrom());
        assertEquals(
                GoldenFiles.expected(version).getProperty("stateHash"),
                HexFormat.of().toHexDigits(replay.stateHash()));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldGoOnFromTheJournalOfEveryVersion(Path version) {
        GoldenFiles.unpack(version, directory);
        Hashes expected = expected(GoldenFiles.expected(version));
        UnsafeBuffer tick = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        long later = GoldenScript.START_MS + 365L * 86_400_000;
        try (JournalStore store = JournalStore.open(directory, GoldenWriter.CONFIG, () -> later)) {
            assertEquals(expected.sequence(), store.tail().lastSequence());
            assertTrue(store.tail().torn());
            store.openCommands().append(expected.sequence() + 1, later, tick, 0, tick.capacity());
            store.commands().commit();
        }
        assertTrue(JournalVerifier.verify(directory).sound());
        assertEquals(
                expected.sequence() + 1,
                GoldenReplay.of(directory, MessageHeaderDecoder.SCHEMA_VERSION)
                        .hashes()
                        .sequence());
    }

    /** The writer is deterministic, and its script leaves no command out. */
    @Test
    void shouldWriteTheSameEachTime() {
        int version = MessageHeaderDecoder.SCHEMA_VERSION;
        Path once = GoldenWriter.write(directory.resolve("once"));
        Path again = GoldenWriter.write(directory.resolve("again"));
        GoldenReplay replay = GoldenReplay.of(once, version);
        assertEquals(replay.hashes(), GoldenReplay.of(again, version).hashes());
        assertEquals(
                IntStream.rangeClosed(1, LAST_COMMAND_TEMPLATE).boxed().toList(),
                List.copyOf(replay.accepted()),
                "commands that were accepted");
        assertEquals(3, replay.rejected());
        assertEquals(3, JournalVerifier.verify(once).commands().terms().size(), "terms");
    }

    @Test
    @EnabledIfSystemProperty(named = "boxoffice.golden.add", matches = ".+")
    void shouldAddThisVersion() {
        int version = MessageHeaderDecoder.SCHEMA_VERSION;
        Path data = GoldenWriter.write(directory.resolve("new"));
        Hashes hashes = GoldenReplay.of(data, version).hashes();
        Path added = GoldenFiles.add(
                System.getProperty("boxoffice.golden.add"),
                data,
                List.of(
                        "schemaVersion=" + version,
                        "behaviourVersion=" + BookingStateMachine.BEHAVIOUR_VERSION,
                        "sequence=" + hashes.sequence(),
                        "stateHash=" + hashes.state(),
                        "repliesSha256=" + hashes.replies(),
                        "eventsSha256=" + hashes.events()));
        assertFalse(GoldenFiles.expected(added).isEmpty());
    }

    private static Hashes expected(Properties expected) {
        return new Hashes(
                Long.parseLong(expected.getProperty("sequence")),
                expected.getProperty("stateHash"),
                expected.getProperty("repliesSha256"),
                expected.getProperty("eventsSha256"));
    }
}
