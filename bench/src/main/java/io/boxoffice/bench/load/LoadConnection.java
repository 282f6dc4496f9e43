package io.boxoffice.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;

/** A connection that is kept alive; answers come in the order of its requests. For its lane's thread. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    /** Hears of one connection. */
    interface Listener {
        void onOpen(LoadConnection connection);

        /** The answer is valid during the call only. */
        void onAnswer(LoadConnection connection, Underway request, Answer answer);

        /** The answers that were at hand are read, for now. */
        void onAnswersRead();

        void onLost(LoadConnection connection, Underway request);

        void onClosed(LoadConnection connection);
    }

    /**
     * A request that was sent.
     *
     * @param intendedNs when it was meant to be sent, as {@link System#nanoTime()} counts
     * @param sentNs     when it was
     */
    record Underway(Kind kind, Crowd.Has who, long intendedNs, long sentNs) {}

    private final Listener listener;
    private final Answer answer = new Answer();
    private final ArrayDeque<Underway> underway = new ArrayDeque<>();
    private ChannelHandlerContext context;
    private ByteBuf left;
    private boolean reading;
    private boolean unflushed;

    LoadConnection(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        listener.onOpen(this);
    }

    ByteBuf buffer() {
        return context.alloc().buffer(512);
    }

    /** Sends a request with the next {@link #flush()}, or when the answers at hand are read. */
    void write(Underway request, ByteBuf bytes) {
        underway.add(request);
        unflushed = true;
        context.write(bytes, context.voidPromise());
    }

    /** Whether it is reading answers, and will flush by itself afterwards. */
    boolean isReading() {
        return reading;
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            context.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        ByteBuf in = (ByteBuf) message;
        if (left != null) {
            left.writeBytes(in);
            in.release();
            in = left;
            left = null;
        }
        while (in.isReadable() && answer.take(in)) {
            Underway request = underway.poll();
            if (request == null) {
                throw new IllegalStateException("an answer nobody asked for");
            }
            listener.onAnswer(this, request, answer);
        }
        if (in.isReadable()) {
            left = ctx.alloc().buffer(Math.max(1_024, 2 * in.readableBytes())).writeBytes(in);
        }
        in.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        flush();
        listener.onAnswersRead();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (left != null) {
            left.release();
            left = null;
        }
        for (Underway lost = underway.poll(); lost != null; lost = underway.poll()) {
            listener.onLost(this, lost);
        }
        listener.onClosed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    void close() {
        context.close();
    }
}
