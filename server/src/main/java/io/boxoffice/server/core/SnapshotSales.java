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
import java.util.function.DoubleSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a data directory as states for the persistence writer, within the server or in another process; where they are
 * bad, the journal. Reads only. Any thread.
 *
 * <p>A state takes as much of the heap as the one that sells. Loading ends when little of the heap is left: within a server that
 * belongs to selling, and a writer that runs out of it dies instead of trying again.
 */
public final class SnapshotSales implements SalesState.Source {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSales.class);

    private static final long COMMANDS_PER_LOOK = 1_024;

    private final Path dataDirectory;
    private final SnapshotStore snapshots;
    private final long journalId;
    private final DoubleSupplier heapLeft;

    /**
     * @param journalId that the snapshots must be of
     */
    public SnapshotSales(Path dataDirectory, long journalId) {
        this(dataDirectory, journalId, new HeapRoom()::left);
    }

    /**
     * @param heapLeft the share of the heap that is left, 0 to 1; asked while a state is loaded
     */
    public SnapshotSales(Path dataDirectory, long journalId, DoubleSupplier heapLeft) {
        this.dataDirectory = dataDirectory;
        this.heapLeft = heapLeft;
        snapshots = new SnapshotStore(dataDirectory);
        this.journalId = journalId;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException when no snapshot is good and late enough, and the journal does not reach back far enough; or when
     *                               the heap has little room left
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
        requireRoom();
        long keptAfter = new JournalReader(dataDirectory).keptAfter();
        BookingStateMachine machine = SnapshotLoading.newest(
                        snapshots,
                        journalId,
                        header -> header.sequence() < keptAfter || header.sequence() > sequence
                                ? "no replay from it comes to sequence " + sequence
                                : null,
                        this::requireRoom)
                .map(SnapshotLoading.Loaded::state)
                .orElse(keptAfter == 0 ? new BookingStateMachine() : null);
        if (machine == null) {
            throw new IllegalStateException("the event log keeps what comes after sequence " + sequence
                    + ", and PostgreSQL can be rebuilt from no snapshot of that or later; the next one will do");
        }
        JournalReader.replayPart(dataDirectory, machine.lastSequence(), sequence, new Replay(machine)::onCommand);
        // The event log keeps nothing of what comes before.
        return new OfMachine(machine, 0);
    }

    private Optional<SalesState> load(SnapshotFile file, long lastEventSequence) {
        try (SnapshotReader reader = SnapshotLoading.open(snapshots, file, journalId)) {
            SnapshotHeader header = reader.header();
            if (header.lastEventSequence() > lastEventSequence) {
                return Optional.empty();
            }
            return Optional.of(
                    new OfMachine(SnapshotLoading.load(reader, this::requireRoom), header.lastEventSequence()));
        } catch (SnapshotDamagedException | UncheckedIOException | SnapshotLoading.UnreadableStateException e) {
            LOG.error("PostgreSQL cannot be rebuilt from a snapshot, looking for a later one: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void requireRoom() {
        if (heapLeft.getAsDouble() < HeapRoom.RESERVE) {
            throw new IllegalStateException(
                    "the heap has too little room left for a state to rebuild PostgreSQL from: give this"
                            + " process more, with -Xmx in config/jvm.options, or run the writer as a process of its own");
        }
    }

    /** Commands of the journal, applied as long as there is room. */
    private final class Replay {
        private final BookingStateMachine machine;

        Replay(BookingStateMachine machine) {
            this.machine = machine;
        }

        void onCommand(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
            machine.reapply(sequence, timeMs, buffer, offset, length);
            if (sequence % COMMANDS_PER_LOOK == 0) {
                requireRoom();
            }
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
