package io.boxoffice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogReader;
import io.boxoffice.protocol.port.EventFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event log, its completion after a crash, and its feeds. */
class EventLogTest {
    @TempDir
    Path directory;

    @Test
    void shouldHandOutWholeCommandsInOrder() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            run(store, 1, 10, 3);
            assertEquals(expected(1, 10), TestJournal.drain(feed));
            assertEquals(10, store.eventLog().lastSequence());
        }
    }

    @Test
    void shouldStopBetweenCommandsWhenTheLimitIsReached() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            run(store, 1, 4, 4);
            List<Integer> polls = new ArrayList<>();
            for (int polled = 1; polled > 0; polls.add(polled)) {
                polled = feed.poll((sequence, ordinal, timeMs, buffer, offset, length) -> {}, 2);
            }
            // Commands 1 to 4 have 2, 3, 1 and 2 events.
            assertEquals(List.of(2, 3, 3, 0), polls);
        }
    }

    @Test
    void shouldShowNothingBeforeTheBatchIsCommitted() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            TestJournal.batch(store.openCommands(), 1, 2);
            TestJournal.appendEvents(store.eventLog(), 1, 2);
            assertEquals(List.of(), TestJournal.drain(feed));
            assertEquals(0, store.eventLog().lastSequence());
            TestJournal.appendEvents(store.eventLog(), 2, 1);
            store.eventLog().commit();
            assertEquals(List.of("1.0", "1.1", "2.0"), TestJournal.drain(feed));
        }
    }

    @Test
    void shouldFollowAcrossRestartsAndKills() {
        try (EventFeed feed = new EventLogSource(directory).openAfter(0)) {
            assertEquals(List.of(), TestJournal.drain(feed));
            for (int start = 0; start < 5; start++) {
                JournalStore store = TestJournal.open(directory);
                run(store, start * 10 + 1, start * 10 + 6, 2);
                assertEquals(expected(start * 10 + 1, start * 10 + 6), TestJournal.drain(feed));
                runMore(store, start * 10 + 7, start * 10 + 10, 3);
                if (start % 2 == 0) {
                    store.close();
                }
                assertEquals(expected(start * 10 + 7, start * 10 + 10), TestJournal.drain(feed));
                store.close();
            }
        }
        try (EventFeed late = new EventLogSource(directory).openAfter(23)) {
            assertEquals(expected(24, 50), TestJournal.drain(late));
        }
    }

    @Test
    void shouldFollowOverRolledFilesAndSkipThemWhenOpenedLate() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            long[] seen = {0};
            for (long sequence = 1; sequence <= 60; sequence++) {
                long timeMs = TestJournal.EPOCH_MS + sequence * 100_000;
                store.eventLog().append(sequence, 0, timeMs, TestJournal.payload(sequence, 0), 0, 20);
                store.eventLog().commit();
                long wanted = sequence;
                while (seen[0] < wanted) {
                    feed.poll((s, ordinal, time, buffer, offset, length) -> seen[0] = s, 100);
                }
            }
            List<Long> late = new ArrayList<>();
            try (EventFeed lateFeed = store.feeds().openAfter(55)) {
                while (late.size() < 5) {
                    lateFeed.poll((s, ordinal, time, buffer, offset, length) -> late.add(s), 100);
                }
            }
            assertEquals(List.of(56L, 57L, 58L, 59L, 60L), late);
        }
    }

    /** Each event begins a new file: a writer that is told of nothing may move its watermark past what was written before. */
    @Test
    void shouldHandOutInOnePollAllThatWasWrittenBeforeItAlsoInNewFiles() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            for (long sequence = 1; sequence <= 20; sequence++) {
                long timeMs = TestJournal.EPOCH_MS + sequence * 100_000;
                store.eventLog().append(sequence, 0, timeMs, TestJournal.payload(sequence, 0), 0, 20);
                store.eventLog().commit();
                List<Long> seen = new ArrayList<>();
                feed.poll((s, ordinal, time, buffer, offset, length) -> seen.add(s), 100);
                assertEquals(List.of(sequence), seen);
                assertEquals(0, feed.poll((s, ordinal, time, buffer, offset, length) -> seen.add(s), 100));
            }
        }
    }

    @Test
    void shouldBeCompletedFromReplayWithoutDoubling() throws IOException {
        for (int tornBytes = 1; tornBytes < 400; tornBytes += 37) {
            Path data = directory.resolve("torn-" + tornBytes);
            JournalStore store = TestJournal.open(data);
            run(store, 1, 12, 3);
            TestJournal.abandon(store);
            tearEnd(data, tornBytes);
            try (JournalStore again = TestJournal.open(data);
                    EventFeed feed = again.feeds().openAfter(0)) {
                assertEquals(12, again.tail().lastSequence());
                assertEquals(9, again.eventLog().lastSequence());
                assertEquals(expected(1, 9), TestJournal.drain(feed));
                complete(again);
                assertEquals(expected(10, 12), TestJournal.drain(feed));
                run(again, 13, 15, 1);
                assertEquals(expected(13, 15), TestJournal.drain(feed));
            }
            try (EventFeed feed = new EventLogSource(data).openAfter(0)) {
                assertEquals(expected(1, 15), TestJournal.drain(feed));
            }
        }
    }

    @Test
    void shouldVoidEverythingAfterAHoleInUnsyncedEvents() throws IOException {
        JournalStore store = TestJournal.open(directory);
        run(store, 1, 30, 3);
        TestJournal.abandon(store);
        try (LogReader reader = reader()) {
            while (reader.next() && reader.lastSequence() < 12) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(reader.file());
            bytes[(int) reader.position() + 140] ^= 1;
            Files.write(reader.file(), bytes);
        }
        try (JournalStore again = TestJournal.open(directory);
                EventFeed feed = again.feeds().openAfter(5)) {
            assertEquals(9, again.eventLog().lastSequence());
            complete(again);
            assertEquals(expected(6, 30), TestJournal.drain(feed));
        }
    }

    @Test
    void shouldRefuseDamageBeforeWhatWasForced() throws IOException {
        JournalStore store = TestJournal.open(directory);
        run(store, 1, 12, 3);
        store.eventLog().force();
        runMore(store, 13, 15, 3);
        TestJournal.abandon(store);
        try (LogReader reader = reader()) {
            while (reader.next() && !reader.batch().is(BatchKind.RECORDS)) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(reader.file());
            bytes[(int) reader.position() + 140] ^= 1;
            Files.write(reader.file(), bytes);
        }
        assertThrows(
                JournalCorruptException.class, () -> TestJournal.open(directory).close());
    }

    @Test
    void shouldKeepACommandInOneBatchHoweverManyEventsItHas() {
        try (JournalStore store = TestJournal.open(directory);
                EventFeed feed = store.feeds().openAfter(0)) {
            TestJournal.batch(store.openCommands(), 1, 3);
            TestJournal.appendEvents(store.eventLog(), 1, 5);
            TestJournal.appendEvents(store.eventLog(), 2, 1300);
            TestJournal.appendEvents(store.eventLog(), 3, 2);
            store.eventLog().commit();
            List<Integer> polls = new ArrayList<>();
            for (int polled = 1; polled > 0; polls.add(polled)) {
                polled = feed.poll((sequence, ordinal, timeMs, buffer, offset, length) -> {}, 1);
            }
            assertEquals(List.of(5, 1300, 2, 0), polls);
        }
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        assertTrue(report.sound(), report.toString());
        assertEquals(1307, report.events().terms().get(0).records());
    }

    @Test
    void shouldRefuseEventsThatDoNotFollow() {
        try (JournalStore store = TestJournal.open(directory)) {
            ChronicleEventLog log = store.eventLog();
            TestJournal.appendEvents(log, 5, 2);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> log.append(5, 1, TestJournal.timeMs(5), TestJournal.payload(5, 1), 0, 20));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> log.append(4, 0, TestJournal.timeMs(4), TestJournal.payload(4, 0), 0, 20));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> log.append(6, 1, TestJournal.timeMs(6), TestJournal.payload(6, 1), 0, 20));
        }
    }

    @Test
    void shouldTellTheJournalItBelongsTo() {
        EventLogSource source = new EventLogSource(directory);
        assertEquals(0, source.journalId());
        try (JournalStore store = TestJournal.open(directory)) {
            assertEquals(store.journalId(), source.journalId());
        }
    }

    /** Commands first to last in batches, with one to three events each. */
    private static void run(JournalStore store, long first, long last, int batchSize) {
        store.openCommands();
        runMore(store, first, last, batchSize);
    }

    private static void runMore(JournalStore store, long first, long last, int batchSize) {
        for (long from = first; from <= last; from += batchSize) {
            long to = Math.min(last, from + batchSize - 1);
            TestJournal.batch(store.commands(), from, to);
            for (long sequence = from; sequence <= to; sequence++) {
                TestJournal.appendEvents(store.eventLog(), sequence, 1 + (int) (sequence % 3));
            }
            store.eventLog().commit();
        }
    }

    /** What recovery does. */
    private static void complete(JournalStore store) {
        store.reader()
                .replay(
                        store.eventLog().lastSequence(),
                        (sequence, timeMs, buffer, offset, length) -> {
                            TestJournal.appendEvents(store.eventLog(), sequence, 1 + (int) (sequence % 3));
                            store.eventLog().commit();
                        },
                        (commands, percent, rate) -> {});
    }

    private static List<String> expected(long first, long last) {
        List<String> events = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            for (int ordinal = 0; ordinal < 1 + sequence % 3; ordinal++) {
                events.add(sequence + "." + ordinal);
            }
        }
        return events;
    }

    private LogReader reader() {
        return LogReader.open(TestJournal.logDirectory(directory, LogKind.EVENTS), LogKind.EVENTS);
    }

    private static void tearEnd(Path data, int bytes) throws IOException {
        Path file;
        long end;
        try (LogReader reader = LogReader.open(TestJournal.logDirectory(data, LogKind.EVENTS), LogKind.EVENTS)) {
            file = null;
            end = 0;
            while (reader.next()) {
                file = reader.file();
                end = reader.position() + reader.batch().lengthBytes();
            }
        }
        byte[] content = Files.readAllBytes(file);
        for (int i = 1; i <= bytes; i++) {
            content[(int) end - i] ^= 0x55;
        }
        Files.write(file, content);
    }
}
