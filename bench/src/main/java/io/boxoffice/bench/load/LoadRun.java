package io.boxoffice.bench.load;

import com.sun.management.OperatingSystemMXBean;
import io.boxoffice.server.imports.CatalogClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * One run: puts shows on sale, opens connections and streams, warms up, makes the load, and says what came of it. It ends by
 * itself: the number of requests and the time are fixed before, and what is under way at the end is waited for ten seconds.
 * For one thread.
 */
public final class LoadRun {
    /** A run that was slower than this share of its planned rate did not measure what it says. */
    public static final double LEAST_SHARE = 0.99;

    private static final int CUSTOMERS = 500;
    private static final long FIRST_CUSTOMER = 1_000_001;
    private static final int CONNECTS_AT_ONCE = 200;
    private static final int WATCHERS_PER_ADDRESS = 20_000;
    private static final long CONNECT_SECONDS = 30;
    private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long GRACE_SECONDS = 30;

    private final Target target;
    private final Consumer<String> progress;
    private final List<byte[]> authorizations = new ArrayList<>();

    /**
     * @param progress hears lines about how far it is
     */
    public LoadRun(Target target, Consumer<String> progress) {
        this.target = target;
        this.progress = progress;
    }

    /**
     * A result, and all the latencies behind it.
     */
    public record Outcome(LoadResult result, List<Tagged> histograms) {}

    /** The latencies of one kind of request, in nanoseconds. */
    public record Tagged(String kind, Histogram latencyNs) {}

    /** Runs a plan to its end. */
    public Outcome run(LoadPlan plan) {
        say("putting " + plan.stage().shows() + " shows on sale");
        return run(
                plan, new Stagehand(new CatalogClient(target.api(), target.organizerToken())).putOnSale(plan.stage()));
    }

    /** Runs a plan on what is on sale already. */
    public Outcome run(LoadPlan plan, OnSale onSale) {
        for (int i = authorizations.size(); i < CUSTOMERS; i++) {
            authorizations.add(Requests.authorization(target.customerToken().apply(FIRST_CUSTOMER + i)));
        }
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                plan.lanes(), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            return run(plan, onSale, lanes(plan, onSale, group), epoll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        } finally {
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }

    private List<Lane> lanes(LoadPlan plan, OnSale onSale, EventLoopGroup group) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Lane> lanes = new ArrayList<>();
        for (int number = 0; number < plan.lanes(); number++) {
            SplittableRandom own = random.split();
            Crowd crowd = new Crowd(
                    authorizations, onSale, number, plan.lanes(), plan.stage().holdsLapseSoon(), own);
            lanes.add(new Lane(group.next(), plan, number, onSale, crowd, own));
        }
        return lanes;
    }

    private Outcome run(LoadPlan plan, OnSale onSale, List<Lane> lanes, boolean epoll) throws InterruptedException {
        say("opening " + plan.connections() + " connections and " + plan.watchers() + " streams");
        Class<? extends Channel> channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        List<ChannelFuture> connecting = new ArrayList<>();
        for (int i = 0; i < plan.watchers(); i++) {
            Lane lane = lanes.get(i % lanes.size());
            int show = i % onSale.shows().size();
            Watcher watcher =
                    new Watcher(lane, show, Requests.stream(onSale.shows().get(show)));
            connect(connecting, lane, channel, watcher, source(i, plan.watchers()));
        }
        await(connecting);
        for (int i = 0; i < plan.connections(); i++) {
            Lane lane = lanes.get(i % lanes.size());
            connect(connecting, lane, channel, new LoadConnection(lane), source(i, plan.connections()));
        }
        await(connecting);
        AdminMetrics before = AdminMetrics.read(target.admin());
        long startNs = System.nanoTime() + LEAD_NS;
        lanes.forEach(lane -> lane.start(startNs));
        long countFromNs = startNs + TimeUnit.SECONDS.toNanos(plan.warmUpSeconds());
        sleepUntil(countFromNs, plan, "warming up");
        long cpuBefore = cpuNs();
        AdminMetrics counted = AdminMetrics.read(target.admin());
        long endNs = countFromNs + TimeUnit.SECONDS.toNanos(plan.seconds());
        sleepUntil(endNs, plan, "running");
        double cores = (double) (cpuNs() - cpuBefore) / (System.nanoTime() - countFromNs);
        AdminMetrics after = AdminMetrics.read(target.admin());
        double serverCores = (after.cpuSeconds() - counted.cpuSeconds()) / plan.seconds();
        Tally all = new Tally();
        for (Lane lane : lanes) {
            all.add(tallyOf(lane));
        }
        LoadResult result = LoadResults.of(plan, all, cores, serverCores, before, after);
        List<Tagged> histograms = new ArrayList<>();
        all.kinds().forEach((kind, of) -> histograms.add(new Tagged(kind.text(), of.answered)));
        say(LoadResults.line(result));
        return new Outcome(result, histograms);
    }

    /** One address has some 28,000 ports; there are as many addresses in 127.0.0.0/8 as anybody needs. */
    private static InetSocketAddress source(int number, int all) {
        int address = number / WATCHERS_PER_ADDRESS;
        return all <= WATCHERS_PER_ADDRESS ? null : new InetSocketAddress("127.0.1." + (1 + address), 0);
    }

    private void connect(
            List<ChannelFuture> connecting,
            Lane lane,
            Class<? extends Channel> channel,
            ChannelHandler handler,
            InetSocketAddress source)
            throws InterruptedException {
        Bootstrap bootstrap = new Bootstrap()
                .group(lane.loop())
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
                .handler(handler);
        connecting.add(
                source == null ? bootstrap.connect(target.address()) : bootstrap.connect(target.address(), source));
        if (connecting.size() >= CONNECTS_AT_ONCE) {
            await(connecting);
        }
    }

    private void await(List<ChannelFuture> connecting) throws InterruptedException {
        for (ChannelFuture each : connecting) {
            if (!each.await(CONNECT_SECONDS, TimeUnit.SECONDS) || !each.isSuccess()) {
                throw new LoadFailedException("cannot connect to " + target.api() + ": " + each.cause(), each.cause());
            }
        }
        connecting.clear();
    }

    private void sleepUntil(long untilNs, LoadPlan plan, String doing) throws InterruptedException {
        long leftNs = untilNs - System.nanoTime();
        while (leftNs > 0) {
            say(doing + " " + plan.scenario().text() + " at " + plan.requestsPerSecond() + "/s, "
                    + TimeUnit.NANOSECONDS.toSeconds(leftNs + 500_000_000) + " s to go");
            TimeUnit.NANOSECONDS.sleep(Math.min(leftNs, TimeUnit.SECONDS.toNanos(5)));
            leftNs = untilNs - System.nanoTime();
        }
    }

    private static Tally tallyOf(Lane lane) throws InterruptedException {
        try {
            return lane.ended().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LoadFailedException("the load generator stopped: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new LoadFailedException("the run did not end in time", e);
        }
    }

    private static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void say(String line) {
        progress.accept(line);
    }
}
