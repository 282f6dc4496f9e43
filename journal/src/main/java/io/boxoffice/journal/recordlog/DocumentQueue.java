package io.boxoffice.journal.recordlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Puts documents into the files of one term, one after the other, and syncs nothing. A port: Chronicle Queue stands behind it,
 * or a simulated disk. What it writes is found again by {@link TermReader}, which knows nothing of documents, only of the
 * batches in them; each must start on a multiple of four bytes in its file. For one thread.
 */
public interface DocumentQueue extends AutoCloseable {
    /** Makes queues. */
    @FunctionalInterface
    interface Factory {
        /** Chronicle Queue. */
        Factory CHRONICLE = ChronicleDocumentQueue::new;

        /**
         * Makes the queue of a term in its directory, which is there and empty.
         *
         * @param timeMs of the records that come first
         */
        DocumentQueue create(TermDirectory term, LogSettings settings, long timeMs) throws IOException;
    }

    /**
     * Adds a document.
     *
     * @param bytes  a direct buffer; the document is its first {@code length} bytes
     * @param timeMs of its last record; decides which file it goes to, and never goes back
     */
    void append(ByteBuffer bytes, int length, long timeMs) throws IOException;

    /** A number that changes whenever {@link #append} has begun another file. */
    int cycle();

    /** The file that the last document went to. */
    Path currentFile();

    /** The file that is there before there is any document. */
    Path metadataFile();

    /** Lets go of the files. */
    @Override
    void close();
}
