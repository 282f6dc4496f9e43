package io.boxoffice.journal.snapshot;

import java.nio.file.Path;

/** A snapshot is not what was written, or not of this journal. The message says where and what to do. */
public final class SnapshotDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param position in bytes from the start of the file
     */
    public SnapshotDamagedException(Path file, long position, String what) {
        super(what + " [" + file + " at byte " + position
                + "]. Nothing was changed. Move this file away: an older snapshot, or the journal from its beginning, takes its"
                + " place as far as they are kept.");
    }
}
