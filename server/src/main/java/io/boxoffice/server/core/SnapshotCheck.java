package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compares snapshots with the journal: whoever replays from one of them must come to the state of the next. Reads only; a server
 * may be running on the directory. One thread.
 */
public final class SnapshotCheck {
    /** What was found out about one snapshot. */
    public record Finding(boolean good, String text) {}

    private SnapshotCheck() {}

    /** Compares all there are, oldest first; the oldest with the first command, as far as the journal goes back. */
    public static List<Finding> run(Path dataDirectory) {
        SnapshotStore store = new SnapshotStore(dataDirectory);
        JournalReader journal = new JournalReader(dataDirectory);
        List<SnapshotFile> files = new ArrayList<>(store.list());
        Collections.reverse(files);
        List<Finding> findings = new ArrayList<>();
        BookingStateMachine state = journal.keptAfter() == 0 ? new BookingStateMachine() : null;
        for (SnapshotFile file : files) {
            try (SnapshotReader reader =
                    SnapshotLoading.open(store, file, journal.tail().journalId())) {
                long sequence = reader.header().sequence();
                BookingStateMachine from = state;
                if (from != null && from.lastSequence() >= journal.keptAfter()) {
                    findings.add(compare(
                            dataDirectory, from, sequence, reader.header().stateHash()));
                }
                state = SnapshotLoading.load(reader, () -> {});
            } catch (RuntimeException e) {
                findings.add(new Finding(false, e.getMessage()));
            }
        }
        return findings;
    }

    private static Finding compare(Path dataDirectory, BookingStateMachine state, long sequence, long hash) {
        long from = state.lastSequence();
        JournalReader.replayPart(dataDirectory, from, sequence, state::reapply);
        boolean same = state.stateHash() == hash;
        return new Finding(
                same,
                "replayed from sequence " + from + " to " + sequence
                        + (same ? ": the state of the snapshot" : ": NOT the state of the snapshot"));
    }
}
