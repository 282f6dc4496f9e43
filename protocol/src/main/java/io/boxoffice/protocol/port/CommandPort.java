package io.boxoffice.protocol.port;

import org.agrona.MutableDirectBuffer;

/**
 * The way into the booking core: claim a slot, encode one command or query into it, publish it.
 *
 * <p>Any thread may claim and publish; none of the methods blocks. A claim that succeeded must be published or abandoned,
 * soon and by the thread that made it: the ring cannot pass an open claim. Claims are refused, not queued, when the core has
 * no room; the caller answers "overloaded" then.
 */
public interface CommandPort {
    /** {@link #tryClaim}: every slot is in use. */
    long RING_FULL = -1;

    /** {@link #tryClaim}: queries already use their share of the ring. */
    long QUERIES_FULL = -2;

    /** {@link #tryClaim}: the reply channel has as many requests under way as it has places for replies. */
    long REPLIES_FULL = -3;

    /** {@link #tryClaim}: the core is stopping or has stopped. */
    long STOPPED = -4;

    /**
     * Claims a slot, and a place for its reply.
     *
     * @param replyTo where the reply goes; the caller must be the channel's owner thread
     * @param query   whether a query will be encoded; queries together get at most a quarter of the ring
     * @return a claim (zero or more), or one of the negative constants above
     */
    long tryClaim(ReplyChannel replyTo, boolean query);

    /**
     * The claimed slot, to be filled from offset 0 with a message header and a message of at most
     * {@link io.boxoffice.protocol.Slot#SIZE_BYTES} bytes together. Its root block is all zeros: what is not set is 0.
     */
    MutableDirectBuffer slot(long claim);

    /**
     * Hands the slot over. The reply will carry the correlation id.
     *
     * @param length bytes encoded, message header included
     */
    void publish(long claim, int length, long correlationId);

    /** Gives up a claim; there will be no reply. */
    void abandon(long claim);

    /**
     * Opens a channel for replies, to be drained by one thread, its owner.
     *
     * @param name        for metrics and thread dumps
     * @param maxInFlight requests that may wait for a reply at a time; bounds the channel's memory
     * @param wakeUp      called on the booking thread after replies were put into the empty channel; must not block
     */
    ReplyChannel openReplies(String name, int maxInFlight, Runnable wakeUp);
}
