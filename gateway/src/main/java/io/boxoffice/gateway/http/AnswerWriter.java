package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;

/**
 * What a connection sends. Heads and small bodies are gathered in one buffer, so that answers given together are one write; a
 * large body is handed to the channel piece by piece, as the client takes it, so that little of it is ever copied. Nothing
 * leaves before {@link #flush()}. For the connection's event loop.
 */
final class AnswerWriter {
    /** A body up to this size is copied behind its head. */
    static final int SMALL_BODY_BYTES = 4_096;

    /** Small answers share a buffer up to this size, and wait in it outside the channel's own buffer. */
    private static final int GATHERED_BYTES = 16_384;

    private static final int PIECE_BYTES = 65_536;
    private static final int FIRST_CAPACITY = 1_024;

    private final ChannelHandlerContext context;
    private final boolean encrypts;
    private ByteBuf gathered;
    /** What is left of the large body that is being sent; null: none is. */
    private ByteBuf body;

    private boolean bodyShared;
    private int ownBodyBytes;
    /** Of what was handed over last, bytes that others share and nobody copies. */
    private long sharedTailBytes;

    private long handedOverBytes;
    private boolean flushDue;

    AnswerWriter(ChannelHandlerContext context) {
        this.context = context;
        encrypts = context.pipeline().get(SslHandler.class) != null;
    }

    /**
     * Begins a whole answer, whose body is released. Only while this {@link #isAtRest()}.
     *
     * @param bodiless whether only its head is wanted
     */
    void begin(Response response, boolean bodiless, boolean close) {
        ByteBuf whole = response.body();
        int bytes = whole.readableBytes();
        head(response, bytes, close);
        if (bodiless || bytes == 0) {
            whole.release();
        } else if (bytes <= SMALL_BODY_BYTES) {
            gathered().writeBytes(whole);
            whole.release();
        } else {
            writeGathered();
            ownBodyBytes = response.ownBytes();
            bodyShared = ownBodyBytes == 0 && !encrypts;
            body = whole;
            piece();
        }
        if (gathered != null && gathered.readableBytes() >= GATHERED_BYTES) {
            writeGathered();
        }
    }

    /** Hands over the next piece of the large body that is amid being sent, if the client has room for it. */
    void piece() {
        if (body == null || !context.channel().isWritable()) {
            return;
        }
        if (body.readableBytes() <= PIECE_BYTES) {
            write(body, bodyShared);
            body = null;
            ownBodyBytes = 0;
        } else {
            write(body.readRetainedSlice(PIECE_BYTES), bodyShared);
            ownBodyBytes = Math.max(0, ownBodyBytes - PIECE_BYTES);
        }
    }

    /** Whether no large body is amid being sent. */
    boolean isAtRest() {
        return body == null;
    }

    /**
     * @param contentLength -1: the body ends with the connection
     */
    void head(Response response, long contentLength, boolean close) {
        ResponseHead.write(gathered(), response, contentLength, close);
    }

    void bytes(byte[] bytes) {
        gathered().writeBytes(bytes);
    }

    boolean isFlushDue() {
        return flushDue;
    }

    /** Bytes that are kept here and in the channel because the client has not taken them; a shared body counts as none. */
    long heldBytes() {
        return ownBodyBytes
                + (gathered == null ? 0 : gathered.readableBytes())
                + Math.max(0, pendingBytes() - sharedTailBytes);
    }

    /** Bytes that the client has not taken yet. */
    long waitingBytes() {
        return (body == null ? 0 : body.readableBytes()) + pendingBytes();
    }

    /** Bytes that have left, since the connection began. */
    long takenBytes() {
        return handedOverBytes - pendingBytes();
    }

    private long pendingBytes() {
        ChannelOutboundBuffer outbound = context.channel().unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    /** Sends what was written. */
    void flush() {
        writeGathered();
        if (flushDue) {
            flushDue = false;
            context.flush();
        }
    }

    /** Sends a part of a stream, at once. */
    void stream(ByteBuf bytes) {
        handedOverBytes += bytes.readableBytes();
        context.writeAndFlush(bytes, context.voidPromise());
    }

    /** Sends what was written, and tells when it has left. */
    ChannelFuture flushAll() {
        writeGathered();
        flushDue = false;
        return context.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    /** The connection is over. */
    void release() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        if (body != null) {
            body.release();
            body = null;
            ownBodyBytes = 0;
        }
    }

    private ByteBuf gathered() {
        if (gathered == null) {
            gathered = context.alloc().buffer(FIRST_CAPACITY);
        }
        flushDue = true;
        return gathered;
    }

    private void writeGathered() {
        if (gathered != null) {
            ByteBuf bytes = gathered;
            gathered = null;
            write(bytes, false);
        }
    }

    private void write(ByteBuf bytes, boolean shared) {
        flushDue = true;
        handedOverBytes += bytes.readableBytes();
        sharedTailBytes = shared ? sharedTailBytes + bytes.readableBytes() : 0;
        context.write(bytes, context.voidPromise());
    }
}
