package io.boxoffice.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads that do all input and output, on epoll where that is available and wanted. */
public final class EventLoops implements AutoCloseable {
    /** How the operating system is asked for input and output. */
    public enum Transport {
        /** Epoll when its native library loads, else NIO. */
        AUTO,
        EPOLL,
        NIO
    }

    private static final int MAX_UNSENT_IN_KERNEL_BYTES = 32_768;
    /** The kernel adds as much again for its own. At 100 ms from here to there and back, an upload of 32 MiB takes 13 s with it. */
    private static final int MAX_UNREAD_IN_KERNEL_BYTES = 262_144;

    private final EventLoopGroup group;
    private final Class<? extends ServerSocketChannel> serverChannel;

    /**
     * @throws IllegalStateException when epoll is asked for and cannot be had
     */
    public EventLoops(String name, int threads, Transport transport) {
        boolean epoll = transport != Transport.NIO && Epoll.isAvailable();
        if (transport == Transport.EPOLL && !epoll) {
            throw new IllegalStateException("epoll is not available here", Epoll.unavailabilityCause());
        }
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        serverChannel = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
    }

    /** Each of the loops. */
    public List<EventLoop> all() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        return loops;
    }

    EventLoopGroup group() {
        return group;
    }

    Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    /**
     * Sets what connections that will be accepted are like. Where there is epoll, the operating system keeps little of what a
     * client does not take: what is more than that waits here, where it is counted, and not in buffers of the kernel, of which
     * two thousand clients who do not read could have all there is. Nor does it take much that nobody reads: of a body that is
     * refused it would take megabytes.
     */
    void prepare(ServerBootstrap bootstrap) {
        // Of the listening socket, so that it holds from the first window on.
        bootstrap.option(ChannelOption.SO_RCVBUF, MAX_UNREAD_IN_KERNEL_BYTES);
        if (serverChannel == EpollServerSocketChannel.class) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) MAX_UNSENT_IN_KERNEL_BYTES);
        }
    }

    /** Stops the threads; waits a few seconds for that at most. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
