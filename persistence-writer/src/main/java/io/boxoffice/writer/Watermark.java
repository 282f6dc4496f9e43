package io.boxoffice.writer;

/**
 * How far a database has been written.
 *
 * @param sequence the last command all of whose events are in the database; 0: none
 */
public record Watermark(long journalId, long sequence) {
    /**
     * Checks that a journal can go on from here.
     *
     * @throws WatermarkRefusedException when the database belongs to another journal, or knows more than this one
     */
    void requireFits(long ownJournalId, long lastSequence) {
        if (journalId != ownJournalId) {
            throw new WatermarkRefusedException("the database was written from journal " + Long.toHexString(journalId)
                    + ", this is journal " + Long.toHexString(ownJournalId)
                    + ": use the database that goes with this data directory, or an empty one");
        }
        if (sequence > lastSequence) {
            throw new WatermarkRefusedException("the database has everything up to sequence " + sequence
                    + ", but the journal ends at " + lastSequence
                    + ": the journal has lost its end or was restored from an older copy; restore the newest copy of the"
                    + " data directory, or the database as it was then");
        }
    }
}
