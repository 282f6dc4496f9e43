package io.boxoffice.gateway.stream;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.ToldSnapshots;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.EventStream;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All event streams. One thread of its own finds what has changed and encodes it; the event loops only write. Any thread may
 * call.
 */
public final class StreamHub implements ToldSnapshots, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHub.class);

    private final ShowDirectory directory;
    private final ShowSnapshots snapshots;
    private final StreamLimits limits;
    private final ConcurrentMap<Long, Watched> shows = new ConcurrentHashMap<>();
    /** For the hub's thread. */
    private final Map<EventLoop, FanOut> fanOuts = new IdentityHashMap<>();

    private final AtomicInteger streamCount = new AtomicInteger();
    /** Of addresses that are limited, those with open streams. */
    private final ConcurrentMap<Long, Integer> streamsByAddress = new ConcurrentHashMap<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("gateway-streams", true));
    private long heartbeatDueNs = System.nanoTime();

    /**
     * A show that a stream follows.
     *
     * @param after what is known of it: the version of an event or availability; -1: nothing
     */
    record Followed(PublishedShow show, long after) {}

    /** A show with watchers. The groups are for the hub's thread. */
    private static final class Watched {
        final ShowFeed feed;
        final Map<EventLoop, WatcherGroup> groups = new IdentityHashMap<>();
        final AtomicInteger watchers = new AtomicInteger();
        /** Groups that still write what was given them last. */
        final AtomicInteger roundsUnderWay = new AtomicInteger();

        long watchedNs = System.nanoTime();

        Watched(ShowFeed feed) {
            this.feed = feed;
        }

        void onEachGroup(Consumer<WatcherGroup> action) {
            for (WatcherGroup group : groups.values()) {
                execute(group.loop(), () -> action.accept(group));
            }
        }

        /** Gives every group something to write to each of its watchers. */
        void round(Consumer<WatcherGroup> start) {
            for (WatcherGroup group : groups.values()) {
                roundsUnderWay.incrementAndGet();
                if (!execute(group.loop(), () -> start.accept(group))) {
                    roundsUnderWay.decrementAndGet();
                }
            }
        }
    }

    /**
     * @param snapshots what is told of shows, and under which number
     */
    public StreamHub(ShowDirectory directory, ShowSnapshots snapshots, StreamLimits limits, MeterRegistry registry) {
        this.directory = directory;
        this.snapshots = snapshots;
        this.limits = limits;
        Gauge.builder("boxoffice.gateway.streams", streamCount, AtomicInteger::get)
                .description("open event streams")
                .register(registry);
        long interval = limits.publishIntervalMs();
        thread.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** What is told of shows, and under which number. */
    public ShowSnapshots told() {
        return snapshots;
    }

    @Override
    public void copy(PublishedShow show, ShowSnapshot into) {
        long showId = show.definition().showId();
        Watched watched;
        do {
            watched = shows.get(showId);
            if (watched == null) {
                snapshots.copy(show, into);
            } else {
                watched.feed.copy(into);
            }
            // A feed that is there only after this second look begins with a state no older than the copy.
        } while (shows.get(showId) != watched);
    }

    /** Takes some of the limited number of streams, and of those of an address. */
    boolean tryReserve(long address, int streams) {
        if (streamCount.addAndGet(streams) > limits.maxStreams()) {
            streamCount.addAndGet(-streams);
            return false;
        }
        if (address != ClientAddresses.UNKNOWN
                && streamsByAddress.merge(address, streams, Integer::sum) > limits.maxPerAddress()) {
            release(address, streams);
            return false;
        }
        return true;
    }

    private void release(long address, int streams) {
        streamCount.addAndGet(-streams);
        streamsByAddress.computeIfPresent(address, (key, open) -> open <= streams ? null : open - streams);
    }

    /** What becomes of a reserved stream: it is fed from when it opens, and its place is free again when it closes. */
    EventStream.Listener listener(List<Followed> shows, long address) {
        return new EventStream.Listener() {
            private final List<WatcherGroup.Watcher> watchers = new ArrayList<>(shows.size());
            private boolean released;

            @Override
            public void onOpen(EventStream stream) {
                AtomicInteger left = new AtomicInteger(shows.size());
                try {
                    for (Followed followed : shows) {
                        WatcherGroup.Watcher watcher = new WatcherGroup.Watcher(stream, left);
                        watchers.add(watcher);
                        thread.execute(() -> attach(followed, stream.eventLoop(), watcher));
                    }
                } catch (RejectedExecutionException e) {
                    stream.close();
                }
            }

            @Override
            public void onClose() {
                if (released) {
                    return;
                }
                released = true;
                release(address, shows.size());
                watchers.forEach(WatcherGroup.Watcher::closed);
            }
        };
    }

    /** The feed of a show, new if there is none. Hub's thread. */
    ShowFeed feed(PublishedShow show) {
        return watched(show).feed;
    }

    private Watched watched(PublishedShow show) {
        return shows.computeIfAbsent(
                show.definition().showId(), id -> new Watched(new ShowFeed(show, snapshots, limits)));
    }

    private void attach(Followed followed, EventLoop loop, WatcherGroup.Watcher watcher) {
        Watched watched = watched(followed.show);
        // The first sign of life says that from now on the show is told.
        List<byte[]> first = new ArrayList<>(List.of(StreamEvent.ping(snapshots.nowMs())));
        first.addAll(watched.feed.missedAfter(followed.after));
        FanOut fanOut = fanOuts.computeIfAbsent(loop, FanOut::new);
        WatcherGroup group = watched.groups.computeIfAbsent(
                loop, l -> new WatcherGroup(fanOut, watched.watchers, watched.roundsUnderWay, watched.feed.reset()));
        watched.watchedNs = System.nanoTime();
        execute(loop, () -> group.add(watcher, first));
    }

    /** One round. Hub's thread. */
    void tick() {
        try {
            long nowNs = System.nanoTime();
            boolean heartbeat = nowNs - heartbeatDueNs >= 0;
            if (heartbeat) {
                heartbeatDueNs = nowNs + TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMs());
            }
            for (Iterator<Map.Entry<Long, Watched>> all = shows.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<Long, Watched> entry = all.next();
                if (!feed(entry.getKey(), entry.getValue(), heartbeat, nowNs)) {
                    all.remove();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("a round of the event streams failed", e);
        }
    }

    /**
     * @return false when the show needs no feed any more
     */
    private boolean feed(long showId, Watched watched, boolean heartbeat, long nowNs) {
        if (directory.show(showId) == null) {
            byte[] last = watched.feed.archived();
            watched.onEachGroup(group -> group.end(last));
            return false;
        }
        if (watched.roundsUnderWay.get() == 0) {
            // Until everybody has the last event, changes are merged into the next: there is no queue to grow.
            StreamEvent event = watched.feed.advance();
            if (event != null) {
                watched.round(group -> group.publish(event));
            } else if (heartbeat) {
                byte[] ping = StreamEvent.ping(snapshots.nowMs());
                watched.round(group -> group.heartbeat(ping));
            }
        }
        if (watched.watchers.get() > 0) {
            watched.watchedNs = nowNs;
        }
        return nowNs - watched.watchedNs <= TimeUnit.MILLISECONDS.toNanos(limits.feedLingerMs());
    }

    /**
     * @return false when the loop has stopped
     */
    private static boolean execute(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop has stopped");
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
