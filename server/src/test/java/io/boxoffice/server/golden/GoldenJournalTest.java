package io.boxoffice.server.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.journal.JournalVerifier.TermEnd;
import io.boxoffice.journal.JournalVerifier.TermReport;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogRetention;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
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
import java.util.Set;
import java.util.TreeSet;
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
    private static final int LAST_COMMAND_TEMPLATE = 29;
    private static final int LAST_EVENT_TEMPLATE = 85;

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
        // One at the end of each term but the last.
        int terms = JournalVerifier.verify(directory).commands().terms().size();
        assertEquals(terms - 1, findings.size());
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
        UnsafeBuffer tick = tick();
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

    /** Both stand in one journal as soon as an old one is gone on with. */
    @Test
    void shouldReadASchemaVersionThatIsOlderThanTheOneItWrites() {
        Path old = directory.resolve("old");
        GoldenFiles.unpack(GoldenFiles.versions().get(0), old);
        Path now = directory.resolve("new");
        GoldenFiles.unpack(GoldenFiles.versions().get(1), now);
        assertEquals(Set.of(1), schemaVersions(old, LogKind.COMMANDS));
        assertEquals(Set.of(1), schemaVersions(old, LogKind.EVENTS));
        assertEquals(Set.of(2), schemaVersions(now, LogKind.COMMANDS));
        assertEquals(Set.of(2), schemaVersions(now, LogKind.EVENTS));
        assertEquals(Set.of(ConfigureDecoder.seatMapRetentionMsEncodingOffset()), configureLengths(old));
        assertEquals(Set.of(ConfigureDecoder.maxHoldLifeMsEncodingOffset()), configureLengths(now));

        assertTrue(keepsUnusedMaps(old), "a journal that says nothing of it keeps seat maps for ever");
        assertFalse(keepsUnusedMaps(now));
    }

    /** The versions in records and in the messages within. */
    private static Set<Integer> schemaVersions(Path data, LogKind log) {
        Set<Integer> versions = new TreeSet<>();
        JournalInspector.visit(data, log, 1, Long.MAX_VALUE, (entry, buffer, offset) -> {
            versions.add(entry.schemaVersion());
            if (entry.lengthBytes() > MessageHeaderDecoder.ENCODED_LENGTH) {
                versions.add(new MessageHeaderDecoder().wrap(buffer, offset).version());
            }
            return true;
        });
        return versions;
    }

    private static Set<Integer> eventTemplates(Path data) {
        Set<Integer> templates = new TreeSet<>();
        JournalInspector.visit(data, LogKind.EVENTS, 1, Long.MAX_VALUE, (entry, buffer, offset) -> {
            templates.add(new MessageHeaderDecoder().wrap(buffer, offset).templateId());
            return true;
        });
        return templates;
    }

    private static Set<Integer> configureLengths(Path data) {
        Set<Integer> lengths = new TreeSet<>();
        JournalInspector.visit(data, LogKind.COMMANDS, 1, Long.MAX_VALUE, (entry, buffer, offset) -> {
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
            if (header.templateId() == ConfigureDecoder.TEMPLATE_ID) {
                lengths.add(header.blockLength());
            }
            return true;
        });
        return lengths;
    }

    /** Whether the rules that a journal left off with still know a seat map that nothing has used for fifty years. */
    private static boolean keepsUnusedMaps(Path data) {
        GoldenReplay replay = GoldenReplay.of(data, MessageHeaderDecoder.SCHEMA_VERSION);
        long seatMapId = 777;
        long timeMs = replay.state().lastTimeMs();
        GoldenScript.definitionOf(seatMapId).forEach(command -> replay.apply(timeMs, command));
        assertNotNull(replay.state().seatMap(seatMapId));
        replay.apply(timeMs + 50L * 365 * 86_400_000, tick().byteArray());
        replay.apply(timeMs + 50L * 365 * 86_400_000, tick().byteArray());
        return replay.state().seatMap(seatMapId) != null;
    }

    private static UnsafeBuffer tick() {
        UnsafeBuffer tick = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        new TickEncoder().wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        return tick;
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
        assertEquals(
                IntStream.rangeClosed(80, LAST_EVENT_TEMPLATE).boxed().toList(), List.copyOf(eventTemplates(once)));
        assertEquals(List.of("10 SEAT_UNAVAILABLE", "10 DUPLICATE_UNIT", "1027 MALFORMED"), replay.rejected());
        assertEquals(Set.of(version), schemaVersions(once, LogKind.COMMANDS));
        assertEquals(Set.of(version), schemaVersions(once, LogKind.EVENTS));
        assertTrue(version > 1, "what reads version 1 is newer than that");
        assertEquals(4, JournalVerifier.verify(once).commands().terms().size(), "terms");
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
