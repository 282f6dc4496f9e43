package io.boxoffice.bench.load.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/** What an attacker does on one connection. For the attack's thread. */
abstract class HostileConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] HTTP = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_DIGITS = 3;

    private final Assault assault;
    private boolean heard;

    HostileConnection(Assault assault) {
        this.assault = assault;
    }

    Assault assault() {
        return assault;
    }

    /** The first thing that came, when nothing more than its status is wanted. */
    void countStatusOf(ByteBuf in) {
        if (!heard && in.readableBytes() >= HTTP.length + STATUS_DIGITS) {
            heard = true;
            int status = 0;
            for (int i = 0; i < STATUS_DIGITS; i++) {
                status = 10 * status + in.getByte(in.readerIndex() + HTTP.length + i) - '0';
            }
            assault.answered(status);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
