package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.record.BatchBuilder;
import io.boxoffice.journal.record.BatchDescriptor;
import io.boxoffice.journal.record.BatchKind;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.record.RecordDescriptor;
import io.boxoffice.protocol.port.JournalFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Writes one new term of a log: stages records, and writes each batch as one document. One thread at a time. Steady state
 * allocates nothing.
 *
 * <p>Anything that goes wrong while writing or syncing is final: what is on disk is no longer known, so every later call is
 * refused with {@link JournalFailedException}.
 */
public final class RecordLogWriter implements AutoCloseable {
    private final LogSettings settings;
    private final TermDirectory directory;
    private final TermWriter term;
    private final BatchBuilder batch;
    private long nextBatchNumber;
    private long writtenSequence;
    private long lastTimeMs;
    private boolean everythingSynced;
    private boolean sealed;
    private boolean closed;
    private Throwable failure;

    private RecordLogWriter(
            LogKind log, LogSettings settings, TermDirectory directory, TermWriter term, long journalId, LogTail tail) {
        this.settings = settings;
        this.directory = directory;
        this.term = term;
        batch = new BatchBuilder(log, journalId, directory.number(), settings.maxBatchBytes() + (1 << 16));
        writtenSequence = tail.lastSequence();
    }

    /**
     * Opens the term after a log's tail. It exists, durably and whatever the settings, when this returns.
     *
     * @param journalId     the id that all batches carry
     * @param tail          of this log; its last sequence is what the new term continues from, and what the log holds beyond
     *                      it becomes void
     * @param nowMs         epoch milliseconds
     * @throws JournalFailedException when the term cannot be made
     */
    public static RecordLogWriter open(
            Path logDirectory,
            LogKind log,
            LogSettings settings,
            LogStorage storage,
            long journalId,
            LogTail tail,
            long nowMs) {
        TermDirectory directory = TermDirectory.of(logDirectory, tail.lastTerm() + 1);
        long timeMs = Math.max(nowMs, tail.lastTimeMs());
        RecordLogWriter writer = null;
        try {
            tail.makeDurable(logDirectory, storage.sync());
            TermWriter term = new TermWriter(directory, settings, storage, timeMs);
            writer = new RecordLogWriter(log, settings, directory, term, journalId, tail);
            writer.writeTermHeader(timeMs);
            return writer;
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.failure = e;
                writer.close();
            }
            throw new JournalFailedException("cannot open " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    /** Makes a term durable that another thread may be writing, as far as it was written. */
    public static void forceTerm(Path logDirectory, int number, FileSync sync) throws IOException {
        TermDirectory term = TermDirectory.of(logDirectory, number);
        for (Path file : term.cycleFiles()) {
            sync.forceFile(file);
        }
        sync.forceDirectory(term.path());
        sync.forceDirectory(logDirectory);
    }

    /** The last sequence of the batches written, synced or not. */
    public long writtenSequence() {
        return writtenSequence;
    }

    /**
     * Stages a record. A batch that grows too large is written (and synced, if so set) before it, between two commands.
     *
     * @throws IllegalArgumentException when sequence, ordinal or time go back, or one command's records outgrow a batch
     */
    public void append(
            long sequence, int ordinal, long timeMs, int schemaVersion, DirectBuffer buffer, int offset, int length) {
        checkUsable();
        if (sequence <= writtenSequence || (batch.recordCount() > 0 && sequence < batch.lastSequence())) {
            throw new IllegalArgumentException("sequence " + sequence + " is not after those before it");
        }
        int added = RecordDescriptor.alignedLength(length);
        boolean sameCommand = batch.recordCount() > 0 && sequence == batch.lastSequence();
        int commandBytes = BatchDescriptor.HEADER_BYTES + added + (sameCommand ? batch.lastCommandBytes() : 0);
        if (commandBytes > settings.batchBytesCeiling()) {
            throw new IllegalArgumentException("the records of command " + sequence + " take more than the "
                    + settings.batchBytesCeiling() + " bytes of a batch: use larger blocks");
        }
        if (batch.recordCount() > 0 && batch.lengthBytes() + added > settings.maxBatchBytes()) {
            makeRoom(sameCommand);
        }
        batch.add(sequence, ordinal, timeMs, schemaVersion, buffer, offset, length);
        lastTimeMs = Math.max(lastTimeMs, timeMs);
    }

    /** Writes what is staged, if anything, and syncs it if so set. */
    public void commit() {
        checkUsable();
        if (batch.recordCount() > 0) {
            writeRecords();
        }
    }

    /** Makes durable everything written so far. */
    public void force() {
        checkUsable();
        try {
            if (!everythingSynced) {
                term.force();
                everythingSynced = true;
            }
        } catch (IOException | RuntimeException e) {
            throw fail("sync", e);
        }
    }

    /**
     * Closes the last batch: makes it durable, then writes a seal that says so, and makes that durable too. Does nothing when
     * nothing was written since the last seal.
     */
    public void seal() {
        checkUsable();
        if (batch.recordCount() > 0) {
            throw new IllegalStateException("a batch is open");
        }
        if (!sealed) {
            force();
            writeWithoutRecords(BatchKind.SEAL, lastTimeMs, BatchDescriptor.FLAG_PREVIOUS_SYNCED);
            force();
            sealed = true;
        }
    }

    /** Seals, unless it has failed, and closes. What is staged and not committed is dropped. */
    @Override
    public void close() {
        close(true);
    }

    /**
     * Closes.
     *
     * @param withSeal false when there is no room for a seal
     */
    public void close(boolean withSeal) {
        if (closed) {
            return;
        }
        try {
            if (failure == null && withSeal) {
                batch.clear();
                seal();
            }
        } finally {
            closed = true;
            closeTerm();
        }
    }

    private void writeTermHeader(long timeMs) throws IOException {
        lastTimeMs = timeMs;
        writeWithoutRecords(
                BatchKind.TERM,
                timeMs,
                settings.syncEachBatch()
                        ? BatchDescriptor.FLAG_PREVIOUS_SYNCED | BatchDescriptor.FLAG_SYNC_EACH_BATCH
                        : BatchDescriptor.FLAG_PREVIOUS_SYNCED);
        force();
        term.forceExistence();
        sealed = true;
    }

    private void makeRoom(boolean sameCommand) {
        if (!sameCommand) {
            writeRecords();
        } else if (batch.holdsEarlierCommands()) {
            BatchBuilder.Carried carried = batch.removeLastCommand();
            writeRecords();
            batch.restoreLastCommand(carried);
        }
    }

    private void writeRecords() {
        long sequence = batch.lastSequence();
        batch.finish(nextBatchNumber, everythingSynced ? BatchDescriptor.FLAG_PREVIOUS_SYNCED : 0);
        write();
        writtenSequence = sequence;
        sealed = false;
        if (settings.syncEachBatch()) {
            force();
        }
    }

    private void writeWithoutRecords(BatchKind kind, long timeMs, int flags) {
        batch.finishWithoutRecords(kind, nextBatchNumber, writtenSequence, timeMs, flags);
        write();
    }

    private void write() {
        try {
            everythingSynced = false;
            term.write(batch.bytes(), batch.lengthBytes(), lastTimeMs);
            nextBatchNumber++;
            batch.clear();
        } catch (IOException | RuntimeException | Error e) {
            throw fail("write", e);
        }
    }

    private void checkUsable() {
        if (failure != null) {
            throw new JournalFailedException("refused: an earlier write to " + directory.path() + " failed", failure);
        }
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }

    private JournalFailedException fail(String what, Throwable cause) {
        failure = cause;
        return new JournalFailedException(
                "could not " + what + " batch " + nextBatchNumber + " of " + directory.path() + ": " + cause, cause);
    }

    private void closeTerm() {
        try {
            term.close();
        } catch (IOException e) {
            throw new JournalFailedException("cannot close " + directory.path(), e);
        }
    }
}
