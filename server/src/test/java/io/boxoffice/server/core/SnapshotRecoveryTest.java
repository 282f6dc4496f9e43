package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.JournalVerifier;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.KeptFrom;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.journal.snapshot.SnapshotWriter;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.server.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recovery from snapshots, and what is removed because of them, on a real journal. */
class SnapshotRecoveryTest {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    @TempDir
    Path data;

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void shouldBeginAtTheNewestSnapshotAndBeAsAfterAFullReplay() {
        List<Long> snapshots = sellAndMakeSnapshots(3);
        String published;
        long lastEvent;
        try (BookingCore core = start(0)) {
            assertEquals(snapshots.get(0), core.recoveredFrom());
            published = published(core);
            lastEvent = core.lastEventSequence();
            SoldShow.hold(core, 9, 40);
        }
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(replayedHash(), core.stateHash());
        }
        removeSnapshots();
        try (BookingCore core = start(0)) {
            assertEquals(0, core.recoveredFrom());
            assertFalse(published.isEmpty());
            assertTrue(core.lastEventSequence() > lastEvent);
        }
        assertTrue(JournalVerifier.verify(data).sound());
    }

    @Test
    void shouldPublishFromASnapshotWhatReplayPublishes() {
        sellAndMakeSnapshots(2);
        String fromSnapshot;
        long lastEvent;
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertTrue(core.recoveredFrom() > 0);
            fromSnapshot = published(core);
            lastEvent = core.lastEventSequence();
        }
        removeSnapshots();
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(0, core.recoveredFrom());
            assertEquals(published(core), fromSnapshot);
            assertEquals(core.lastEventSequence(), lastEvent);
        }
    }

    @Test
    void shouldFallBackPastDamagedSnapshotsToTheFirstCommand() throws IOException {
        List<Long> snapshots = sellAndMakeSnapshots(3);
        List<SnapshotFile> files = new SnapshotStore(data).list();
        for (int i = 0; i < files.size(); i++) {
            flipAByte(files.get(i).path());
            assertFalse(JournalVerifier.verify(data).sound());
            long expected = i + 1 < snapshots.size() ? snapshots.get(i + 1) : 0;
            try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
                assertEquals(expected, core.recoveredFrom());
                assertEquals(replayedHash(), core.stateHash());
            }
        }
    }

    @Test
    void shouldNotBeginBeyondTheEventLogAndNeverDoubleAnEvent() throws IOException {
        sellAndMakeSnapshots(2);
        List<String> events = events();
        Path moved = data.resolve("events-moved-away");
        Files.move(data.resolve("events"), moved);
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(0, core.recoveredFrom(), "a new event log must be made from the first command");
        }
        assertEquals(events, events());
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertTrue(core.recoveredFrom() > 0);
        }
        assertEquals(events, events());
    }

    @Test
    void shouldRefuseToStartWhenASnapshotKnowsMoreThanTheJournal() {
        sellAndMakeSnapshots(1);
        long journalId = JournalVerifier.verify(data).commands().journalId();
        write(new SnapshotHeader(MessageHeaderDecoder.SCHEMA_VERSION, 1, journalId, 1_000_000, 1, 2, 3));
        JournalCorruptException e = assertThrows(
                JournalCorruptException.class,
                () -> BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set));
        assertTrue(e.getMessage().contains("1000000"), e.getMessage());
        assertFalse(JournalVerifier.verify(data).sound());
    }

    @Test
    void shouldRefuseToStartOnWhatANewerProgramWrote() {
        sellAndMakeSnapshots(1);
        long journalId = JournalVerifier.verify(data).commands().journalId();
        write(new SnapshotHeader(MessageHeaderDecoder.SCHEMA_VERSION + 1, 1, journalId, 1_000_000, 1, 2, 3));
        NewerVersionException e = assertThrows(
                NewerVersionException.class,
                () -> BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set));
        assertTrue(e.getMessage().contains("start a newer Boxoffice on it"), e.getMessage());
    }

    @Test
    void shouldWriteOneAtACleanStop() {
        CoreConfig config = config(0, "snapshot.stop-commands", 5);
        long hash;
        try (BookingCore core = start(config)) {
            SoldShow.define(core);
            for (int seat = 0; seat < 10; seat++) {
                SoldShow.hold(core, 1, seat);
            }
        }
        hash = replayedHash();
        try (BookingCore core = BookingCore.recover(config, (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(core.store().tail().lastSequence(), core.recoveredFrom());
            assertEquals(hash, core.stateHash());
        }
    }

    @Test
    void shouldRemoveOnlyWhatNeitherSnapshotNorWriterNorTimeNeeds() {
        List<Long> snapshots = sellAndMakeSnapshots(6);
        long end = JournalVerifier.verify(data).commands().lastSequence();
        long now = System.currentTimeMillis();
        try (JournalStore store = open()) {
            retention(store, 0, now + 400 * DAY_MS).run();
            assertEquals(0, keptAfter(store), "the watermark is not known");
            assertEquals(4, snapshotSequences().size(), "three, and the oldest");
            assertEquals(snapshots.get(5), snapshotSequences().get(3));
            retention(store, snapshots.get(5) - 1, now + 400 * DAY_MS).run();
            assertTrue(keptAfter(store) < snapshots.get(5), "the writer still needs it");
            retention(store, end, now + 29 * DAY_MS).run();
            assertTrue(keptAfter(store) < snapshots.get(5), "not 30 days old");
            assertEquals(snapshots.subList(0, 3), snapshotSequences());
            retention(store, end, now + 31 * DAY_MS).run();
            assertTrue(keptAfter(store) > 0);
            assertTrue(keptAfter(store) <= snapshots.get(2), "the oldest snapshot needs what follows it");
        }
        assertTrue(JournalVerifier.verify(data).sound());
        assertTrue(SnapshotCheck.run(data).stream().allMatch(SnapshotCheck.Finding::good));
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(snapshots.get(0), core.recoveredFrom());
            JournalReplay replay = new JournalReplay(SoldShow.SHOW);
            replay.run(data, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
            assertEquals(snapshots.get(0), replay.startedFrom());
            assertEquals(core.stateHash(), replay.stateHash());
            JournalReplay earlier = new JournalReplay(SoldShow.SHOW);
            earlier.run(data, snapshots.get(0) - 1, Long.MAX_VALUE, (commands, percent, rate) -> {});
            assertEquals(snapshots.get(1), earlier.startedFrom(), "--until picks one before it");
        }
    }

    @Test
    void shouldKeepOlderSnapshotsForThoseThatAreDamagedOrCannotBeLoaded() throws IOException {
        List<Long> snapshots = sellAndMakeSnapshots(6);
        long end = JournalVerifier.verify(data).commands().lastSequence();
        flipAByte(fileOf(snapshots.get(0)));
        // Sound bytes of which no state comes.
        write(headerOf(snapshots.get(2)));
        try (JournalStore store = open()) {
            retention(store, end, System.currentTimeMillis() + 400 * DAY_MS).run();
            assertTrue(
                    keptAfter(store) <= snapshots.get(4),
                    "the log is kept from the oldest of the good ones on, at least");
        }
        assertEquals(snapshots.subList(0, 5), snapshotSequences(), "three good ones, and two for a person to look at");
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(snapshots.get(1), core.recoveredFrom());
        }
    }

    private Path fileOf(long sequence) {
        return new SnapshotStore(data)
                .list().stream()
                        .filter(file -> file.sequence() == sequence)
                        .findFirst()
                        .orElseThrow()
                        .path();
    }

    private SnapshotHeader headerOf(long sequence) {
        try (SnapshotReader reader =
                new SnapshotStore(data).open(new SnapshotFile(sequence, fileOf(sequence)), 0, 99)) {
            return reader.header();
        }
    }

    @Test
    void shouldMakeALostEventLogAgainFromTheOldestSnapshotOn() throws IOException {
        List<Long> snapshots = sellAndMakeSnapshots(5);
        long end = JournalVerifier.verify(data).commands().lastSequence();
        try (JournalStore store = open()) {
            retention(store, end, System.currentTimeMillis() + 400 * DAY_MS).run();
            assertTrue(keptAfter(store) > 0);
        }
        List<String> before = events();
        Files.move(data.resolve("events"), data.resolve("events-moved-away"));
        long oldest = snapshots.get(2);
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(oldest, core.recoveredFrom());
            assertThrows(IllegalStateException.class, () -> core.events().openAfter(oldest - 1));
        }
        before.removeIf(event -> Long.parseLong(event.substring(0, event.indexOf('.'))) <= oldest);
        assertFalse(before.isEmpty());
        assertEquals(before, events());
        assertTrue(JournalVerifier.verify(data).sound());
        try (BookingCore core = BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set)) {
            assertEquals(snapshots.get(0), core.recoveredFrom());
        }
        assertEquals(before, events());
    }

    @Test
    void shouldSayThatNothingReachesBackWhenTheSnapshotsAreGoneToo() throws IOException {
        sellAndMakeSnapshots(5);
        long end = JournalVerifier.verify(data).commands().lastSequence();
        try (JournalStore store = open()) {
            retention(store, end, System.currentTimeMillis() + 400 * DAY_MS).run();
            assertTrue(keptAfter(store) > 0);
        }
        for (SnapshotFile file : new SnapshotStore(data).list()) {
            flipAByte(file.path());
        }
        JournalCorruptException e = assertThrows(
                JournalCorruptException.class,
                () -> BookingCore.recover(config(0), (commands, percent, rate) -> {}, failure::set));
        assertTrue(e.getMessage().contains("no snapshot that can be used reaches back"), e.getMessage());
    }

    /** Each snapshot in a run, and so a term, of its own. Returns their sequences, newest first. */
    private List<Long> sellAndMakeSnapshots(int count) {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (BookingCore core = start(3)) {
                if (i == 0) {
                    SoldShow.define(core);
                }
                for (int seat = 0; seat < 5; seat++) {
                    SoldShow.hold(core, i + 1, i * 5 + seat);
                }
                long nearlyAll = core.shows().sequence() - 2;
                await(() -> core.snapshots().lastSequence() >= nearlyAll);
            }
            sequences.add(0, new SnapshotStore(data).list().get(0).sequence());
            assertTrue(i == 0 || sequences.get(0) > sequences.get(1));
            keepNewestOf(sequences);
        }
        assertEquals(sequences, snapshotSequences());
        return sequences;
    }

    /** One a run: how many more a run made depends on when its thread came to look. */
    private void keepNewestOf(List<Long> sequences) {
        SnapshotStore store = new SnapshotStore(data);
        for (SnapshotFile file : store.list()) {
            if (!sequences.contains(file.sequence())) {
                store.remove(file);
            }
        }
    }

    private List<Long> snapshotSequences() {
        return new SnapshotStore(data)
                .list().stream().map(SnapshotFile::sequence).toList();
    }

    private void removeSnapshots() {
        SnapshotStore store = new SnapshotStore(data);
        store.list().forEach(store::remove);
    }

    private void write(SnapshotHeader header) {
        try (SnapshotWriter writer = new SnapshotStore(data).create(header)) {
            writer.write(new UnsafeBuffer(new byte[9]), 0, 9);
            writer.finish();
            writer.commit();
        }
    }

    private Retention retention(JournalStore store, long watermark, long nowMs) {
        return new Retention(store, config(0), () -> watermark, () -> Long.MAX_VALUE, () -> nowMs);
    }

    private JournalStore open() {
        return JournalStore.open(data, config(0).journal(), System::currentTimeMillis);
    }

    private long keptAfter(JournalStore store) {
        KeptFrom kept = KeptFrom.read(store.dataDirectory().resolve("journal"), LogKind.COMMANDS);
        return kept == null ? 0 : kept.sequence();
    }

    private static void flipAByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        long first = JournalVerifier.verify(data).events().terms().get(0).continuesFrom() + 1;
        JournalInspector.visit(
                data,
                LogKind.EVENTS,
                first,
                Long.MAX_VALUE,
                (entry, buffer, offset) -> events.add(entry.sequence() + "." + entry.ordinal()));
        return events;
    }

    private static String published(BookingCore core) {
        StringBuilder text = new StringBuilder();
        for (long id : core.shows().showIds()) {
            AvailabilitySnapshot seats = new AvailabilitySnapshot();
            core.shows().show(id).availability().copyTo(seats);
            text.append(core.shows().show(id).definition())
                    .append(Arrays.toString(seats.words))
                    .append(Arrays.toString(seats.areaHeld))
                    .append(Arrays.toString(seats.areaSold))
                    .append(core.shows().show(id).prices().classCount())
                    .append(core.shows().show(id).seatMap().seatCount());
        }
        return text.toString();
    }

    private BookingCore start(long intervalCommands) {
        return start(config(intervalCommands));
    }

    private BookingCore start(CoreConfig config) {
        BookingCore core = BookingCore.recover(config, (commands, percent, rate) -> {}, failure::set);
        core.start();
        return core;
    }

    private CoreConfig config(long intervalCommands) {
        return config(intervalCommands, "snapshot.kept", intervalCommands > 0 ? 1000 : 3);
    }

    private CoreConfig config(long intervalCommands, String key, Object value) {
        return new ConfigLoader()
                .withFlag("--data", "data-directory", data)
                .withFlag("test", "snapshot.interval-commands", intervalCommands)
                .withFlag("test", "snapshot.interval-ms", 0)
                .withFlag("test", key, value)
                .load()
                .core();
    }

    private long replayedHash() {
        JournalReplay replay = new JournalReplay(0);
        replay.run(data, Long.MAX_VALUE, Long.MAX_VALUE, (commands, percent, rate) -> {});
        assertEquals(0, replay.startedFrom());
        return replay.stateHash();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
