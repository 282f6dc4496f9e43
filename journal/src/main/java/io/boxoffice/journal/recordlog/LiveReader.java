package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Follows the event log while it is being written, by this process or another one, across files and terms. For one thread.
 * Never blocks. With nothing to do, a call costs one read of four bytes, and every 100 ms a look into the directory for a new
 * file or term.
 */
public final class LiveReader implements AutoCloseable {
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long LOOK_INTERVAL_NS = 100_000_000L;

    private final Path logDirectory;
    private final long after;
    private final LongSupplier monotonicNs;
    private Term term;
    private TermReader reader;
    private Term nextTerm;
    private boolean drained;
    private long limit = NO_LIMIT;
    private long lastSequence;
    private long nextLookNs;

    /**
     * @param afterSequence batches that end at or before it are not handed out
     * @param monotonicNs   the clock of the looks into the directory
     * @throws IllegalStateException when the log does not go back so far
     */
    public LiveReader(Path logDirectory, long afterSequence, LongSupplier monotonicNs) {
        this.logDirectory = logDirectory;
        after = afterSequence;
        this.monotonicNs = monotonicNs;
        nextLookNs = monotonicNs.getAsLong();
        openFirstTerm();
    }

    /**
     * Moves on to the next whole batch of records; false when there is none now.
     *
     * @throws JournalCorruptException when what a later term continues from is not all there
     */
    public boolean next() {
        boolean due = monotonicNs.getAsLong() - nextLookNs >= 0;
        while (true) {
            if (reader == null && !(due && openFirstTerm())) {
                return false;
            }
            // A file that is known already is read at once: what was there at the opening needs no pause.
            if (nextTerm == null && reader.isIdle() && !reader.hasLaterFile()) {
                if (!due) {
                    return false;
                }
                due = false;
                lookAround();
                if (nextTerm == null && reader.isIdle() && !reader.hasLaterFile()) {
                    return false;
                }
            }
            // What the first poll looks through may have been read before the newest batch was written.
            if (reader.poll() || !reader.isIdle() && reader.poll()) {
                if (isWanted(reader.batch())) {
                    return true;
                }
            } else if (drained) {
                moveToNextTerm();
            } else if (nextTerm != null) {
                reader.refreshFiles();
                drained = true;
            } else if (due) {
                due = false;
                lookAround();
            } else {
                return false;
            }
        }
    }

    /** The batch that {@link #next()} moved to; valid until the next call. */
    public BatchView batch() {
        return reader.batch();
    }

    /** Records of {@link #batch()} beyond this sequence are void. */
    public long limit() {
        return limit;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private boolean isWanted(BatchView batch) {
        if (!batch.is(BatchKind.RECORDS)) {
            return false;
        }
        lastSequence = Math.max(lastSequence, batch.lastSequence());
        return batch.lastSequence() > after && batch.firstSequence() <= limit;
    }

    private void lookAround() {
        nextLookNs = monotonicNs.getAsLong() + LOOK_INTERVAL_NS;
        reader.refreshFiles();
        findNextTerm();
    }

    private void findNextTerm() {
        if (!Files.exists(TermDirectory.of(logDirectory, term.number() + 1).path())) {
            return;
        }
        for (Term later : Term.list(logDirectory, LogKind.EVENTS)) {
            if (later.number() > term.number() && !later.isVoid()) {
                nextTerm = nextTerm == null ? later : nextTerm;
                limit = Math.min(limit, later.continuesFrom());
            }
        }
    }

    /** When a later term is there, this one is no longer written, and holds all that the later one continues from. */
    private void moveToNextTerm() {
        if (lastSequence < limit) {
            throw new JournalCorruptException(
                    LogKind.EVENTS,
                    reader.file(),
                    reader.endPosition(),
                    lastSequence,
                    "Term " + term.number() + " ends at sequence " + lastSequence + ", but the next one continues from "
                            + limit);
        }
        open(nextTerm);
        findNextTerm();
    }

    private boolean openFirstTerm() {
        nextLookNs = monotonicNs.getAsLong() + LOOK_INTERVAL_NS;
        List<Term> terms = Term.list(logDirectory, LogKind.EVENTS).stream()
                .filter(candidate -> !candidate.isVoid())
                .toList();
        if (terms.isEmpty()) {
            return false;
        }
        Term first = null;
        for (Term candidate : terms) {
            if (candidate.continuesFrom() <= after) {
                first = candidate;
            }
        }
        if (first == null) {
            throw new IllegalStateException("The event log goes back to sequence "
                    + terms.get(0).continuesFrom() + " only; events after " + after + " are no longer kept");
        }
        open(first);
        findNextTerm();
        return true;
    }

    private void open(Term newTerm) {
        close();
        term = newTerm;
        nextTerm = null;
        drained = false;
        limit = NO_LIMIT;
        lastSequence = newTerm.continuesFrom();
        reader = TermReader.of(newTerm, LogKind.EVENTS);
        reader.skipTo(after);
    }
}
