package io.boxoffice.protocol.port;

import org.agrona.DirectBuffer;

/**
 * The record of what happened, as the booking thread writes it. It is derived from the command journal and not synced per
 * batch: recovery completes it from replay. An event's identity is (journal id, command sequence, ordinal).
 */
public interface EventLog extends AutoCloseable {
    /** The last command sequence whose events are all here; events at or below it must not be appended again. */
    long lastSequence();

    /**
     * Adds an event to the open batch.
     *
     * @param ordinal 0, 1, 2, … among the events of one command
     */
    void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length);

    /** Makes the open batch visible to feeds, all of it or nothing. */
    void commit();

    @Override
    void close();
}
