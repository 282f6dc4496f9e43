package io.boxoffice.protocol.port;

import org.agrona.DirectBuffer;

/**
 * A bounded buffer of replies for one waiting thread (an event loop, say). The booking thread writes and never waits: a place
 * was set aside when the request was claimed. All methods are for the owner thread.
 */
public interface ReplyChannel {
    /** Takes replies in the order in which their commands were applied. */
    @FunctionalInterface
    interface Handler {
        /** The buffer is valid during the call only. It holds one message, header first. */
        void onReply(long correlationId, DirectBuffer buffer, int offset, int length);
    }

    /**
     * Hands out replies that have arrived.
     *
     * @return how many
     */
    int drain(Handler handler, int limit);

    /** Requests published through this channel whose replies were not drained yet. */
    int inFlight();
}
