package io.boxoffice.journal;

import io.boxoffice.journal.disk.DiskFloors;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.JournalFailedException;

/**
 * Stands between both logs and the end of the disk: judges the room again whenever much was written, and stops a write that
 * could touch a page without space behind it. For the thread that writes both.
 */
final class DiskReserve {
    private final DiskFloors floors;
    private final long reserveBytes;
    private long bytesSinceJudged;

    /**
     * @param reserveBytes below this much usable disk nothing is written any more
     */
    DiskReserve(DiskFloors floors, long reserveBytes) {
        this.floors = floors;
        this.reserveBytes = reserveBytes;
    }

    /** Counts what was staged. */
    void add(int bytes) {
        bytesSinceJudged += bytes;
    }

    /**
     * Must be called before a batch is written.
     *
     * @throws JournalFailedException when the reserve is gone
     */
    void check() {
        if (bytesSinceJudged > reserveBytes / 4) {
            floors.judge();
            bytesSinceJudged = 0;
        }
        if (gone()) {
            throw new JournalFailedException(
                    "the disk of the data directory is full (" + floors.usableBytes() + " bytes left)", null);
        }
    }

    /** Whether there is too little left for anything to be written. */
    boolean gone() {
        if (floors.storage() == Storage.EXHAUSTED) {
            floors.judge();
            return floors.usableBytes() < reserveBytes;
        }
        return false;
    }
}
