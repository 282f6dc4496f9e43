package io.boxoffice.simulator;

import io.boxoffice.protocol.port.CommandJournal;
import io.boxoffice.simulator.Oracle.Journaled;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Stands in front of the journal and sees what the booking thread appends and what it was told is durable. */
final class JournalWitness implements CommandJournal {
    /**
     * What was appended between two commits.
     *
     * @param storage how much room there was
     * @param durable whether the commit returned
     */
    record Batch(List<Journaled> commands, Storage storage, boolean durable) {
        static final Batch NONE = new Batch(List.of(), Storage.AMPLE, true);
    }

    private final CommandJournal journal;
    private final List<Batch> batches = new ArrayList<>();
    private List<Journaled> open = new ArrayList<>();
    private Storage storage = Storage.AMPLE;

    JournalWitness(CommandJournal journal) {
        this.journal = journal;
    }

    /** Batches since the last {@link #forget()}; the last one may be open, and be empty. */
    List<Batch> batches() {
        List<Batch> all = new ArrayList<>(batches);
        if (!open.isEmpty() || all.isEmpty()) {
            all.add(new Batch(open, storage, open.isEmpty()));
        }
        return all;
    }

    void forget() {
        batches.clear();
        open = new ArrayList<>();
    }

    @Override
    public long journalId() {
        return journal.journalId();
    }

    @Override
    public long lastSequence() {
        return journal.lastSequence();
    }

    @Override
    public void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        open.add(new Journaled(timeMs, Oracle.copy(buffer, offset, length)));
        journal.append(sequence, timeMs, buffer, offset, length);
    }

    @Override
    public void commit() {
        journal.commit();
        batches.add(new Batch(open, storage, true));
        open = new ArrayList<>();
    }

    @Override
    public void seal() {
        journal.seal();
    }

    @Override
    public Storage storage() {
        storage = journal.storage();
        return storage;
    }

    @Override
    public void close() {
        journal.close();
    }
}
