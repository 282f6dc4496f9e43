package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** A closed loop: so many requests are always under way, as far as the attack's {@link Pace} lets it. */
final class Conversation extends HostileConnection {
    private static final int FIRST_CAPACITY = 1_024;

    private final Dialogue dialogue;
    private final Pace pace;
    private final int pipelined;
    private final Answer answer = new Answer();
    private ChannelHandlerContext context;
    private ByteBuf left;

    /**
     * @param pipelined requests under way, 1 or more
     */
    Conversation(Assault assault, Dialogue dialogue, int pipelined, Pace pace) {
        super(assault);
        this.dialogue = dialogue;
        this.pipelined = pipelined;
        this.pace = pace;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        for (int i = 0; i < pipelined; i++) {
            askWhenDue();
        }
    }

    private void askWhenDue() {
        if (pace.tryTake(System.nanoTime())) {
            ask();
        } else {
            assault().later(pace, this::ask);
        }
    }

    private void ask() {
        if (!context.channel().isActive()) {
            return;
        }
        ByteBuf out = context.alloc().buffer(FIRST_CAPACITY);
        dialogue.ask(out);
        assault().asked(1);
        context.writeAndFlush(out, context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (left != null) {
            left.writeBytes(in);
            in.release();
            in = left;
            left = null;
        }
        while (in.isReadable() && answer.take(in)) {
            assault().answered(answer.status());
            dialogue.hear(answer);
            askWhenDue();
        }
        if (in.isReadable()) {
            left = ctx.alloc().buffer(2 * in.readableBytes()).writeBytes(in);
        }
        in.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (left != null) {
            left.release();
            left = null;
        }
    }
}
