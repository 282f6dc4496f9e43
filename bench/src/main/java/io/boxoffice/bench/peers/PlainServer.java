package io.boxoffice.bench.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A Netty server that answers the bytes of a hold to every POST, and those of a release to every DELETE, from memory: the most
 * that can be had over HTTP here. As many event loops as Boxoffice has by default, the same transport, Netty's own request
 * decoder, one flush after what was read. No parsing of bodies, no tokens, no state, no disk.
 */
public final class PlainServer implements AutoCloseable {
    private static final String BODY =
            "{\"id\":\"1234567\",\"showId\":\"402827674722939137\",\"status\":\"held\",\"seats\":["
                    + "{\"seat\":\"12-7\",\"category\":\"Stalls\",\"price\":4500},"
                    + "{\"seat\":\"12-8\",\"category\":\"Stalls\",\"price\":4500}],\"areas\":[],"
                    + "\"amount\":9000,\"currency\":\"EUR\",\"expiresAt\":\"2026-03-01T19:38:00Z\",\"sequence\":\"12345678\"}";
    private static final ByteBuf HELD = bytes("HTTP/1.1 201 Created\r\ndate: Sun, 01 Mar 2026 19:30:00 GMT\r\n"
            + "content-type: application/json\r\ncontent-length: " + BODY.length() + "\r\n"
            + "x-content-type-options: nosniff\r\nlocation: /v1/holds/1234567\r\n\r\n" + BODY);
    private static final ByteBuf RELEASED = bytes("HTTP/1.1 204 No Content\r\ndate: Sun, 01 Mar 2026 19:30:00 GMT\r\n"
            + "x-content-type-options: nosniff\r\n\r\n");
    private static final int BACKLOG = 1_024;
    private static final int MAX_LOOPS = 8;

    private final EventLoopGroup group;
    private final Channel channel;

    /** Starts it on any free port of the loopback interface. */
    public PlainServer() throws InterruptedException {
        boolean epoll = Epoll.isAvailable();
        int loops = Math.max(1, Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors() / 2));
        group = new MultiThreadIoEventLoopGroup(loops, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        channel = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(new HttpRequestDecoder(), new Answering());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes(text.getBytes(StandardCharsets.US_ASCII))
                .asReadOnly());
    }

    private static final class Answering extends ChannelInboundHandlerAdapter {
        private boolean release;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                release = request.method().equals(HttpMethod.DELETE);
            }
            if (message instanceof LastHttpContent) {
                ctx.write((release ? RELEASED : HELD).duplicate(), ctx.voidPromise());
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
