package io.boxoffice.protocol.port;

import org.agrona.DirectBuffer;

/**
 * The durable record of every command, as the booking thread writes it. It keeps opaque bytes. All methods but
 * {@link #storage()} are for the booking thread.
 */
public interface CommandJournal extends AutoCloseable {
    /** Whether the disk has room; judged in the background, readable from any thread. */
    enum Storage {
        /** Everything may be appended. */
        AMPLE,
        /** Below the first floor: no new holds; what ends or completes a hold still goes on. */
        LOW,
        /** Below the second floor: nothing may be appended. */
        EXHAUSTED
    }

    /** The random id of this journal, which its events and PostgreSQL's watermark carry too. */
    long journalId();

    /** The last durable sequence; 0 when there is none yet. */
    long lastSequence();

    /**
     * Adds a command to the open batch. Nothing is promised before {@link #commit()}.
     *
     * @param sequence one more than the command before
     * @param timeMs   its stamped time, never less than that of the command before
     */
    void append(long sequence, long timeMs, DirectBuffer buffer, int offset, int length);

    /**
     * Writes the open batch and makes it durable with one sync.
     *
     * @throws JournalFailedException when it could not be made durable; the process must stop without answering anybody
     */
    void commit();

    /** Closes the last batch with a synced seal when there is one unsealed, so that its tail cannot be mistaken for a torn one. */
    void seal();

    /** See {@link Storage}. */
    Storage storage();

    /** Seals and closes. */
    @Override
    void close();
}
