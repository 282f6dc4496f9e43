package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.BatchDescriptor;
import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first batch of a term says.
 *
 * @param continuesFrom the last sequence before this term; what older terms hold beyond it is void
 * @param openedAtMs    epoch milliseconds, not before the last record of the terms before
 * @param syncEachBatch whether each batch was synced before the next was written
 * @param firstBatch    the number of the first batch that is kept; 0: all are
 * @param isVoid        there is no whole first batch: the server died while it made the term, which holds nothing
 */
public record Term(
        TermDirectory directory,
        long journalId,
        long continuesFrom,
        long openedAtMs,
        boolean syncEachBatch,
        long firstBatch,
        boolean isVoid) {

    /**
     * The terms of a log in order, void ones included.
     *
     * @throws JournalCorruptException when they do not belong together
     */
    public static List<Term> list(Path logDirectory, LogKind log) {
        List<Term> terms = new ArrayList<>();
        long journalId = 0;
        for (TermDirectory directory : TermDirectory.list(logDirectory, log)) {
            Term term = directory.firstFile().isEmpty()
                    ? read(directory, log, journalId)
                    : ofKept(directory, KeptFrom.read(logDirectory, log));
            journalId = term.journalId();
            terms.add(term);
        }
        return terms;
    }

    /** The batch that said all this is no longer there. */
    private static Term ofKept(TermDirectory directory, KeptFrom kept) {
        return new Term(
                new TermDirectory(directory.number(), directory.path(), kept.firstFile()),
                kept.journalId(),
                kept.sequence(),
                kept.openedAtMs(),
                kept.syncEachBatch(),
                kept.firstBatch(),
                false);
    }

    /** Reads the first batch of a term. A live term may be void for an instant, until it is written. */
    static Term read(TermDirectory directory, LogKind log, long journalId) {
        try (TermReader reader = TermReader.ofFirstBatch(directory, log, journalId)) {
            if (!reader.poll()) {
                return new Term(directory, journalId, 0, 0, false, 0, true);
            }
            BatchView header = reader.batch();
            if (!header.is(BatchKind.TERM)) {
                throw new JournalCorruptException(
                        log, reader.file(), reader.batchPosition(), 0, "The first batch of a term is not its header");
            }
            return new Term(
                    directory,
                    header.journalId(),
                    header.lastSequence(),
                    header.timeMs(),
                    header.has(BatchDescriptor.FLAG_SYNC_EACH_BATCH),
                    0,
                    false);
        }
    }

    public int number() {
        return directory.number();
    }
}
