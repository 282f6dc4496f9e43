package io.boxoffice.services.search;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.services.catalog.CatalogChanges;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finding events: an index beside PostgreSQL, the thread that keeps it like PostgreSQL, and what asks it. */
public final class SearchFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(SearchFeature.class);
    private static final long MAX_PAUSE_MS = 5_000;

    private final SearchIndex index;
    private final EventSearch search;
    private final SearchConfig config;
    private final SearchRoutes routes;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble;

    /**
     * @param directory of the index alone
     * @param changes   of events, in PostgreSQL
     * @param views     what the core publishes of shows
     * @param blocking  the threads on which searches run
     * @param meters    where the index is counted
     */
    public SearchFeature(
            SearchConfig config,
            Path directory,
            CatalogChanges changes,
            ShowViews views,
            BlockingCalls blocking,
            GatewayConfig.Lists lists,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        index = new SearchIndex(directory, changes, config, clock);
        search = new EventSearch(index, views, config, clock);
        routes = new SearchRoutes(search, views, blocking, lists);
        Gauge.builder("boxoffice.search.events", index::size)
                .description("Events in the search's index")
                .register(meters);
        Gauge.builder("boxoffice.search.age.seconds", index::ageSeconds)
                .description("Since all changes of PostgreSQL were in the search's index")
                .register(meters);
        FunctionCounter.builder("boxoffice.search.rebuilds", index, SearchIndex::rebuilds)
                .description("Times that the search's index was made anew")
                .register(meters);
        thread = new Thread(this::run, "search-follower");
        thread.setDaemon(true);
    }

    /** Finding events. */
    public EventSearch search() {
        return search;
    }

    @Override
    public List<Route> routes() {
        return routes.routes();
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("Search index", limits -> look()));
    }

    private PartState look() {
        SearchIndex.Progress progress = index.progress();
        String why = trouble;
        PartState state =
                switch (progress.state()) {
                    case FOLLOWING -> PartState.up("Searches find what has changed within a second.");
                    case BUILDING ->
                        PartState.behind("The index is made anew: " + Numbers.count(progress.events()) + " of "
                                + Numbers.count(progress.all()) + " events. The old one serves, if there is one.");
                    case AWAY ->
                        PartState.behind("Changes cannot be read: searches find what was there before.")
                                .toDo("It catches up by itself when PostgreSQL is back.");
                    case CLOSED -> PartState.behind("The index is not open yet.");
                };
        if (why != null && progress.state() != SearchIndex.State.AWAY) {
            state = PartState.needsYou("The index cannot be kept: " + why)
                    .toDo("Look at the disk. It is tried again every few seconds.");
        }
        return state.chapter("Search and pages")
                .with("events", Numbers.count(index.size()))
                .with("bytes on disk", Numbers.count(index.bytes()));
    }

    @Override
    public void start() {
        if (config.followIntervalMs() > 0) {
            thread.start();
        }
    }

    private void run() {
        index.open();
        boolean verified = false;
        boolean goesOn = true;
        while (goesOn) {
            long pauseMs = config.followIntervalMs();
            try {
                index.catchUp();
                trouble = null;
                if (!verified) {
                    index.verify();
                    verified = true;
                }
            } catch (DatabaseUnavailableException e) {
                pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 4);
            } catch (RuntimeException e) {
                if (trouble == null) {
                    LOG.error("The search's index cannot be kept; it is tried again", e);
                }
                trouble = String.valueOf(e.getMessage());
                pauseMs = MAX_PAUSE_MS;
            }
            try {
                goesOn = !stopped.await(pauseMs, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                goesOn = false;
            }
        }
    }

    /** Not by an interrupt: Lucene's files would be closed by it. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        index.close();
    }
}
