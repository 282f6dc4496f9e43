package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.disk.FileSync;

/**
 * What stands between a log and the disk. Everything else goes through {@link java.nio.file.Path}, whose file system may be
 * another than the machine's.
 *
 * @param documents puts batches into files
 * @param sync      makes files durable
 */
public record LogStorage(DocumentQueue.Factory documents, FileSync sync) {
    /** The real one. */
    public static final LogStorage CHRONICLE = new LogStorage(DocumentQueue.Factory.CHRONICLE, FileSync.FORCE);
}
