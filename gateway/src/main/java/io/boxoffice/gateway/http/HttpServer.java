package io.boxoffice.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One listening port. {@link #bind} and {@link #close()} are for the thread that runs the server; the rest happens on the
 * event loops, each of which looks after its own connections.
 */
public final class HttpServer implements AutoCloseable {
    /** Parts of a pass over all connections: with very many of them a pass in one go would hold the event loop up. */
    private static final int SWEEP_SHARES = 10;

    private final EventLoops loops;
    private final HttpLimits limits;
    private final RequestHandler handler;
    private final Supplier<SslContext> tls;
    private final Map<EventLoop, OpenConnections> connections = new IdentityHashMap<>();
    private final Map<EventLoop, LoopWork> loopWork = new IdentityHashMap<>();
    private final AtomicInteger connectionCount = new AtomicInteger();
    /** Of addresses that are limited, those with open connections. */
    private final ConcurrentMap<Long, Integer> connectionsByAddress = new ConcurrentHashMap<>();

    private final ClientAddresses addresses;
    private final SharedBytes.Budget shared;
    private final BodyBudget bodies;
    private final HeldBytes held;
    private final ForConnections forConnections = new ForConnections();
    private volatile boolean draining;
    private Channel listener;

    /** What connections need of this. */
    private final class ForConnections implements ConnectionOwner {
        @Override
        public void closed(HttpConnection connection) {
            connections.get(connection.eventLoop()).remove(connection);
        }

        @Override
        public HttpLimits limits() {
            return limits;
        }

        @Override
        public RequestHandler handler() {
            return handler;
        }

        @Override
        public HeldBytes held() {
            return held;
        }

        @Override
        public BodyBudget bodies() {
            return bodies;
        }

        @Override
        public ClientAddresses addresses() {
            return addresses;
        }

        @Override
        public boolean isSharedPressed() {
            return shared.isPressed();
        }

        @Override
        public boolean isDraining() {
            return draining;
        }
    }

    /**
     * @param tls       asked at each connection; null for plain text
     * @param addresses tells whom a connection or request comes from
     * @param shared    what large answers are counted in
     */
    public HttpServer(
            EventLoops loops,
            HttpLimits limits,
            RequestHandler handler,
            Supplier<SslContext> tls,
            ClientAddresses addresses,
            SharedBytes.Budget shared) {
        this.loops = loops;
        this.addresses = addresses;
        this.shared = shared;
        bodies = new BodyBudget(limits.bodies());
        held = new HeldBytes(limits.memory().maxHeldBytes());
        this.limits = limits;
        this.handler = handler;
        this.tls = tls;
        for (EventExecutor executor : loops.group()) {
            EventLoop loop = (EventLoop) executor;
            connections.put(loop, new OpenConnections(SWEEP_SHARES));
            loopWork.put(loop, LoopWork.of(loop));
        }
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any free one
     * @throws IOException when it cannot be had
     */
    public InetSocketAddress bind(String host, int port) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(32 * 1024, 64 * 1024))
                // What a connection reads at a time, and may so have waiting while it is held back.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2_048, 16_384))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        loops.prepare(bootstrap);
        try {
            listener = bootstrap.bind(host, port).sync().channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding", e);
        } catch (Exception e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        long betweenSharesMs = Math.max(1, limits.sweepIntervalMs() / SWEEP_SHARES);
        connections.forEach((loop, open) -> loop.scheduleWithFixedDelay(
                () -> open.sweepShare(System.nanoTime()), betweenSharesMs, betweenSharesMs, TimeUnit.MILLISECONDS));
        return (InetSocketAddress) listener.localAddress();
    }

    private void accept(Channel channel) {
        int count = connectionCount.incrementAndGet();
        channel.closeFuture().addListener(closed -> connectionCount.decrementAndGet());
        if (count > limits.connections().max() || draining || !isAdmitted(channel)) {
            refuse(channel);
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.get().newHandler(channel.alloc()));
        }
        EventLoop loop = channel.eventLoop();
        HttpConnection connection = new HttpConnection(forConnections, loopWork.get(loop));
        channel.pipeline().addLast(connection.decoder()).addLast(connection);
        connections.get(loop).add(connection);
    }

    /** Counts a connection for its address; whether that may have one more. */
    private boolean isAdmitted(Channel channel) {
        long address = addresses.ofPeer(channel.remoteAddress());
        if (address == ClientAddresses.UNKNOWN) {
            return true;
        }
        int count = connectionsByAddress.merge(address, 1, Integer::sum);
        channel.closeFuture()
                .addListener(closed ->
                        connectionsByAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1));
        return count <= limits.connections().maxPerAddress();
    }

    private void refuse(Channel channel) {
        if (tls != null) {
            channel.close();
            return;
        }
        Response response = Problem.of(HttpProblem.TOO_MANY_CONNECTIONS).toResponse();
        ByteBuf bytes = channel.alloc().buffer(512);
        ResponseHead.write(bytes, response, response.body().readableBytes(), true);
        bytes.writeBytes(response.body());
        response.body().release();
        channel.config().setAutoRead(false);
        channel.eventLoop().execute(() -> channel.writeAndFlush(bytes).addListener(ChannelFutureListener.CLOSE));
    }

    /** Bytes that connections hold because they are not sent or not decoded. Any thread. */
    public long heldBytes() {
        return held.bytes();
    }

    /** Bytes of requests' bodies that are kept. Any thread. */
    public long bodyBytes() {
        return bodies.takenBytes();
    }

    /** Connections open now. Any thread. */
    public int connectionCount() {
        return connectionCount.get();
    }

    /** Stops accepting, answers what was accepted, for at most {@link HttpLimits.Timeouts#shutdownGraceMs()}, then cuts off. */
    @Override
    public void close() {
        if (draining) {
            return;
        }
        draining = true;
        if (listener != null) {
            listener.close().syncUninterruptibly();
        }
        onEachConnection(HttpConnection::drain);
        long deadlineNs = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(limits.timeouts().shutdownGraceMs());
        boolean interrupted = false;
        while (connectionCount.get() > 0 && System.nanoTime() - deadlineNs < 0 && !interrupted) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        onEachConnection(HttpConnection::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void onEachConnection(Consumer<HttpConnection> action) {
        connections.forEach((loop, open) -> {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> open.all().forEach(action));
            }
        });
    }
}
