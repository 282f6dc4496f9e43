package io.boxoffice.journal.recordlog;

import java.nio.file.Path;

/**
 * A log was written by another version of this program, which knew more. Nothing is wrong with it: the message names the
 * version and says to start a newer Boxoffice.
 */
public final class UnknownVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param position of the batch, in bytes from the start of its file
     * @param what     which version: "format version", "schema version"
     * @param found    the version that was found
     * @param known    the newest version that this program knows
     */
    public UnknownVersionException(Path file, long position, String what, int found, int known) {
        super(file + " at byte " + position + " has " + what + " " + found + ", and this program knows up to " + known
                + ": start a newer Boxoffice on it. Nothing was changed.");
    }
}
