package io.boxoffice.server.golden;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.journal.ChronicleCommandJournal;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.journal.JournalEdges;
import io.boxoffice.journal.JournalInspector;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.recordlog.LogStorage;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotWriter;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.RollCycles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the golden journal of this version, by the classes that a server writes with: each term of the {@link GoldenScript} is
 * recovered from those before, given a snapshot, sealed, left as a killed server leaves it, or torn as a power cut tears it. The same records each
 * time; the bytes between them are Chronicle's, with its own times.
 */
final class GoldenWriter {
    private static final long JOURNAL_ID = 0x0B0C_5EA7_0B0C_5EA7L;
    private static final int TORN_BYTES = 70;

    /** Files of five minutes, blocks as small as they may be. */
    static final JournalConfig CONFIG = new JournalConfig(
            Durability.FSYNC, RollCycles.FIVE_MINUTELY, 1 << 20, 64 << 10, 16 << 20, 4 << 20, 1_000_000);

    private final Path directory;
    private Path written;

    private GoldenWriter(Path directory) {
        this.directory = directory;
        written = directory;
    }

    /**
     * Writes it into a directory that has nothing else.
     *
     * @return the data directory within
     */
    static Path write(Path directory) {
        return new GoldenWriter(directory.resolve("0")).writeAll();
    }

    private Path writeAll() {
        int number = 1;
        for (GoldenScript.TermOf term : GoldenScript.terms()) {
            Path left = directory.resolveSibling(Integer.toString(number++));
            write(term, left);
            if (term.end() == GoldenScript.End.TORN) {
                tear(left);
            }
            written = left;
        }
        return written;
    }

    private void write(GoldenScript.TermOf term, Path left) {
        long openedMs = term.batches().get(0).get(0).timeMs() - 1_000;
        JournalEdges edges = new JournalEdges(
                LogStorage.CHRONICLE, () -> 1L << 40, false, () -> openedMs, System::nanoTime, () -> JOURNAL_ID);
        try (JournalStore store = JournalStore.open(written, CONFIG, edges)) {
            BookingStateMachine state = new BookingStateMachine();
            Events events = new Events(store, state);
            store.reader().replay(0, (s, t, b, o, l) -> state.apply(s, t, b, o, l, events), (c, p, r) -> {});
            store.eventLog().commit();
            ChronicleCommandJournal journal = store.openCommands();
            List<List<GoldenScript.Command>> batches = term.batches();
            for (int i = 0; i < batches.size(); i++) {
                boolean torn = term.end() == GoldenScript.End.TORN && i == batches.size() - 1;
                append(journal, batches.get(i));
                if (!torn) {
                    apply(state, batches.get(i), events);
                    store.eventLog().commit();
                }
            }
            if (term.end() != GoldenScript.End.TORN) {
                writeSnapshot(store, state, events.sequence);
            }
            if (term.end() != GoldenScript.End.SEALED) {
                GoldenFiles.copy(written, left);
            }
        }
        if (term.end() == GoldenScript.End.SEALED) {
            GoldenFiles.copy(written, left);
        }
    }

    private static void writeSnapshot(JournalStore store, BookingStateMachine state, long lastEventSequence) {
        store.eventLog().force();
        SnapshotHeader header = new SnapshotHeader(
                MessageHeaderEncoder.SCHEMA_VERSION,
                state.behaviourVersion(),
                store.journalId(),
                state.lastSequence(),
                state.lastTimeMs(),
                state.stateHash(),
                lastEventSequence);
        try (SnapshotWriter writer = store.snapshots().create(header)) {
            state.writeSnapshot(writer::write);
            writer.finish();
            writer.commit();
        }
    }

    private static void append(ChronicleCommandJournal journal, List<GoldenScript.Command> batch) {
        long sequence = journal.lastSequence();
        for (GoldenScript.Command command : batch) {
            UnsafeBuffer buffer = new UnsafeBuffer(command.bytes());
            journal.append(++sequence, command.timeMs(), buffer, 0, buffer.capacity());
        }
        journal.commit();
    }

    private static void apply(BookingStateMachine state, List<GoldenScript.Command> batch, Events events) {
        for (GoldenScript.Command command : batch) {
            UnsafeBuffer buffer = new UnsafeBuffer(command.bytes());
            state.apply(state.lastSequence() + 1, command.timeMs(), buffer, 0, buffer.capacity(), events);
        }
    }

    /** Into the event log, but for those it has. */
    private static final class Events implements StateMachine.Output {
        private final JournalStore store;
        private final BookingStateMachine state;
        private final long known;
        private long sequence;
        private int ordinal;

        Events(JournalStore store, BookingStateMachine state) {
            this.store = store;
            this.state = state;
            known = store.eventLog().lastSequence();
        }

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            // Nobody waits.
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            ordinal = state.lastSequence() == sequence ? ordinal + 1 : 0;
            sequence = state.lastSequence();
            if (sequence > known) {
                store.eventLog().append(sequence, ordinal, state.lastTimeMs(), buffer, offset, length);
            }
        }
    }

    /** Takes the last bytes of the last batch away, as if their page had never reached the disk. */
    private static void tear(Path data) {
        JournalInspector.Entry[] last = new JournalInspector.Entry[1];
        JournalInspector.visit(data, LogKind.COMMANDS, 1, Long.MAX_VALUE, (entry, buffer, offset) -> {
            last[0] = entry;
            return true;
        });
        try (RandomAccessFile file = new RandomAccessFile(last[0].file().toFile(), "rw")) {
            byte[] bytes = new byte[(int) file.length()];
            file.readFully(bytes);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            file.seek(end - TORN_BYTES);
            file.write(new byte[TORN_BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
