package io.boxoffice.journal.recordlog;

import io.boxoffice.journal.record.LogKind;
import java.nio.file.Path;

/**
 * Something that was once on disk is no longer there, or is not what it was. The server must not start: the message says
 * where the damage is and what to do.
 */
public final class JournalCorruptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long position;
    private final long lastGoodSequence;

    /**
     * @param log              which of the logs
     * @param file             file or directory of the damage
     * @param position         in bytes from its start; 0 for a directory
     * @param lastGoodSequence the last sequence that is known to be whole
     */
    public JournalCorruptException(LogKind log, Path file, long position, long lastGoodSequence, String what) {
        super(what + " [" + file + " at byte " + position + ", good through sequence " + lastGoodSequence
                + "]. Nothing that was written was changed. " + log.remedy()
                + "; how far it is readable says: boxoffice journal verify.");
        this.file = file;
        this.position = position;
        this.lastGoodSequence = lastGoodSequence;
    }

    public Path file() {
        return file;
    }

    public long position() {
        return position;
    }

    public long lastGoodSequence() {
        return lastGoodSequence;
    }
}
