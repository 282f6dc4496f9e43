package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads snapshots into state machines. Any thread. */
final class SnapshotLoading {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotLoading.class);

    /** A state machine and the snapshot it came from. */
    record Loaded(BookingStateMachine state, SnapshotHeader header) {}

    /** Says of a snapshot, by its header, why it is not to be used; null when it may be. */
    @FunctionalInterface
    interface Judge {
        String objection(SnapshotHeader header);
    }

    private SnapshotLoading() {}

    /**
     * Loads the newest snapshot that is good and allowed. What is wrong with newer ones is logged.
     *
     * @param journalId of the journal it must be of
     * @param pace      called between the pieces that are read; what it throws ends the loading
     * @throws NewerVersionException when one was written by a newer program
     */
    static Optional<Loaded> newest(SnapshotStore store, long journalId, Judge judge, Runnable pace) {
        for (SnapshotFile file : store.list()) {
            try (SnapshotReader reader = open(store, file, journalId)) {
                String objection = judge.objection(reader.header());
                if (objection == null) {
                    return Optional.of(new Loaded(load(reader, pace), reader.header()));
                }
                LOG.warn("The snapshot {} is not used: {}", file.path(), objection);
            } catch (SnapshotDamagedException | UncheckedIOException | UnreadableStateException e) {
                LOG.error("A snapshot cannot be used, going on without it: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    static SnapshotReader open(SnapshotStore store, SnapshotFile file, long journalId) {
        return store.open(file, journalId, BookingStateMachine.newestBehaviourVersion());
    }

    /**
     * Loads one snapshot wholly and compares.
     *
     * @throws SnapshotDamagedException when it is not what was written
     * @throws UnreadableStateException when what comes of it is not what its header says
     */
    static BookingStateMachine load(SnapshotReader reader, Runnable pace) {
        SnapshotHeader header = reader.header();
        BookingStateMachine state = new BookingStateMachine();
        long hash;
        try {
            hash = state.readSnapshot((into, offset, maxLength) -> {
                pace.run();
                return reader.read(into, offset, maxLength);
            });
        } catch (IllegalArgumentException e) {
            throw new UnreadableStateException(
                    "the snapshot of sequence " + header.sequence() + ": " + e.getMessage(), e);
        }
        if (hash != header.stateHash()
                || state.lastSequence() != header.sequence()
                || state.lastTimeMs() != header.timeMs()) {
            throw new UnreadableStateException(
                    "the snapshot of sequence " + header.sequence() + " is of another state than its header says",
                    null);
        }
        return state;
    }

    /** Sound bytes that no state machine of this program wrote. */
    static final class UnreadableStateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableStateException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
