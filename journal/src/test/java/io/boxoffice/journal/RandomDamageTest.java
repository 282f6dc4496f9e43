package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.journal.recordlog.TermDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rot and careless hands, at random, in journal and event log: whatever is done to the files, a start either refuses and names
 * file, sequence and remedy, or has every command and every event exactly as it was; and {@code journal verify} says before
 * the start what comes of it. Only damage to the last batch of a server that was killed is taken for a torn one.
 *
 * <p>500 flipped bits and 150 tamperings; more with {@code mvn test -pl journal -am -Dtest=RandomDamageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dboxoffice.flips=10000}, from another seed with {@code -Dboxoffice.seed=SEED}.
 */
class RandomDamageTest {
    private static final int FLIPS = Integer.getInteger("boxoffice.flips", 500);
    private static final long SEED = Long.getLong("boxoffice.seed", 20261120);
    private static final int TERMS = 3;
    private static final int KILLED_TERM = 2;
    private static final int COMMANDS_PER_TERM = 60;
    private static final int COMMANDS = TERMS * COMMANDS_PER_TERM;

    /** Where a batch of records stands. */
    private record Place(LogKind log, Path file, long position, int length, long goodBefore) {
        boolean contains(Path other, long at) {
            return file.equals(other) && at >= position && at < position + length;
        }
    }

    /** What came of a damaged directory; null: nothing was found there. */
    private record Findings(String verify, JournalCorruptException start, JournalCorruptException events) {
        boolean none() {
            return verify == null && start == null && events == null;
        }

        @Override
        public String toString() {
            return "verify: " + verify + "; start: " + start + "; events: " + events;
        }
    }

    @TempDir
    private Path temporary;

    private final Random random = new Random(SEED);
    private Path directory;
    private List<Place> places;

    @BeforeEach
    void write() {
        directory = temporary.resolve("data");
        for (int term = 1; term <= TERMS; term++) {
            try (JournalStore store = TestJournal.open(directory)) {
                recover(store);
                ChronicleCommandJournal journal = store.openCommands();
                long last = (long) term * COMMANDS_PER_TERM;
                for (long first = journal.lastSequence() + 1; first <= last; first += 4) {
                    for (long sequence = first; sequence < first + 4; sequence++) {
                        append(journal, sequence);
                        appendEvents(store.eventLog(), sequence);
                    }
                    journal.commit();
                    store.eventLog().commit();
                }
                if (term == KILLED_TERM) {
                    TestJournal.abandon(store);
                }
            }
        }
        places = new ArrayList<>();
        locate(LogKind.COMMANDS);
        locate(LogKind.EVENTS);
        assertTrue(findings().none());
    }

    @Test
    void shouldDetectEveryFlippedBitOrReadTheSame() throws IOException {
        List<Path> files = files();
        int refused = 0;
        int foundLater = 0;
        for (int i = 0; i < FLIPS; i++) {
            Path file = files.get(random.nextInt(files.size()));
            long at = somewhere(file);
            byte bit = (byte) (1 << random.nextInt(8));
            flip(file, at, bit);
            Findings found = findings();
            flip(file, at, bit);
            String what = "seed " + SEED + ", flip " + i + ": byte " + at + " of " + file + ": " + found;
            refused += found.start != null ? 1 : 0;
            foundLater += found.start == null && found.events != null ? 1 : 0;
            for (Place place : places) {
                if (place.contains(file, at)) {
                    assertFound(place, found, what);
                }
            }
        }
        System.out.println("RandomDamageTest: " + FLIPS + " flips: " + refused + " refused at start, " + foundLater
                + " in what a start does not read, " + (FLIPS - refused - foundLater) + " without effect");
        assertTrue(refused + foundLater > FLIPS / 4, "only " + refused + " and " + foundLater);
    }

    @Test
    void shouldDetectTamperingOrReadTheSame() throws IOException {
        int refused = 0;
        int tamperings = Math.max(150, FLIPS / 10);
        Path copy = temporary.resolve("copy");
        for (int i = 0; i < tamperings; i++) {
            TestJournal.copyTree(directory, copy);
            String what = tamper();
            Findings found;
            try {
                found = findings();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + SEED + ", tampering " + i + ": " + what + ": " + e.getMessage(), e);
            }
            refused += found.none() ? 0 : 1;
            TestJournal.deleteTree(directory);
            TestJournal.copyTree(copy, directory);
            TestJournal.deleteTree(copy);
        }
        System.out.println("RandomDamageTest: " + tamperings + " tamperings: " + refused + " detected");
        assertTrue(refused > tamperings / 2, "only " + refused);
    }

    /** A batch that is damaged is never passed over. */
    private void assertFound(Place place, Findings found, String what) {
        assertTrue(found.verify != null, what);
        JournalCorruptException said = found.start != null ? found.start : found.events;
        assertTrue(said != null && (place.log == LogKind.EVENTS || found.start != null), what);
        assertEquals(place.file, said.file(), what);
        assertEquals(place.goodBefore, said.lastGoodSequence(), what);
        assertTrue(said.getMessage().contains("Nothing that was written was changed"), what);
        assertTrue(found.verify.contains("sequence " + place.goodBefore), what);
    }

    /** One careless act. */
    private String tamper() throws IOException {
        List<Path> files = files();
        Path one = files.get(random.nextInt(files.size()));
        Path other = files.get(random.nextInt(files.size()));
        int last = TermDirectory.list(directory.resolve("journal"), LogKind.COMMANDS)
                .size();
        LogKind log = random.nextBoolean() ? LogKind.COMMANDS : LogKind.EVENTS;
        Path terms = TestJournal.logDirectory(directory, log);
        int number = 1 + random.nextInt(last);
        Path term = TermDirectory.of(terms, number).path();
        switch (random.nextInt(8)) {
            case 0 -> {
                long bytes = somewhere(one);
                try (RandomAccessFile raw = new RandomAccessFile(one.toFile(), "rw")) {
                    raw.setLength(bytes);
                }
                return "cut " + one + " to " + bytes;
            }
            case 1 -> {
                Files.delete(one);
                return "removed " + one;
            }
            case 2 -> {
                byte[] bytes = Files.readAllBytes(one);
                Files.write(one, Files.readAllBytes(other));
                Files.write(other, bytes);
                return "swapped " + one + " and " + other;
            }
            case 3 -> {
                Path name =
                        one.resolveSibling("2099" + one.getFileName().toString().substring(4));
                Files.copy(one, name);
                return "duplicated " + one + " as " + name;
            }
            case 4 -> {
                Files.write(one, Files.readAllBytes(other));
                return "copied " + other + " over " + one;
            }
            case 5 -> {
                TestJournal.deleteTree(term);
                return "removed " + term;
            }
            case 6 -> {
                Path next = TermDirectory.of(terms, last + 1).path();
                TestJournal.copyTree(term, next);
                return "duplicated " + term + " as " + next;
            }
            default -> {
                long at = somewhere(one) & -4096;
                try (RandomAccessFile raw = new RandomAccessFile(one.toFile(), "rw")) {
                    raw.seek(at);
                    raw.write(new byte[4096]);
                }
                return "zeros at " + at + " of " + one;
            }
        }
    }

    /** What verify, a start, and a reader of all events afterwards say; all that any of them reads must be right. */
    private Findings findings() {
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        String verify = report.sound()
                ? null
                : report.commands().sound()
                        ? report.events().damage()
                        : report.commands().damage();
        JournalCorruptException start = null;
        JournalCorruptException events = null;
        List<Path> before = terms();
        try (JournalStore store = TestJournal.open(directory)) {
            recover(store);
            assertEquals(COMMANDS, store.tail().lastSequence(), "commands");
        } catch (JournalCorruptException e) {
            start = e;
        }
        if (start == null) {
            events = readEvents();
        }
        terms().stream().filter(term -> !before.contains(term)).forEach(TestJournal::deleteTree);
        Findings found = new Findings(verify, start, events);
        assertEquals(start != null || events != null, verify != null, found::toString);
        return found;
    }

    private List<Path> terms() {
        List<Path> terms = new ArrayList<>();
        for (LogKind log : LogKind.values()) {
            try (Stream<Path> children = Files.list(TestJournal.logDirectory(directory, log))) {
                terms.addAll(children.toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return terms;
    }

    /** All of them, right and in order; or what stands in the way. */
    private JournalCorruptException readEvents() {
        long sequence = 0;
        int ordinal = 0;
        try (LogReader reader = LogReader.open(TestJournal.logDirectory(directory, LogKind.EVENTS), LogKind.EVENTS)) {
            while (reader.next()) {
                BatchView batch = reader.batch();
                for (int at = batch.firstPosition(); batch.hasRecordAt(at); at = batch.positionAfter(at)) {
                    if (batch.sequenceAt(at) > reader.limit()) {
                        break;
                    }
                    if (ordinal == events(sequence)) {
                        sequence++;
                        ordinal = 0;
                    }
                    assertEquals(sequence + "." + ordinal, batch.sequenceAt(at) + "." + batch.ordinalAt(at));
                    TestJournal.assertPayload(
                            sequence, ordinal, batch.buffer(), batch.payloadOffsetAt(at), batch.payloadLengthAt(at));
                    ordinal++;
                }
            }
        } catch (JournalCorruptException e) {
            return e;
        }
        assertEquals(COMMANDS + "." + events(COMMANDS), sequence + "." + ordinal, "events");
        return null;
    }

    private void recover(JournalStore store) {
        long[] last = {0};
        store.reader()
                .replay(
                        0,
                        (sequence, timeMs, buffer, offset, length) -> {
                            assertEquals(++last[0], sequence);
                            assertEquals(timeMs(sequence), timeMs);
                            TestJournal.assertPayload(sequence, 0, buffer, offset, length);
                            if (sequence > store.eventLog().lastSequence()) {
                                appendEvents(store.eventLog(), sequence);
                            }
                        },
                        (commands, percent, rate) -> {});
        store.eventLog().commit();
    }

    private static long timeMs(long sequence) {
        return TestJournal.EPOCH_MS + sequence * 8_000;
    }

    private static int events(long sequence) {
        return sequence == 0 ? 0 : 1 + (int) (sequence % 3);
    }

    private static void append(ChronicleCommandJournal journal, long sequence) {
        journal.append(
                sequence,
                timeMs(sequence),
                TestJournal.payload(sequence, 0),
                0,
                TestJournal.payloadLength(sequence, 0));
    }

    private static void appendEvents(ChronicleEventLog log, long sequence) {
        for (int ordinal = 0; ordinal < events(sequence); ordinal++) {
            log.append(
                    sequence,
                    ordinal,
                    timeMs(sequence),
                    TestJournal.payload(sequence, ordinal),
                    0,
                    TestJournal.payloadLength(sequence, ordinal));
        }
    }

    private void locate(LogKind log) {
        try (LogReader reader = LogReader.open(TestJournal.logDirectory(directory, log), log)) {
            long before = 0;
            while (reader.next()) {
                BatchView batch = reader.batch();
                if (batch.is(BatchKind.RECORDS)) {
                    places.add(new Place(log, reader.file(), reader.position(), batch.lengthBytes(), before));
                    before = batch.lastSequence();
                }
            }
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (LogKind log : LogKind.values()) {
            TermDirectory.list(TestJournal.logDirectory(directory, log), log)
                    .forEach(term -> files.addAll(term.cycleFiles()));
        }
        return files;
    }

    /** A byte of the part that was written to, or a little beyond. */
    private long somewhere(Path file) {
        long end = places.stream()
                .filter(place -> place.file.equals(file))
                .mapToLong(place -> place.position + place.length)
                .max()
                .orElse(4096);
        long start = random.nextInt(5) == 0
                ? 0
                : places.stream()
                        .filter(place -> place.file.equals(file))
                        .mapToLong(Place::position)
                        .min()
                        .orElse(0);
        return start + (long) (random.nextDouble() * (end - start + 100));
    }

    private static void flip(Path file, long at, byte bit) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            int value = raw.read();
            raw.seek(at);
            raw.write(value ^ bit);
        }
    }
}
