package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.BatchDescriptor;
import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.BatchView;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.journal.record.RecordDescriptor;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the batches of one term in order, from the raw bytes of its cycle files, also while another process writes them. For
 * one thread.
 *
 * <p>{@link #poll} hands out a batch only when it is whole, by its checksums, and has the expected number. When it hands out
 * nothing, more may come, in a live term; in a term that is no longer written, {@link #judgeTail} says whether what follows
 * is a torn batch or corruption.
 */
final class TermReader implements AutoCloseable {
    /** Between two batches of a file stands nothing but Chronicle's own index pages, which are far smaller. */
    private static final int GAP_BYTES = 1 << 20;

    private static final int WINDOW_BYTES = 1 << 20;
    private static final int SMALL_WINDOW_BYTES = 1 << 15;

    private final TermDirectory term;
    private final LogKind log;
    private final BatchSearch search = new BatchSearch();
    private final FileWindow window;
    private final BatchView batch = new BatchView();
    private final BatchView other = new BatchView();
    private List<Path> files = List.of();
    private int fileIndex;
    private long journalId;
    private long position;
    private long batchPosition;
    private long expectedNumber;
    private long lastSequence;
    private Path tornFile;
    private long tornPosition;

    /**
     * @param journalId the id that every batch must carry; 0: that of the first one
     */
    private TermReader(Term term, LogKind log) {
        this(term.directory(), log, term.journalId(), WINDOW_BYTES);
        expectedNumber = term.firstBatch();
    }

    /** For reading all that is kept of a term. */
    static TermReader of(Term term, LogKind log) {
        return new TermReader(term, log);
    }

    private TermReader(TermDirectory term, LogKind log, long journalId, int windowBytes) {
        window = new FileWindow(windowBytes);
        this.term = term;
        this.log = log;
        this.journalId = journalId;
        refreshFiles();
    }

    /** For reading the first batch only. */
    static TermReader ofFirstBatch(TermDirectory term, LogKind log, long journalId) {
        return new TermReader(term, log, journalId, SMALL_WINDOW_BYTES);
    }

    /** Looks for files that have appeared since. */
    void refreshFiles() {
        files = term.cycleFiles();
        if (window.isOpen()) {
            // Files before the one that is open may be gone meanwhile, and even that one.
            fileIndex = files.indexOf(window.file());
            if (fileIndex < 0) {
                files = new ArrayList<>(files);
                files.add(0, window.file());
                fileIndex = 0;
            }
        } else if (!files.isEmpty()) {
            window.open(files.get(0));
        }
    }

    /**
     * How a file begins.
     *
     * @param sequenceBefore the last sequence before it
     * @param timeMs         of its first batch; no record in it is older than those before
     */
    record FileStart(long batchNumber, long sequenceBefore, long timeMs) {}

    /** Looks how a file of this term begins; null when it has no whole batch there. To be called before {@link #poll}. */
    FileStart startOf(Path file) {
        window.open(file);
        long found = firstWholeBatch(0, Math.min(window.size(), GAP_BYTES));
        if (found == BatchSearch.NOT_FOUND) {
            return null;
        }
        other.wrap(window.buffer(), window.offsetOf(found));
        return isForeign(other) ? null : new FileStart(other.batchNumber(), other.firstSequence() - 1, other.timeMs());
    }

    /**
     * Starts at a batch that begins at or before a sequence, near it; what is before that batch is not looked at. To be called
     * before {@link #poll}.
     *
     * <p>Files and batches are looked at here and there, and stand in order. Where they do not, nothing is skipped, so that
     * whatever is wrong is met in reading on.
     *
     * @return the last sequence before that batch; -1 when nothing is skipped
     */
    long skipTo(long sequence) {
        FileStart nearest = null;
        int nearestIndex = 0;
        try (TermReader glance = new TermReader(term, log, journalId, SMALL_WINDOW_BYTES)) {
            long numberBefore = -1;
            for (int i = 0; i < files.size(); i++) {
                FileStart start = glance.startOf(files.get(i));
                if (start == null || start.batchNumber() <= numberBefore) {
                    return -1;
                }
                numberBefore = start.batchNumber();
                if (start.sequenceBefore() <= sequence) {
                    nearest = start;
                    nearestIndex = i;
                }
            }
        }
        if (nearest == null) {
            return -1;
        }
        if (nearestIndex > 0) {
            fileIndex = nearestIndex;
            window.open(files.get(nearestIndex));
            expectedNumber = nearest.batchNumber();
        }
        return skipWithinFile(sequence, nearest);
    }

    private long skipWithinFile(long sequence, FileStart start) {
        long low = 0;
        long lowNumber = start.batchNumber();
        long before = start.sequenceBefore();
        long high = window.size();
        while (high - low > 2 * GAP_BYTES) {
            long middle = (low + high) / 2 & -BatchDescriptor.ALIGNMENT_BYTES;
            long found = firstWholeBatch(middle, Math.min(high, middle + GAP_BYTES));
            if (found == BatchSearch.NOT_FOUND) {
                high = middle;
                continue;
            }
            other.wrap(window.buffer(), window.offsetOf(found));
            if (isForeign(other) || other.batchNumber() <= lowNumber) {
                return fileIndex == 0 ? -1 : start.sequenceBefore();
            }
            if (other.firstSequence() - 1 <= sequence) {
                low = found;
                lowNumber = other.batchNumber();
                before = other.firstSequence() - 1;
            } else {
                high = middle;
            }
        }
        position = low;
        expectedNumber = lowNumber;
        return before;
    }

    /** Moves on to the next batch; false when there is none that is whole (yet). */
    boolean poll() {
        if (!window.isOpen()) {
            return false;
        }
        window.forgetIfZeroAt(position);
        do {
            long limit = Math.min(window.size(), position + GAP_BYTES);
            long found = firstWholeBatch(position, limit);
            if (found != BatchSearch.NOT_FOUND && isExpected(found)) {
                accept(found);
                return true;
            }
        } while (moveToFileThatContinues());
        window.forget();
        return false;
    }

    /** Whether nothing was written after the last batch: cheap, for a live reader with nothing to do. */
    boolean isIdle() {
        return !window.isOpen() || window.isZeroOnDisk(position);
    }

    /** Whether the term has a file after the one that is read. */
    boolean hasLaterFile() {
        return fileIndex < files.size() - 1;
    }

    /** The batch that {@link #poll} moved to; valid until the next call. */
    BatchView batch() {
        return batch.wrap(window.buffer(), window.offsetOf(batchPosition));
    }

    Path file() {
        return window.isOpen() ? window.file() : term.path();
    }

    long batchPosition() {
        return batchPosition;
    }

    /** Where the last batch ends, in bytes from the start of its file. */
    long endPosition() {
        return position;
    }

    /**
     * Judges everything after the last whole batch, to the end of the last file.
     *
     * @return whether a torn batch, or the beginning of one, stands there
     * @throws JournalCorruptException when something stands there that was written after what is missing had been synced
     */
    boolean judgeTail() {
        try {
            return judgeTailOfFiles();
        } finally {
            if (!files.isEmpty()) {
                window.open(files.get(fileIndex));
            }
        }
    }

    /** After {@link #judgeTail()}: the file that the torn batch stands in, or the one that was read last. */
    Path tornFile() {
        return tornFile == null ? file() : tornFile;
    }

    /** After {@link #judgeTail()}: where the torn batch begins in {@link #tornFile()}, or where the last whole one ends. */
    long tornPosition() {
        return tornFile == null ? position : tornPosition;
    }

    private boolean judgeTailOfFiles() {
        boolean torn = false;
        tornPosition = position;
        tornFile = file();
        for (int i = fileIndex; i < files.size(); i++) {
            if (i > fileIndex) {
                window.open(files.get(i));
            }
            long from = i == fileIndex ? position : 0;
            long size = window.size();
            for (long at = from;
                    (at = search.nextCandidate(window, at, size, true)) != BatchSearch.NOT_FOUND;
                    at += 4) {
                if (!torn) {
                    torn = true;
                    tornPosition = at;
                    tornFile = files.get(i);
                }
                if (bearsWitness(at)) {
                    throw new JournalCorruptException(
                            log,
                            tornFile,
                            tornPosition,
                            lastSequence,
                            "Batch " + expectedNumber
                                    + " of term " + term.number() + " is missing or damaged, and what stands at byte "
                                    + at + " of "
                                    + files.get(i) + " was written after it had been synced");
                }
            }
        }
        return torn;
    }

    @Override
    public void close() {
        window.close();
    }

    private boolean bearsWitness(long at) {
        if (search.isHeader(window, at)) {
            other.wrap(window.buffer(), window.offsetOf(at));
            if (!isForeign(other) && other.batchNumber() < expectedNumber) {
                throw corrupt(at, "Batch " + other.batchNumber() + " stands here a second time");
            }
            return !isForeign(other)
                    && other.batchNumber() > expectedNumber
                    && other.has(BatchDescriptor.FLAG_PREVIOUS_SYNCED);
        }
        if (journalId != 0 && search.isRecord(window, at, journalId)) {
            int offset = window.offsetOf(at);
            return RecordDescriptor.term(window.buffer(), offset) == term.number()
                    && RecordDescriptor.batchNumber(window.buffer(), offset) > expectedNumber
                    && (RecordDescriptor.flags(window.buffer(), offset) & BatchDescriptor.FLAG_PREVIOUS_SYNCED) != 0;
        }
        return false;
    }

    private long firstWholeBatch(long from, long to) {
        for (long at = from; (at = search.nextCandidate(window, at, to, false)) != BatchSearch.NOT_FOUND; at += 4) {
            if (search.isHeader(window, at) && search.isWholeBatch(window, at)) {
                return at;
            }
        }
        return BatchSearch.NOT_FOUND;
    }

    private boolean isExpected(long at) {
        other.wrap(window.buffer(), window.offsetOf(at));
        requireKnownVersions(at, other);
        if (isForeign(other)) {
            throw corrupt(
                    at,
                    "This is of journal " + Long.toHexString(other.journalId()) + ", term " + other.term() + ", log "
                            + other.logCode() + ", and does not belong here");
        }
        if (other.batchNumber() < expectedNumber) {
            throw corrupt(at, "Batch " + other.batchNumber() + " stands here a second time or out of order");
        }
        return other.batchNumber() == expectedNumber;
    }

    /** One program wrote all records of a batch, so the first one speaks for them. */
    private void requireKnownVersions(long at, BatchView view) {
        if (view.formatVersion() != BatchDescriptor.FORMAT_VERSION) {
            throw newer(at, "format version", view.formatVersion(), BatchDescriptor.FORMAT_VERSION);
        }
        if (view.is(BatchKind.RECORDS)
                && view.schemaVersionAt(view.firstPosition()) > MessageHeaderDecoder.SCHEMA_VERSION) {
            int version = view.schemaVersionAt(view.firstPosition());
            throw newer(at, "schema version", version, MessageHeaderDecoder.SCHEMA_VERSION);
        }
    }

    private NewerVersionException newer(long at, String what, int version, int known) {
        return new NewerVersionException(window.file() + " at byte " + at + " has " + what + " " + version
                + ", this program knows up to " + known);
    }

    private boolean isForeign(BatchView view) {
        return view.term() != term.number()
                || view.logCode() != log.code()
                || (journalId != 0 && view.journalId() != journalId);
    }

    private void accept(long at) {
        batchPosition = at;
        BatchView accepted = batch();
        journalId = accepted.journalId();
        lastSequence = accepted.lastSequence();
        expectedNumber++;
        int alignment = BatchDescriptor.ALIGNMENT_BYTES;
        position = (at + accepted.lengthBytes() + alignment - 1) & -alignment;
    }

    /** A later file that starts with the expected batch shows that this one has no more; others stay for the judge. */
    private boolean moveToFileThatContinues() {
        for (int i = fileIndex + 1; i < files.size(); i++) {
            Path current = window.file();
            window.open(files.get(i));
            long found = firstWholeBatch(0, Math.min(window.size(), GAP_BYTES));
            if (found != BatchSearch.NOT_FOUND) {
                if (isExpected(found)) {
                    fileIndex = i;
                    position = 0;
                    return true;
                }
                window.open(current);
                return false;
            }
            window.open(current);
        }
        return false;
    }

    private JournalCorruptException corrupt(long at, String what) {
        return new JournalCorruptException(log, window.file(), at, lastSequence, what);
    }
}
