package io.boxoffice.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/** Somebody who looks at a show's live stream. For its lane's thread. */
final class Watcher extends ChannelInboundHandlerAdapter {
    /** Hears of streams. */
    interface Listener {
        /** The stream has begun, or did not. */
        void onStream(boolean open);

        /** An event says what was so after a command. */
        void onEvent(int show, long lastSequence, long sequence);

        void onStreamClosed();
    }

    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);

    private final Listener listener;
    private final int show;
    private final byte[] request;
    private boolean begun;
    private boolean lineStarted;
    private boolean idLine;
    private int matched;
    private long number;
    private long lastSequence;

    Watcher(Listener listener, int show, byte[] request) {
        this.listener = listener;
        this.show = show;
        this.request = request;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(request), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!begun) {
            begun = true;
            listener.onStream(Answer.find(in, in.readerIndex(), in.writerIndex(), OK) == in.readerIndex());
        }
        lines(in);
        in.release();
    }

    /** Looks at the beginnings of lines only; the data lines are long. */
    private void lines(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end) {
            if (lineStarted && !idLine && matched < 0) {
                at = in.indexOf(at, end, (byte) '\n');
                if (at < 0) {
                    return;
                }
            }
            at = next(in.getByte(at), at);
        }
    }

    private int next(byte character, int at) {
        if (character == '\n') {
            if (idLine) {
                listener.onEvent(show, lastSequence, number);
                lastSequence = number;
            }
            lineStarted = false;
            idLine = false;
            matched = 0;
            number = 0;
        } else if (idLine) {
            number = character >= '0' && character <= '9' ? number * 10 + character - '0' : number;
        } else {
            lineStarted = true;
            matched = character == ID[matched] ? matched + 1 : -1;
            idLine = matched == ID.length;
        }
        return at + 1;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.onStreamClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
