package io.boxoffice.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.journal.disk.DiskFloors;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.protocol.port.EventFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A data directory of a test, with commands and events whose payload follows from their sequence and ordinal. */
final class TestJournal {
    private static final long DRAIN_NS = 200_000_000L;
    static final long EPOCH_MS = 1_750_000_000_000L;
    static final JournalConfig CONFIG = new JournalConfig(
            Durability.FSYNC, RollCycles.FIVE_MINUTELY, 1 << 20, 64 << 10, 16 << 20, 4 << 20, 1_000_000);
    static final DiskFloors.SpaceGauge AMPLE = () -> 1L << 40;

    private static final UnsafeBuffer PAYLOAD = new UnsafeBuffer(new byte[4096]);

    private TestJournal() {}

    static JournalStore open(Path directory) {
        return open(directory, CONFIG, FileSync.FORCE);
    }

    static JournalStore open(Path directory, JournalConfig config, FileSync sync) {
        return JournalStore.open(directory, config, () -> EPOCH_MS, sync, AMPLE);
    }

    static int payloadLength(long sequence, int ordinal) {
        return 20 + (int) ((sequence * 7 + ordinal * 3L) % 90);
    }

    static DirectBuffer payload(long sequence, int ordinal) {
        int length = payloadLength(sequence, ordinal);
        for (int i = 0; i < length; i++) {
            PAYLOAD.putByte(i, (byte) (sequence * 31 + ordinal * 17L + i));
        }
        PAYLOAD.putLong(0, sequence, LITTLE_ENDIAN);
        return PAYLOAD;
    }

    static long timeMs(long sequence) {
        return EPOCH_MS + sequence;
    }

    static void append(CommandJournal journal, long sequence) {
        journal.append(sequence, timeMs(sequence), payload(sequence, 0), 0, payloadLength(sequence, 0));
    }

    /** One batch with commands from first to last. */
    static void batch(CommandJournal journal, long first, long last) {
        for (long sequence = first; sequence <= last; sequence++) {
            append(journal, sequence);
        }
        journal.commit();
    }

    /** Stages that many events of one command. */
    static void appendEvents(ChronicleEventLog log, long sequence, int events) {
        for (int ordinal = 0; ordinal < events; ordinal++) {
            DirectBuffer payload = payload(sequence, ordinal);
            log.append(sequence, ordinal, timeMs(sequence), payload, 0, payloadLength(sequence, ordinal));
        }
    }

    /** A new directory with commands 1 to {@code last} in batches of {@code batchSize}, closed or just left. */
    static void write(Path directory, long last, int batchSize, boolean close) {
        JournalStore store = open(directory);
        writeMore(store, last, batchSize);
        if (close) {
            store.close();
        } else {
            abandon(store);
        }
    }

    static void writeMore(JournalStore store, long last, int batchSize) {
        ChronicleCommandJournal journal = store.openCommands();
        for (long first = journal.lastSequence() + 1; first <= last; first += batchSize) {
            batch(journal, first, Math.min(last, first + batchSize - 1));
        }
    }

    /** What a killed process leaves: all files as they are, no seal. */
    static void abandon(JournalStore store) {
        Path directory = store.dataDirectory();
        Path copy = directory.resolveSibling(directory.getFileName() + ".killed");
        copyTree(directory, copy);
        store.close();
        deleteTree(directory);
        copyTree(copy, directory);
        deleteTree(copy);
    }

    static void copyTree(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteTree(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replays everything, checking each payload, and returns the last sequence. */
    static long replay(JournalReader reader, long after) {
        long[] last = {after};
        long count = reader.replay(
                after,
                (sequence, timeMs, buffer, offset, length) -> {
                    check(sequence == last[0] + 1, "sequence " + sequence + " after " + last[0]);
                    checkPayload(sequence, 0, timeMs, buffer, offset, length);
                    last[0] = sequence;
                },
                (commands, percent, rate) -> {});
        check(count == last[0] - after, "count");
        return last[0];
    }

    /** "sequence.ordinal" of all events that a feed has now; waits a few times as long as a new file may go unnoticed. */
    static List<String> drain(EventFeed feed) {
        List<String> events = new ArrayList<>();
        long deadlineNs = System.nanoTime() + DRAIN_NS;
        while (System.nanoTime() < deadlineNs) {
            int polled = feed.poll(
                    (sequence, ordinal, timeMs, buffer, offset, length) -> {
                        checkPayload(sequence, ordinal, timeMs, buffer, offset, length);
                        events.add(sequence + "." + ordinal);
                    },
                    7);
            if (polled > 0) {
                deadlineNs = System.nanoTime() + DRAIN_NS;
            }
        }
        return events;
    }

    static Path logDirectory(Path directory, LogKind log) {
        return directory.resolve(log.directoryName());
    }

    private static void checkPayload(
            long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        check(timeMs == timeMs(sequence), "time of " + sequence);
        assertPayload(sequence, ordinal, buffer, offset, length);
    }

    static void assertPayload(long sequence, int ordinal, DirectBuffer buffer, int offset, int length) {
        check(length == payloadLength(sequence, ordinal), "length of " + sequence);
        DirectBuffer expected = payload(sequence, ordinal);
        for (int i = 0; i < length; i++) {
            check(buffer.getByte(offset + i) == expected.getByte(i), "payload of " + sequence);
        }
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
