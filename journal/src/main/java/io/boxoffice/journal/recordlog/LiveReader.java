package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows the event log while it is being written, by this process or another one, across files and terms. For one thread.
 * Never blocks. A call finds all that was written before it: with nothing to do it costs one read of four bytes and a look into
 * the directory for a new file or term. Whoever takes silence for news may rely on that, as the persistence writer does: a reader
 * that stands in what retention has removed is not silent, but says so.
 */
public final class LiveReader implements AutoCloseable {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Path logDirectory;
    private final long after;
    private Term term;
    private TermReader reader;
    private Term nextTerm;
    private boolean drained;
    private long limit = NO_LIMIT;
    private long lastSequence;

    /**
     * @param afterSequence batches that end at or before it are not handed out
     * @throws IllegalStateException when the log does not go back so far
     */
    public LiveReader(Path logDirectory, long afterSequence) {
        this.logDirectory = logDirectory;
        after = afterSequence;
        openFirstTerm();
    }

    /**
     * Moves on to the next whole batch of records; false when there is none now.
     *
     * @throws JournalCorruptException when what a later term continues from is not all there
     * @throws IllegalStateException   when what comes next is no longer kept
     */
    public boolean next() {
        boolean looked = false;
        while (true) {
            if (reader == null) {
                looked = true;
                if (!openFirstTerm()) {
                    return false;
                }
            }
            // A file that is known already is read before others are looked for.
            if (nextTerm == null && reader.isIdle() && !reader.hasLaterFile()) {
                if (looked) {
                    return false;
                }
                looked = true;
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
            } else if (!looked) {
                looked = true;
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
        reader.refreshFiles();
        boolean isRemoved = !Files.exists(reader.file());
        if (isRemoved || reader.hasLaterFile()) {
            requireKept();
        }
        // The next term may be removed too.
        if (isRemoved
                || Files.exists(
                        TermDirectory.of(logDirectory, term.number() + 1).path())) {
            findNextTerm();
        }
    }

    /** What is removed is written down first. */
    private void requireKept() {
        KeptFrom kept = KeptFrom.read(logDirectory, LogKind.EVENTS);
        long read = Math.max(after, lastSequence);
        if (kept != null && kept.sequence() > read) {
            throw notKept(kept.sequence(), read);
        }
    }

    private static IllegalStateException notKept(long keptAfter, long after) {
        return new IllegalStateException("The event log goes back to sequence " + keptAfter + " only; events after "
                + after + " are no longer kept");
    }

    private void findNextTerm() {
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
            requireKept();
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
            throw notKept(terms.get(0).continuesFrom(), after);
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
