package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes the documents of one term and syncs the files they went to. One thread at a time. */
final class TermWriter implements AutoCloseable {
    private final TermDirectory term;
    private final FileSync sync;
    private final DocumentQueue queue;
    private int cycle = Integer.MIN_VALUE;
    private FileChannel current;
    private FileChannel former;
    private boolean fileAppeared;

    /**
     * Makes the directory of a new term.
     *
     * @throws IOException when it exists already or cannot be made
     */
    TermWriter(TermDirectory term, LogSettings settings, LogStorage storage, long timeMs) throws IOException {
        this.term = term;
        sync = storage.sync();
        OwnerOnly.createDirectories(term.path().getParent());
        OwnerOnly.createDirectory(term.path());
        queue = storage.documents().create(term, settings, timeMs);
        // The queue makes its files itself, as the umask says; the directory keeps others out until this is done.
        OwnerOnly.tighten(queue.metadataFile());
    }

    /** Writes one document; nothing is promised before {@link #force()}. */
    void write(ByteBuffer bytes, int length, long timeMs) throws IOException {
        queue.append(bytes, length, timeMs);
        if (queue.cycle() != cycle) {
            followRoll();
        }
    }

    /** Makes durable everything written so far. */
    void force() throws IOException {
        if (former != null) {
            sync.force(former);
            former.close();
            former = null;
        }
        if (current != null) {
            sync.force(current);
        }
        if (fileAppeared) {
            sync.forceDirectory(term.path());
            fileAppeared = false;
        }
    }

    /** Makes durable that this term exists. */
    void forceExistence() throws IOException {
        sync.forceFile(queue.metadataFile());
        sync.forceDirectory(term.path());
        Path logDirectory = term.path().getParent();
        sync.forceDirectory(logDirectory);
        sync.forceDirectory(logDirectory.getParent());
    }

    /** Unmaps and closes the files; syncs nothing. */
    @Override
    public void close() throws IOException {
        queue.close();
        if (former != null) {
            former.close();
        }
        if (current != null) {
            current.close();
        }
    }

    private void followRoll() throws IOException {
        cycle = queue.cycle();
        if (former != null) {
            sync.force(former);
            former.close();
        }
        former = current;
        OwnerOnly.tighten(queue.currentFile());
        current = FileChannel.open(queue.currentFile(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        fileAppeared = true;
    }
}
