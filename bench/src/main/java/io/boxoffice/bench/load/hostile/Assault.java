package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.LoadFailedException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Connections that mean harm, all on one thread, from when the first is opened until {@link #close}. One that the server ends is
 * opened again, up to {@value #AGAIN_A_TICK} in {@value #TICK_MS} ms and {@value #MAX_CONNECTIONS_EVER} in all.
 *
 * <p>{@link #open}, {@link #counts}, {@link #cpuNs} and {@link #close} are for the thread that runs the attack; the rest is for
 * the attack's own.
 */
final class Assault implements AutoCloseable {
    private static final long TICK_MS = 5;
    private static final int FRESH_A_SECOND = 2_000;
    private static final int FRESH_A_TICK = 20;
    private static final int AGAIN_A_TICK = 1;
    private static final int MAX_CONNECTIONS_EVER = 200_000;
    private static final int MAX_STATUSES = 64;
    private static final int CONNECT_MS = 10_000;
    private static final long ANSWER_SECONDS = 30;
    private static final int FIRST_HOST = 2;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final InetSocketAddress server;
    private final int addresses;
    private final long threadId;
    private final ArrayDeque<Fresh> fresh = new ArrayDeque<>();
    private final ArrayDeque<Supplier<? extends HostileConnection>> again = new ArrayDeque<>();
    private final Map<Pace, ArrayDeque<Runnable>> waiting = new LinkedHashMap<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private long tried;
    private long open;
    private long opened;
    private long ended;
    private long failed;
    private long asked;
    private boolean closing;

    /**
     * What became of it.
     *
     * @param open     connections at the moment
     * @param opened   in all
     * @param ended    by the server
     * @param failed   that could not be opened
     * @param asked    requests, begun ones included
     * @param statuses of the answers that were looked at
     */
    record Counts(long open, long opened, long ended, long failed, long asked, Map<Integer, Long> statuses) {}

    /**
     * @param addresses attackers call from: 127.0.0.2 and so many after it, 1 to 200
     */
    Assault(InetSocketAddress server, int addresses) {
        this.server = server;
        this.addresses = addresses;
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = group.next();
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                // Ended by a reset: nothing waits in the kernel, and no port is kept.
                .option(ChannelOption.SO_LINGER, 0);
        threadId = onLoop(() -> Thread.currentThread().getId());
        loop.scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Connections that were never open, one after the other. */
    private static final class Fresh {
        private final Supplier<? extends HostileConnection> conduct;
        private final Pace pace;
        private int left;

        Fresh(int count, int perSecond, Supplier<? extends HostileConnection> conduct) {
            this.conduct = conduct;
            pace = new Pace(perSecond, System.nanoTime());
            left = count;
        }
    }

    /** Opens so many, quickly, once those are open that were asked for before, and keeps them open. */
    void open(int count, Supplier<? extends HostileConnection> conduct) {
        open(count, FRESH_A_SECOND, conduct);
    }

    /**
     * Opens so many once those are open that were asked for before, and keeps them open.
     *
     * @param perSecond at most, 1 to 2,000
     */
    void open(int count, int perSecond, Supplier<? extends HostileConnection> conduct) {
        loop.execute(() -> fresh.add(new Fresh(count, perSecond, conduct)));
    }

    Counts counts() {
        return onLoop(() -> new Counts(open, opened, ended, failed, asked, new TreeMap<>(statuses)));
    }

    /** Processor time of its thread so far. */
    long cpuNs() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(threadId));
    }

    void asked(int requests) {
        asked += requests;
    }

    void answered(int status) {
        if (statuses.size() < MAX_STATUSES || statuses.containsKey(status)) {
            statuses.merge(status, 1L, Long::sum);
        }
    }

    /** Runs something as soon as the pace allows. */
    void later(Pace pace, Runnable due) {
        waiting.computeIfAbsent(pace, p -> new ArrayDeque<>()).add(due);
    }

    private void tick() {
        long nowNs = System.nanoTime();
        openFresh(nowNs);
        for (int i = 0; i < AGAIN_A_TICK && !again.isEmpty(); i++) {
            connect(again.poll());
        }
        waiting.forEach((pace, due) -> {
            while (!due.isEmpty() && pace.tryTake(nowNs)) {
                due.poll().run();
            }
        });
    }

    private void openFresh(long nowNs) {
        for (int i = 0; i < FRESH_A_TICK && !fresh.isEmpty(); i++) {
            Fresh first = fresh.peek();
            if (first.left == 0) {
                fresh.poll();
            } else if (first.pace.tryTake(nowNs)) {
                first.left--;
                connect(first.conduct);
            } else {
                return;
            }
        }
    }

    private void connect(Supplier<? extends HostileConnection> conduct) {
        if (closing || tried >= MAX_CONNECTIONS_EVER) {
            return;
        }
        InetSocketAddress source = new InetSocketAddress("127.0.0." + (FIRST_HOST + tried++ % addresses), 0);
        ChannelFuture connecting = bootstrap.clone().handler(conduct.get()).connect(server, source);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                failed++;
                again.add(conduct);
                return;
            }
            open++;
            opened++;
            connecting.channel().closeFuture().addListener(closed -> {
                open--;
                if (!closing) {
                    ended++;
                    again.add(conduct);
                }
            });
        });
    }

    private <T> T onLoop(Callable<T> question) {
        try {
            return loop.submit(question).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LoadFailedException("the attack's thread does not answer: " + e, e);
        }
    }

    /** Ends all connections, by resets, and the thread. */
    @Override
    public void close() {
        onLoop(() -> closing = true);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
}
