package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.PowerCutDisk.PowerLossException;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotWriter;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails at any instant: while a batch is written, before and after each sync, while files roll, while a server
 * recovers from the cut before. From what the disk may then hold, the next start has every acknowledged command, in order, and
 * the event log is complete again; snapshots that counted are there and whole, and what retention kept is enough.
 *
 * <p>5 chains of about four power cuts each, with kills and clean stops in between; 200 images with {@code mvn test -pl journal
 * -am -Dtest=PowerLossTest -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.trials=50}, from another seed on with {@code
 * -Dboxoffice.seed=SEED}. A failure names its seed.
 */
class PowerLossTest {
    private static final int TRIALS = Integer.getInteger("boxoffice.trials", 5);
    private static final long FIRST_SEED = Long.getLong("boxoffice.seed", 1);
    private static final int MAX_LIVES = 6;
    private static final int MAX_INSTANTS = 90;
    private static final int MAX_PAYLOAD_BYTES = 700;

    @TempDir
    private Path directory;

    @Test
    void shouldHaveEveryAcknowledgedCommandAfterPowerCuts() throws IOException {
        int powerCuts = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TRIALS; seed++) {
            try (Chain chain = new Chain(seed, directory.resolve("seed-" + seed), Durability.FSYNC)) {
                powerCuts += chain.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("boxoffice.seed=" + seed + ": " + e.getMessage(), e);
            }
            TestJournal.deleteTree(directory.resolve("seed-" + seed));
        }
        System.out.println("PowerLossTest: " + powerCuts + " images recovered from, seeds " + FIRST_SEED + " to "
                + (FIRST_SEED + TRIALS - 1));
        assertTrue(powerCuts >= TRIALS, "only " + powerCuts + " power cuts in " + TRIALS + " chains");
    }

    @Test
    void shouldStartAfterPowerCutsThatTookCommandsNobodySynced() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + (TRIALS + 3) / 4; seed++) {
            try (Chain chain = new Chain(seed, directory.resolve("os-" + seed), Durability.OS)) {
                chain.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("boxoffice.seed=" + seed + ": " + e.getMessage(), e);
            }
            TestJournal.deleteTree(directory.resolve("os-" + seed));
        }
    }

    /** One data directory on its way through several lives, each ended by a power cut, a kill or a clean stop. */
    private static final class Chain implements AutoCloseable {
        private final Random random;
        private final Path directory;
        private final JournalConfig config;
        private final UnsafeBuffer payload = new UnsafeBuffer(new byte[MAX_PAYLOAD_BYTES]);
        /** What was appended last under each sequence from 1 on. */
        private final List<Long> tags = new ArrayList<>();

        /** Snapshots that count, by their sequence. */
        private final TreeSet<Long> snapshots = new TreeSet<>();

        private PowerCutDisk disk;
        private long acknowledged;
        /** Whether the beginning of a log may be gone; of the events perhaps more than of the commands, which are more. */
        private boolean retained;

        private int lives;
        private int powerCuts;

        Chain(long seed, Path directory, Durability durability) throws IOException {
            random = new Random(seed);
            this.directory = directory;
            config = new JournalConfig(
                    durability, RollCycles.FIVE_MINUTELY, 1 << 20, 16 << 10, 16 << 20, 4 << 20, 1_000_000);
            Files.createDirectories(directory.resolve("life-0"));
            disk = PowerCutDisk.holding(directory.resolve("life-0"));
        }

        int run() throws IOException {
            for (lives = 1; lives <= MAX_LIVES; lives++) {
                if (random.nextInt(5) > 0) {
                    disk.failAfter(1 + random.nextInt(random.nextInt(3) == 0 ? 20 : MAX_INSTANTS));
                }
                live();
            }
            disk.failAfter(Integer.MAX_VALUE);
            try (JournalStore store = open()) {
                recover(store);
            }
            return powerCuts;
        }

        private Path data() {
            return disk.root().resolve("data");
        }

        private JournalStore open() {
            return JournalStore.open(data(), config, () -> TestJournal.EPOCH_MS, disk, TestJournal.AMPLE);
        }

        private void live() throws IOException {
            JournalStore store = null;
            boolean failed = false;
            boolean kill = random.nextBoolean();
            try {
                store = open();
                recover(store);
                work(store);
                if (!kill) {
                    store.commands().close();
                    acknowledged = tags.size();
                    store.eventLog().close();
                }
            } catch (PowerLossException e) {
                failed = true;
            } catch (JournalFailedException e) {
                failed = true;
                assertTrue(isPowerLoss(e), () -> String.valueOf(e));
            }
            PowerCutDisk before = disk;
            Path next = directory.resolve("life-" + lives);
            if (failed) {
                powerCuts++;
                disk = before.afterPowerLoss(next, random);
            } else if (kill) {
                disk = before.afterKill(next);
            }
            end(store, before);
        }

        private static boolean isPowerLoss(Throwable thrown) {
            return thrown != null && (thrown instanceof PowerLossException || isPowerLoss(thrown.getCause()));
        }

        /** Closes what is left of a killed process, or of a machine without power; nothing there matters any more. */
        private void end(JournalStore store, PowerCutDisk before) throws IOException {
            if (disk != before) {
                before.disconnect();
            }
            if (store != null) {
                store.close();
            }
            if (disk != before) {
                before.close();
                TestJournal.deleteTree(before.root());
            }
        }

        /** What the server does before it sells: replays, completes the event log. */
        private void recover(JournalStore store) {
            long end = store.tail().lastSequence();
            assertTrue(
                    end >= acknowledged && end <= tags.size(),
                    () -> "recovered through " + end + ", acknowledged " + acknowledged + ", written " + tags.size());
            assertTrue(store.eventLog().lastSequence() <= end, "events beyond the journal");
            tags.subList((int) end, tags.size()).clear();
            acknowledged = end;
            assertSnapshots(store, end);
            long kept = store.reader().keptAfter();
            assertTrue(kept == 0 || kept <= snapshots.first(), () -> kept + " of " + snapshots);
            long[] last = {kept};
            store.reader()
                    .replay(
                            kept,
                            (sequence, timeMs, buffer, offset, length) -> {
                                assertEquals(++last[0], sequence);
                                assertEquals(timeMs(sequence), timeMs);
                                assertRecord(sequence, -1, buffer, offset, length);
                                if (sequence > store.eventLog().lastSequence()) {
                                    appendEvents(store, sequence);
                                }
                            },
                            (commands, percent, rate) -> {});
            store.eventLog().commit();
            assertEquals(end, last[0]);
            assertEventsComplete(retained ? snapshots.first() : 0, end);
            JournalVerifier.Report report = JournalVerifier.verify(data());
            assertTrue(report.sound(), report::toString);
        }

        private void work(JournalStore store) {
            ChronicleCommandJournal journal = store.openCommands();
            for (int step = 5 + random.nextInt(30); step > 0; step--) {
                int commands = 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 5);
                long first = tags.size() + 1L;
                for (int i = 0; i < commands; i++) {
                    long sequence = tags.size() + 1L;
                    tags.add(random.nextLong());
                    int length = write(sequence, -1);
                    journal.append(sequence, timeMs(sequence), payload, 0, length);
                }
                journal.commit();
                if (config.durability() == Durability.FSYNC) {
                    acknowledged = tags.size();
                }
                for (long sequence = first; sequence <= tags.size(); sequence++) {
                    appendEvents(store, sequence);
                }
                store.eventLog().commit();
                disk.instant();
                if (random.nextInt(6) == 0) {
                    journal.seal();
                    acknowledged = tags.size();
                }
                if (random.nextInt(6) == 0) {
                    store.eventLog().force();
                }
                if (random.nextInt(5) == 0) {
                    makeSnapshot(store);
                }
                if (snapshots.size() > 2) {
                    retain(store);
                }
            }
        }

        private void makeSnapshot(JournalStore store) {
            long sequence = tags.size();
            store.forceWritten();
            acknowledged = sequence;
            long lastEvent = sequence;
            while (lastEvent > 0 && events(lastEvent) == 0) {
                lastEvent--;
            }
            SnapshotHeader header =
                    new SnapshotHeader(1, 1, store.journalId(), sequence, timeMs(sequence), hash(sequence), lastEvent);
            try (SnapshotWriter writer = store.snapshots().create(header)) {
                for (int chunks = random.nextInt(12); chunks >= 0; chunks--) {
                    writer.write(payload, 0, write(sequence, chunks));
                }
                writer.finish();
                disk.instant();
                writer.commit();
                snapshots.add(sequence);
            }
        }

        /** Removes the oldest snapshot, then what only that one needed. */
        private void retain(JournalStore store) {
            SnapshotFile oldest = store.snapshots().list().get(snapshots.size() - 1);
            snapshots.remove(oldest.sequence());
            store.snapshots().remove(oldest);
            disk.instant();
            retained = true;
            for (LogKind log : LogKind.values()) {
                store.retention(log).removeThrough(snapshots.first(), Long.MAX_VALUE);
                disk.instant();
            }
        }

        /** Each that counted is there and whole; others may be, if they are whole too, and of commands that are there. */
        private void assertSnapshots(JournalStore store, long end) {
            List<Long> found = new ArrayList<>();
            for (SnapshotFile file : store.snapshots().list()) {
                found.add(file.sequence());
                try (SnapshotReader reader = store.snapshots().open(file, store.journalId(), 1)) {
                    assertEquals(hash(file.sequence()), reader.header().stateHash());
                    reader.readThrough();
                    assertTrue(file.sequence() <= end, () -> "snapshot " + file + " of a journal through " + end);
                    assertTrue(reader.header().lastEventSequence() <= eventsThrough(store), () -> "events of " + file);
                }
            }
            assertTrue(found.containsAll(snapshots), () -> snapshots + " are not all in " + found);
            snapshots.addAll(found);
        }

        private static long eventsThrough(JournalStore store) {
            return store.eventLog().lastSequence();
        }

        private long hash(long sequence) {
            return tags.get((int) sequence - 1);
        }

        private void appendEvents(JournalStore store, long sequence) {
            int events = events(sequence);
            for (int ordinal = 0; ordinal < events; ordinal++) {
                int length = write(sequence, ordinal);
                store.eventLog().append(sequence, ordinal, timeMs(sequence), payload, 0, length);
            }
            if (random.nextInt(4) == 0) {
                store.eventLog().commit();
            }
        }

        private void assertEventsComplete(long after, long end) {
            List<String> expected = new ArrayList<>();
            for (long sequence = after + 1; sequence <= end; sequence++) {
                for (int ordinal = 0; ordinal < events(sequence); ordinal++) {
                    expected.add(sequence + "." + ordinal);
                }
            }
            List<String> fed = new ArrayList<>();
            try (EventFeed feed = new EventLogSource(data()).openAfter(after)) {
                EventFeed.Handler handler = (sequence, ordinal, timeMs, buffer, offset, length) -> {
                    assertRecord(sequence, ordinal, buffer, offset, length);
                    fed.add(sequence + "." + ordinal);
                };
                while (feed.poll(handler, 1_000) > 0) {
                    continue;
                }
            }
            assertEquals(expected, fed);
        }

        private int events(long sequence) {
            return (int) (tags.get((int) sequence - 1) & 3);
        }

        /** Files roll every few commands. */
        private static long timeMs(long sequence) {
            return TestJournal.EPOCH_MS + sequence * 4_000;
        }

        private int write(long sequence, int ordinal) {
            Random content = new Random(tags.get((int) sequence - 1) + ordinal);
            int length = 16 + content.nextInt(MAX_PAYLOAD_BYTES - 16);
            for (int i = 0; i < length; i++) {
                payload.putByte(i, (byte) content.nextInt());
            }
            return length;
        }

        private void assertRecord(long sequence, int ordinal, DirectBuffer buffer, int offset, int length) {
            assertEquals(write(sequence, ordinal), length);
            for (int i = 0; i < length; i++) {
                if (payload.getByte(i) != buffer.getByte(offset + i)) {
                    throw new AssertionError("record " + sequence + "." + ordinal + " is not what was written");
                }
            }
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
