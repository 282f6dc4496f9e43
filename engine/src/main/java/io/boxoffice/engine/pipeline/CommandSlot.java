package io.boxoffice.engine.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place in the ring: the bytes of a command or query, and where its reply goes. Belongs to the producer from claim to
 * publish, then to the booking thread until the ring's sequence has passed it.
 */
final class CommandSlot implements ReplySink {
    /** How the schema numbers its messages: commands below, replies and events above. */
    private static final int FIRST_QUERY = 50;

    private static final int LAST_QUERY = 59;

    /** Header and root block of the longest command: cleared for each claim, so that a field that nobody sets is 0. */
    private static final int ROOT_BYTES = 256;

    /** What the booking thread finds in it. */
    enum Content {
        COMMAND,
        QUERY,
        /** A command that is answered Rejected(STORAGE_LOW) instead of being journaled. */
        REFUSED_COMMAND,
        /** Nothing: the claim was given up. */
        NOTHING,
        /** Nothing, but the booking thread was to look after deadlines, pending work or the seal. */
        WAKE
    }

    final UnsafeBuffer buffer;
    Content content = Content.NOTHING;
    boolean claimedForQuery;
    ReplyBuffer replyTo;
    long correlationId;
    long publishedAtNs;
    int length;
    int templateId;

    /** Of the command in the journal; assigned by the booking thread. */
    long sequence;

    CommandSlot(UnsafeBuffer memory, int offset) {
        buffer = new UnsafeBuffer(memory, offset, Slot.SIZE_BYTES);
    }

    void claim(ReplyBuffer channel, boolean query) {
        buffer.setMemory(0, ROOT_BYTES, (byte) 0);
        replyTo = channel;
        claimedForQuery = query;
        content = query ? Content.QUERY : Content.COMMAND;
    }

    /**
     * @return false when what stands in the buffer cannot be what the slot was claimed for
     */
    boolean fill(int messageLength, long correlation, long atNs) {
        length = messageLength;
        correlationId = correlation;
        publishedAtNs = atNs;
        templateId = buffer.getShort(MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
        boolean fits = length >= MessageHeaderDecoder.ENCODED_LENGTH && length <= Slot.SIZE_BYTES;
        boolean query = templateId >= FIRST_QUERY && templateId <= LAST_QUERY;
        return fits && query == claimedForQuery && (query || templateId < FIRST_QUERY);
    }

    void empty(Content nothingOrWake) {
        replyTo = null;
        length = 0;
        content = nothingOrWake;
    }

    @Override
    public void onReply(DirectBuffer reply, int offset, int replyLength) {
        replyTo.append(correlationId, reply, offset, replyLength);
    }
}
