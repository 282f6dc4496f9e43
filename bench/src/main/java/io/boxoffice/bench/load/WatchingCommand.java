package io.boxoffice.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
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
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A process that watches a show over many streams, and remembers when each stream heard of each sequence. It hears, on standard
 * input, {@code forget}, and {@code tell FILE}: the pairs of sequence and {@link System#nanoTime()}, which is the same clock for
 * all processes of a machine, as big-endian longs. It ends with its standard input.
 */
@Command(name = "watching", description = "Watches a show over many streams, for load.", hidden = true)
public final class WatchingCommand implements Callable<Integer>, Watcher.Listener {
    /** What it says when all streams are answered; how many are open follows. */
    static final String OPEN = "open ";

    /** What it says when it has written a file; how many streams were closed meanwhile follows. */
    static final String TOLD = "told ";

    /** Of the 28,000 ports that an address usually has, Linux gives the even ones out quickly, and looks long for the others. */
    private static final int STREAMS_AN_ADDRESS = 12_000;

    private static final int CONNECTS_AT_ONCE = 100;
    private static final long ANSWER_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Option(names = "--ports", required = true, split = ",", paramLabel = "PORT", description = "Of the server.")
    private List<Integer> ports;

    @Option(names = "--show", required = true, paramLabel = "ID", description = "The show.")
    private String show;

    @Option(names = "--streams", required = true, paramLabel = "N", description = "How many.")
    private int streams;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "ADDRESS",
            description = "Where they come from: the first of its addresses.")
    private InetAddress from;

    private int open;
    private int answered;
    private int closed;
    private long[] heard = new long[1 << 16];
    private int heardLength;

    @Override
    public Integer call() throws Exception {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        EventLoop loop = group.next();
        connect(loop, epoll ? EpollSocketChannel.class : NioSocketChannel.class);
        PrintWriter out = spec.commandLine().getOut();
        out.println(OPEN + awaitAnswers(loop));
        out.flush();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("forget")) {
                loop.submit(() -> heardLength = 0).get();
            } else {
                long[] told =
                        loop.submit(() -> Arrays.copyOf(heard, heardLength)).get();
                write(Path.of(order.substring("tell ".length())), told);
                out.println(TOLD + loop.submit(() -> closed).get());
                out.flush();
            }
        }
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        return 0;
    }

    private void connect(EventLoop loop, Class<? extends Channel> channel)
            throws InterruptedException, UnknownHostException {
        Bootstrap bootstrap =
                new Bootstrap().group(loop).channel(channel).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000);
        List<ChannelFuture> connecting = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            bootstrap
                    .handler(new Watcher(this, 0, Requests.stream(show)))
                    .localAddress(new InetSocketAddress(address(i / STREAMS_AN_ADDRESS), 0));
            connecting.add(bootstrap.connect(new InetSocketAddress("127.0.0.1", ports.get(i % ports.size()))));
            if (connecting.size() == CONNECTS_AT_ONCE || i == streams - 1) {
                for (ChannelFuture each : connecting) {
                    each.await();
                    if (!each.isSuccess()) {
                        throw new LoadFailedException("cannot connect: " + each.cause(), each.cause());
                    }
                }
                connecting.clear();
            }
        }
    }

    /** So many addresses after the first. */
    private InetAddress address(int number) throws UnknownHostException {
        byte[] bytes = from.getAddress();
        bytes[bytes.length - 1] += (byte) number;
        return InetAddress.getByAddress(bytes);
    }

    private int awaitAnswers(EventLoop loop) throws Exception {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (loop.submit(() -> answered).get() < streams && System.nanoTime() - untilNs < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return loop.submit(() -> open).get();
    }

    private static void write(Path file, long[] values) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (long value : values) {
                out.writeLong(value);
            }
        }
    }

    @Override
    public void onStream(boolean streamOpen) {
        answered++;
        open += streamOpen ? 1 : 0;
    }

    @Override
    public void onEvent(int ofShow, long lastSequence, long sequence) {
        if (heardLength + 2 > heard.length) {
            heard = Arrays.copyOf(heard, 2 * heard.length);
        }
        heard[heardLength++] = sequence;
        heard[heardLength++] = System.nanoTime();
    }

    @Override
    public void onStreamClosed() {
        closed++;
    }
}
