package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Where a log ends.
 *
 * @param journalId     0 when there is no journal yet
 * @param lastTerm      number of the newest term, void or not; 0 when there is none
 * @param lastSequence  the last sequence that is whole
 * @param lastTimeMs    the time of its record, or a later one; 0 when there is none
 * @param sealed        whether a seal closes the last batch
 * @param torn          whether a torn batch, which is void, stands after it
 * @param syncEachBatch whether the last term was synced batch by batch
 * @param unsynced      where the bytes begin of which nothing says that they are on disk; null when there are no batches
 */
public record LogTail(
        long journalId,
        int lastTerm,
        long lastSequence,
        long lastTimeMs,
        boolean sealed,
        boolean torn,
        boolean syncEachBatch,
        UnsyncedTail unsynced) {

    /**
     * Reads and judges the newest term. Older terms are judged when they are read.
     *
     * @param knownThrough of the newest term, what is before this record need not be read again; 0: all of it is
     * @throws JournalCorruptException when something that was synced is missing from it
     */
    public static LogTail read(Path logDirectory, LogKind log, long knownThrough) {
        return read(logDirectory, log, knownThrough, sequence -> {});
    }

    /**
     * The same.
     *
     * @param progress hears the last sequence that is there so far, batch by batch
     */
    public static LogTail read(Path logDirectory, LogKind log, long knownThrough, LongConsumer progress) {
        try (LogReader reader = LogReader.openLastTerm(logDirectory, log, Math.max(0, knownThrough - 1))) {
            return read(reader, progress);
        }
    }

    /**
     * The same, for whoever reads all that he builds on once more, as a replay does: where a batch near the end says that everything
     * before it was synced, only what follows is read now. Whatever is missing before that batch is then corruption, and reading on
     * to it from anywhere before finds that out.
     */
    public static LogTail find(Path logDirectory, LogKind log, long knownThrough) {
        try (LogReader reader = LogReader.openLastTerm(logDirectory, log, Long.MAX_VALUE)) {
            LogTail tail = read(reader, sequence -> {});
            if (reader.sawSyncedBefore()) {
                return tail;
            }
        }
        return read(logDirectory, log, knownThrough);
    }

    private static LogTail read(LogReader reader, LongConsumer progress) {
        while (reader.next()) {
            progress.accept(reader.lastSequence());
        }
        Term last = reader.term();
        if (last == null) {
            return new LogTail(0, 0, 0, 0, false, false, false, null);
        }
        boolean synced = reader.terms().stream()
                .filter(term -> !term.isVoid())
                .reduce((older, newer) -> newer)
                .map(Term::syncEachBatch)
                .orElse(false);
        return new LogTail(
                last.journalId(),
                last.number(),
                reader.lastSequence(),
                reader.lastTimeMs(),
                reader.sealed(),
                reader.torn(),
                synced,
                reader.unsynced());
    }

    /**
     * Makes the end of the log durable, as far as it was written: what was read from it may so far be in memory only, and what
     * follows builds on it.
     */
    public void makeDurable(Path logDirectory, FileSync sync) throws IOException {
        if (unsynced != null) {
            unsynced.makeDurable(sync);
        }
        if (lastTerm > 0) {
            sync.forceDirectory(logDirectory);
        }
    }

    /** The same with all of the newest term. */
    public static LogTail read(Path logDirectory, LogKind log) {
        return read(logDirectory, log, 0);
    }

    /** The same log, void beyond a sequence. */
    public LogTail cutTo(long sequence) {
        return new LogTail(journalId, lastTerm, sequence, lastTimeMs, sealed, torn, syncEachBatch, unsynced);
    }
}
