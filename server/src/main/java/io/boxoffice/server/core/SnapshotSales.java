package io.boxoffice.server.core;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.writer.SalesState;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a data directory as states for the persistence writer, within the server or in another process; where they are
 * bad, the journal. Reads only. Any thread.
 */
public final class SnapshotSales implements SalesState.Source {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSales.class);

    private final Path dataDirectory;
    private final SnapshotStore snapshots;
    private final long journalId;

    /**
     * @param journalId that the snapshots must be of
     */
    public SnapshotSales(Path dataDirectory, long journalId) {
        this.dataDirectory = dataDirectory;
        snapshots = new SnapshotStore(dataDirectory);
        this.journalId = journalId;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when no snapshot is good and late enough, and the journal does not reach back far enough
     * @throws NewerVersionException when one that is needed was written by a newer program
     */
    @Override
    public SalesState load(long fromSequence, long lastEventSequence) {
        List<SnapshotFile> oldestFirst = new ArrayList<>(snapshots.list());
        Collections.reverse(oldestFirst);
        for (SnapshotFile file : oldestFirst) {
            if (file.sequence() >= fromSequence) {
                Optional<SalesState> loaded = load(file, lastEventSequence);
                if (loaded.isPresent()) {
                    return loaded.get();
                }
            }
        }
        return replayed(fromSequence);
    }

    /** All snapshots that are late enough are bad; perhaps the journal goes back further than the event log. */
    private SalesState replayed(long sequence) {
        long keptAfter = new JournalReader(dataDirectory).keptAfter();
        BookingStateMachine machine = SnapshotLoading.newest(
                        snapshots,
                        journalId,
                        header -> header.sequence() < keptAfter || header.sequence() > sequence
                                ? "no replay from it comes to sequence " + sequence
                                : null,
                        () -> {})
                .map(SnapshotLoading.Loaded::state)
                .orElse(keptAfter == 0 ? new BookingStateMachine() : null);
        if (machine == null) {
            throw new IllegalStateException("the event log keeps what comes after sequence " + sequence
                    + ", and PostgreSQL can be rebuilt from no snapshot of that or later; the next one will do");
        }
        JournalReader.replayPart(dataDirectory, machine.lastSequence(), sequence, machine::reapply);
        // The event log keeps nothing of what comes before.
        return new OfMachine(machine, 0);
    }

    private Optional<SalesState> load(SnapshotFile file, long lastEventSequence) {
        try (SnapshotReader reader = SnapshotLoading.open(snapshots, file, journalId)) {
            SnapshotHeader header = reader.header();
            if (header.lastEventSequence() > lastEventSequence) {
                return Optional.empty();
            }
            return Optional.of(new OfMachine(SnapshotLoading.load(reader, () -> {}), header.lastEventSequence()));
        } catch (SnapshotDamagedException | UncheckedIOException | SnapshotLoading.UnreadableStateException e) {
            LOG.error("PostgreSQL cannot be rebuilt from a snapshot, looking for a later one: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A state machine that is given no commands. */
    private record OfMachine(BookingStateMachine machine, long lastEventSequence) implements SalesState {
        @Override
        public long sequence() {
            return machine.lastSequence();
        }

        @Override
        public long timeMs() {
            return machine.lastTimeMs();
        }

        @Override
        public long lastReservationId() {
            return machine.lastReservationId();
        }

        @Override
        public long[] reservationIds() {
            return machine.reservationIds();
        }

        @Override
        public ReservationState reservation(long reservationId) {
            return machine.reservation(reservationId);
        }
    }
}
