package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/**
 * What a connection sends. Heads and small bodies are gathered in one buffer, so that answers given together are one write;
 * nothing leaves before {@link #flush()}. For the connection's event loop.
 */
final class AnswerWriter {
    /** A body up to this size is copied behind its head. */
    private static final int SMALL_BODY_BYTES = 4_096;

    /** Small answers share a buffer up to this size, and wait in it outside the channel's own buffer. */
    private static final int GATHERED_BYTES = 16_384;

    private static final int FIRST_CAPACITY = 1_024;

    private final ChannelHandlerContext context;
    private ByteBuf gathered;
    private boolean flushDue;

    AnswerWriter(ChannelHandlerContext context) {
        this.context = context;
    }

    /**
     * A whole answer, whose body is released.
     *
     * @param bodiless whether only its head is wanted
     */
    void answer(Response response, boolean bodiless, boolean close) {
        ByteBuf body = response.body();
        int bytes = body.readableBytes();
        head(response, bytes, close);
        if (bodiless || bytes == 0) {
            body.release();
        } else if (bytes <= SMALL_BODY_BYTES) {
            gathered().writeBytes(body);
            body.release();
        } else {
            writeGathered();
            flushDue = true;
            context.write(body, context.voidPromise());
        }
        if (gathered != null && gathered.readableBytes() >= GATHERED_BYTES) {
            writeGathered();
        }
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

    /** Sends what was written. */
    void flush() {
        writeGathered();
        if (flushDue) {
            flushDue = false;
            context.flush();
        }
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
            context.write(bytes, context.voidPromise());
        }
    }
}
