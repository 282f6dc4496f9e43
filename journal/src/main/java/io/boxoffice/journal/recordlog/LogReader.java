package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.BatchDescriptor;
import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads all batches of a log to the end it had when it was opened, or a little further when it is being written meanwhile,
 * term after term, and judges what it reads: numbers and sequences must
 * continue, and nothing that was once synced may be missing. For one thread.
 *
 * <p>A batch may hold records beyond {@link #limit()}; those are void.
 */
public final class LogReader implements AutoCloseable {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Path logDirectory;
    private final LogKind log;
    private final List<Term> terms;
    private final Path lastFile;
    private final long lastFileBytes;
    private int termIndex;
    private TermReader reader;
    private long limit;
    private long lastSequence;
    private long lastTimeMs;
    private boolean sealed;
    private boolean torn;
    private boolean sawSyncedBefore;
    private UnsyncedTail unsynced;

    private LogReader(Path logDirectory, LogKind log, List<Term> terms, int firstTerm) {
        this.logDirectory = logDirectory;
        this.log = log;
        this.terms = terms;
        termIndex = firstTerm - 1;
        lastSequence = firstTerm < terms.size() ? terms.get(firstTerm).continuesFrom() : 0;
        List<Path> lastFiles = terms.isEmpty()
                ? List.of()
                : terms.get(terms.size() - 1).directory().cycleFiles();
        lastFile = lastFiles.isEmpty() ? null : lastFiles.get(lastFiles.size() - 1);
        lastFileBytes = lastFile == null ? 0 : sizeBytes(lastFile);
        openNextTerm();
    }

    /** From the oldest term on. */
    public static LogReader open(Path logDirectory, LogKind log) {
        return new LogReader(logDirectory, log, Term.list(logDirectory, log), 0);
    }

    /**
     * From the newest term on that starts at or before a sequence, and from a batch near it that does; what is before is not
     * looked at.
     *
     * @throws JournalCorruptException when the log does not go back so far
     */
    public static LogReader openAfter(Path logDirectory, LogKind log, long sequence) {
        List<Term> terms = Term.list(logDirectory, log);
        int first = 0;
        for (int i = 0; i < terms.size(); i++) {
            if (!terms.get(i).isVoid() && terms.get(i).continuesFrom() <= sequence) {
                first = i;
            }
        }
        LogReader opened = new LogReader(logDirectory, log, terms, first);
        if (!terms.isEmpty() && opened.lastSequence > sequence) {
            opened.close();
            throw new JournalCorruptException(
                    log,
                    logDirectory,
                    0,
                    sequence,
                    "What follows sequence " + sequence + " is no longer kept here: the oldest term, "
                            + terms.get(0).number() + ", continues from sequence " + opened.lastSequence);
        }
        opened.skipTo(sequence);
        return opened;
    }

    private void skipTo(long sequence) {
        long before = reader == null ? -1 : reader.skipTo(Math.min(limit, sequence));
        if (before >= 0) {
            lastSequence = before;
        }
    }

    /** From the last term on that is not void; of that, from a batch on that begins at or before a sequence. */
    static LogReader openLastTerm(Path logDirectory, LogKind log, long sequence) {
        List<Term> terms = Term.list(logDirectory, log);
        int last = terms.size() - 1;
        while (last > 0 && terms.get(last).isVoid()) {
            last--;
        }
        LogReader opened = new LogReader(logDirectory, log, terms, Math.max(0, last));
        opened.skipTo(sequence);
        return opened;
    }

    /**
     * Moves on to the next batch of any kind; false at the end of the log, when all of it has been judged.
     *
     * @throws JournalCorruptException when something that was synced is missing or damaged
     */
    public boolean next() {
        while (reader != null) {
            if (reader.poll() || isStillGrowing()) {
                if (isBeyondOpening()) {
                    close();
                    return false;
                }
                if (isNotVoid(reader.batch())) {
                    follow(reader.batch());
                    return true;
                }
                if (log == LogKind.EVENTS) {
                    // All through the limit was there, though the last commands of it may have had no events.
                    lastSequence = limit;
                }
            }
            endTerm();
            openNextTerm();
        }
        return false;
    }

    /** The batch that {@link #next()} moved to; valid until the next call. */
    public BatchView batch() {
        return reader.batch();
    }

    /** The file that {@link #batch()} stands in. */
    public Path file() {
        return reader.file();
    }

    /** Where {@link #batch()} starts, in bytes from the start of its file. */
    public long position() {
        return reader.batchPosition();
    }

    /** The term that {@link #batch()} belongs to; after the end of the log the last one, or null when there are none. */
    public Term term() {
        return terms.isEmpty() ? null : terms.get(Math.min(termIndex, terms.size() - 1));
    }

    /** Records of {@link #batch()} beyond this sequence are void. */
    public long limit() {
        return limit;
    }

    /** Which log this is. */
    public LogKind log() {
        return log;
    }

    /** All terms there are, void ones included. */
    public List<Term> terms() {
        return terms;
    }

    /** The last sequence so far. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The time of the last record so far, or of the last term when that was opened later; 0 when there is none. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    /** Whether the last batch so far is a seal. */
    public boolean sealed() {
        return sealed;
    }

    /** At the end of the log: whether a torn batch, which is void, stands after the last one. */
    public boolean torn() {
        return torn;
    }

    /** The last batch so far that says that everything before it was on disk; null when there is none. */
    UnsyncedTail unsynced() {
        return unsynced;
    }

    /** Whether any batch so far says that everything before it was on disk. */
    boolean sawSyncedBefore() {
        return sawSyncedBefore;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private static long sizeBytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isNotVoid(BatchView batch) {
        return batch.firstSequence() <= limit || (!batch.is(BatchKind.RECORDS) && batch.lastSequence() <= limit);
    }

    private void follow(BatchView batch) {
        boolean continues;
        if (!batch.is(BatchKind.RECORDS)) {
            continues = batch.lastSequence() == lastSequence;
        } else if (log == LogKind.COMMANDS) {
            continues = batch.firstSequence() == lastSequence + 1
                    && batch.lastSequence() - batch.firstSequence() == batch.recordCount() - 1L;
        } else {
            continues = batch.firstSequence() > lastSequence;
        }
        if (!continues) {
            throw new JournalCorruptException(
                    log,
                    file(),
                    position(),
                    lastSequence,
                    "Sequences " + batch.firstSequence() + " to " + batch.lastSequence() + " do not follow "
                            + lastSequence + ": a term or a part of one is missing");
        }
        lastSequence = Math.min(limit, batch.lastSequence());
        lastTimeMs = Math.max(lastTimeMs, batch.timeMs());
        sealed = batch.is(BatchKind.SEAL);
        // What stands before the first batch that is read is taken for known: whoever skipped it has synced it.
        sawSyncedBefore |= batch.has(BatchDescriptor.FLAG_PREVIOUS_SYNCED);
        if (unsynced == null || batch.has(BatchDescriptor.FLAG_PREVIOUS_SYNCED)) {
            unsynced = new UnsyncedTail(term().directory(), file(), position());
        }
    }

    /**
     * The last term is judged by what stands behind its end; an older one by whether it reaches the start of the next. In a
     * term that is being written while it is read, what was missing may be there a moment later, with more after it.
     *
     * @return whether the reader has moved on to a batch after all
     */
    private boolean isStillGrowing() {
        if (limit != NO_LIMIT && lastSequence >= limit) {
            return false;
        }
        try {
            torn = reader.judgeTail();
            return false;
        } catch (JournalCorruptException e) {
            reader.refreshFiles();
            if (reader.poll()) {
                return true;
            }
            throw e;
        }
    }

    /** A log that grows faster than it is read would never end. */
    private boolean isBeyondOpening() {
        int order = limit != NO_LIMIT || lastFile == null ? -1 : reader.file().compareTo(lastFile);
        return order > 0 || (order == 0 && reader.batchPosition() >= lastFileBytes);
    }

    private void endTerm() {
        if (limit != NO_LIMIT && lastSequence < limit) {
            throw new JournalCorruptException(
                    log,
                    reader.tornFile(),
                    reader.tornPosition(),
                    lastSequence,
                    "Term " + term().number() + " ends at sequence " + lastSequence
                            + ", but the next one continues from " + limit);
        }
        reader.close();
        reader = null;
    }

    private void openNextTerm() {
        do {
            termIndex++;
            if (termIndex >= terms.size()) {
                return;
            }
            limit = limitOf(termIndex);
            judgeIfVoid(terms.get(termIndex));
        } while (terms.get(termIndex).isVoid() || terms.get(termIndex).continuesFrom() > limit);
        Term term = terms.get(termIndex);
        if (term.continuesFrom() > lastSequence) {
            throw new JournalCorruptException(
                    log,
                    term.directory().path(),
                    0,
                    lastSequence,
                    "Term " + term.number() + " continues from sequence " + term.continuesFrom()
                            + ", but the terms before it end at " + lastSequence);
        }
        lastSequence = term.continuesFrom();
        reader = TermReader.of(term, log);
    }

    private void judgeIfVoid(Term term) {
        if (term.isVoid()) {
            try (TermReader leftOver = TermReader.of(term, log)) {
                leftOver.judgeTail();
            }
        }
    }

    private long limitOf(int index) {
        long lowest = NO_LIMIT;
        for (Term later : terms.subList(index + 1, terms.size())) {
            if (!later.isVoid()) {
                lowest = Math.min(lowest, later.continuesFrom());
            }
        }
        return lowest;
    }

    @Override
    public String toString() {
        return "LogReader[" + logDirectory + ", " + log + ", sequence " + lastSequence + "]";
    }
}
