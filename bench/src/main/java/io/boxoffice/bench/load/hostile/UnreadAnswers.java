package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.util.concurrent.TimeUnit;

/**
 * Asks for much at once and takes none of it, or a byte a second. Its receive buffer is as small as the kernel makes it, so
 * that the answers wait at the server.
 */
final class UnreadAnswers extends HostileConnection {
    private static final int SMALL_BUFFER_BYTES = 1_024;

    private final ByteBuf requests;
    private final int count;
    private final boolean takesOneByteASecond;

    /**
     * @param requests shared by many; not released
     * @param count    of the requests
     */
    UnreadAnswers(Assault assault, ByteBuf requests, int count, boolean takesOneByteASecond) {
        super(assault);
        this.requests = requests;
        this.count = count;
        this.takesOneByteASecond = takesOneByteASecond;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        ctx.channel().config().setOption(ChannelOption.SO_RCVBUF, SMALL_BUFFER_BYTES);
        ctx.channel().config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(1).maxMessagesPerRead(1));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(requests.retainedDuplicate(), ctx.voidPromise());
        assault().asked(count);
        if (takesOneByteASecond) {
            readLater(ctx);
        }
    }

    private void readLater(ChannelHandlerContext ctx) {
        ctx.executor()
                .schedule(
                        () -> {
                            if (ctx.channel().isActive()) {
                                ctx.read();
                                readLater(ctx);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ((ByteBuf) message).release();
    }
}
