package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.recordlog.JournalCorruptException;
import io.boxoffice.journal.recordlog.LogTail;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import java.util.Optional;

/**
 * Where recovery begins: the newest good snapshot that journal and event log both reach, or else the first command.
 *
 * @param state    loaded, or as before the first command
 * @param snapshot the one it was loaded from; null when none was
 */
public record RecoveryStart(BookingStateMachine state, SnapshotHeader snapshot) {
    /**
     * Chooses and loads.
     *
     * @throws JournalCorruptException when a snapshot shows that the journal has lost its end, or when neither a snapshot nor the
     *                                 journal reaches back to where replay could begin
     * @throws NewerVersionException   when a snapshot was written by a newer program
     */
    public static RecoveryStart choose(JournalStore store) {
        LogTail tail = store.tail();
        long keptAfter = store.reader().keptAfter();
        Optional<SnapshotLoading.Loaded> loaded = SnapshotLoading.newest(
                store.snapshots(), store.journalId(), header -> objection(header, store, tail, keptAfter), () -> {});
        if (loaded.isPresent()) {
            return new RecoveryStart(loaded.get().state(), loaded.get().header());
        }
        if (keptAfter > 0) {
            throw new JournalCorruptException(
                    LogKind.COMMANDS,
                    store.dataDirectory().resolve(LogKind.COMMANDS.directoryName()),
                    0,
                    keptAfter,
                    "The journal is kept from sequence " + (keptAfter + 1)
                            + " on, and no snapshot that can be used reaches back to it");
        }
        return new RecoveryStart(new BookingStateMachine(), null);
    }

    private static String objection(SnapshotHeader header, JournalStore store, LogTail tail, long keptAfter) {
        if (header.sequence() > tail.lastSequence()) {
            if (tail.syncEachBatch()) {
                throw new JournalCorruptException(
                        LogKind.COMMANDS,
                        store.dataDirectory().resolve(LogKind.COMMANDS.directoryName()),
                        0,
                        tail.lastSequence(),
                        "A snapshot is of sequence " + header.sequence()
                                + ", so commands that were synced are missing");
            }
            return "the journal, kept with durability os, ends at sequence " + tail.lastSequence();
        }
        if (header.lastEventSequence() > store.eventsThrough()) {
            return "the event log ends at sequence " + store.eventsThrough() + " and lacks events before it";
        }
        if (header.sequence() < keptAfter) {
            return "the journal is kept from sequence " + (keptAfter + 1) + " on";
        }
        return null;
    }

    /** For the log. */
    @Override
    public String toString() {
        return snapshot == null ? "the first command" : "the snapshot of sequence " + snapshot.sequence();
    }

    /** The last command in the snapshot that had an event, or 0. */
    public long lastEventSequence() {
        return snapshot == null ? 0 : snapshot.lastEventSequence();
    }

    /** The snapshot's sequence, or 0. */
    public long sequence() {
        return snapshot == null ? 0 : snapshot.sequence();
    }
}
