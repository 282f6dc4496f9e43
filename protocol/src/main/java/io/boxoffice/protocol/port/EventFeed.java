package io.boxoffice.protocol.port;

import org.agrona.DirectBuffer;

/** Follows the event log from a position on, in order. For one thread. */
public interface EventFeed extends AutoCloseable {
    /** Takes events in the order of (sequence, ordinal). */
    @FunctionalInterface
    interface Handler {
        /** The buffer is valid during the call only. It holds one message, header first. */
        void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length);
    }

    /** Opens feeds. Any thread. */
    @FunctionalInterface
    interface Source {
        /** A feed of the events of all commands after the given sequence (0: from the first one). */
        EventFeed openAfter(long sequence);

        /** The last command whose events, if it had any, are no longer kept; 0: all are kept. */
        default long keptAfter() {
            return 0;
        }
    }

    /**
     * Hands out what is there, without waiting: always all events of a command, and no further command once {@code limit}
     * events were handed out. Nothing handed out means that nothing new was there when the call began.
     *
     * @return how many events; 0 when there was nothing new
     */
    int poll(Handler handler, int limit);

    @Override
    void close();
}
