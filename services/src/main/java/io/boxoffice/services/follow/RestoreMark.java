package io.boxoffice.services.follow;

/**
 * Tells apart which life of a journal a sequence is of. A journal restored from a backup gives the sequences after the backup a
 * second time, to other commands; so what names an event outside of the event log carries this mark.
 *
 * @param text the journal's id in hexadecimal digits, and the mark of its last restore, if there was one
 */
public record RestoreMark(String text) {
    /**
     * The mark of a journal.
     *
     * @param lastRestore the random mark of the last restore from a backup; empty: there was none
     */
    public static RestoreMark of(long journalId, String lastRestore) {
        String id = Long.toHexString(journalId);
        return new RestoreMark(lastRestore.isEmpty() ? id : id + '-' + lastRestore);
    }

    /** The place after a command and all its events. */
    public EventPosition at(long sequence) {
        return new EventPosition(this, sequence);
    }

    /**
     * The name of an event, for good: under it others, such as a mail server, know what the event led to, and do it once.
     *
     * @param ordinal of the event among those of its command
     */
    public String outboxKey(long sequence, int ordinal) {
        return text + '-' + sequence + '-' + ordinal;
    }
}
