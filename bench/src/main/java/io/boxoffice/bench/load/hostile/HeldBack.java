package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/** Begins a request, and does not end it: the rest comes drop by drop, or never. */
final class HeldBack extends HostileConnection {
    private final ByteBuf beginning;
    private final ByteBuf drop;

    /**
     * @param beginning sent at once; shared by many, not released
     * @param drop      sent each second from then on; empty: nothing
     */
    HeldBack(Assault assault, ByteBuf beginning, ByteBuf drop) {
        super(assault);
        this.beginning = beginning;
        this.drop = drop;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (beginning.isReadable()) {
            assault().asked(1);
            ctx.writeAndFlush(beginning.retainedDuplicate(), ctx.voidPromise());
        }
        if (drop.isReadable()) {
            dropLater(ctx);
        }
    }

    private void dropLater(ChannelHandlerContext ctx) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (ctx.channel().isActive()) {
                                ctx.writeAndFlush(drop.retainedDuplicate(), ctx.voidPromise());
                                dropLater(ctx);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        countStatusOf(in);
        in.release();
    }
}
