package io.boxoffice.bench.measure;

import io.boxoffice.bench.core.DurableCore;
import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.services.catalog.CatalogChanges;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.search.EventSearch;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.search.SearchIndex;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long a search takes among 100,000 events and a quarter of a million shows, by what is searched by, while a core in the same
 * JVM answers 2,000 holds a second, durably: one caller, the server's own code, pages of 50, the index on disk, an embedded
 * PostgreSQL at the server's settings. The core sells 4,000 of the shows, whose prices and seats are asked; of the others there are none.
 * Each search is for something else, drawn at random. No HTTP.
 */
final class SearchSpeed {
    static final int PAGE = 50;

    private static final int EVENTS = 100_000;
    private static final int WARM_UPS = 100;
    private static final int SEARCHES = 400;
    private static final int CHANGES = 200;
    private static final int SHOWS_ON_SALE = 4_000;
    private static final int HOLDS_PER_SECOND = 2_000;
    private static final String BEFORE_SEARCH_TABLES = "2";

    private SearchSpeed() {}

    static Figures measure(Setting setting) throws Exception {
        int events = (int) setting.scaled(EVENTS, 2_000);
        Instant now = Instant.now();
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        FictionalCatalogue catalogue = new FictionalCatalogue(events, now, 1);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(
                        EmbeddedDatabaseConfig.in(setting.directory().resolve("postgres")));
                SqlDatabase connections = new SqlDatabase(
                        database.jdbcUrl(), database.user(), database.password(), CatalogConfig.DEFAULT.database());
                SearchIndex index = new SearchIndex(
                        setting.directory().resolve("search"),
                        new CatalogChanges(connections),
                        SearchConfig.DEFAULT,
                        clock)) {
            load(database, connections, catalogue);
            Figures figures = new Figures().put("events", events);
            build(index, figures);
            Holds holds = new Holds(setting);
            Thread holding = new Thread(holds, "holds");
            holding.start();
            try {
                DurableCore core = holds.core();
                ShowSnapshots told = new ShowSnapshots(core.core().shows(), clock);
                EventSearch search = new EventSearch(
                        index, new ShowViews(core.core().shows(), told, told::copy), SearchConfig.DEFAULT, clock);
                CatalogSearch shows = new CatalogSearch(connections, CatalogConfig.DEFAULT, clock);
                ask(new SearchKinds(search, shows, catalogue, now).all(), holds, figures);
                change(index, connections, catalogue, figures);
            } finally {
                holds.stop();
                holding.join();
            }
            holds.put(figures);
            return figures;
        }
    }

    private static void load(EmbeddedDatabase database, SqlDatabase connections, FictionalCatalogue catalogue)
            throws Exception {
        // What the catalog keeps besides is made from the events at once: event by event it would take minutes.
        CatalogFeature.SCHEMA.migrate(source(database), BEFORE_SEARCH_TABLES);
        try (Connection connection = source(database).getConnection();
                Statement statement = connection.createStatement()) {
            catalogue.load(connection);
            connections.uses(CatalogFeature.SCHEMA);
            connections.migrate();
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static void build(SearchIndex index, Figures figures) throws InterruptedException {
        long before = MemoryUse.used();
        long startNs = System.nanoTime();
        index.catchUp();
        figures.put("index.buildSeconds", (System.nanoTime() - startNs) / 1e9)
                .put("index.bytes", index.bytes())
                .put("index.heapBytes", MemoryUse.used() - before);
    }

    private static void ask(Map<String, Supplier<Object>> kinds, Holds holds, Figures figures) {
        // All of them before the first that counts: a server that is asked much has long been compiled.
        kinds.values().forEach(kind -> repeat(kind, WARM_UPS, latencies()));
        holds.measures();
        Histogram all = latencies();
        kinds.forEach((name, kind) -> {
            Histogram ns = latencies();
            repeat(kind, SEARCHES, ns);
            all.add(ns);
            System.out.printf(
                    Locale.ROOT,
                    "%s: p50 %.1f ms, p99 %.1f ms%n",
                    name,
                    ns.getValueAtPercentile(50) / 1e6,
                    ns.getValueAtPercentile(99) / 1e6);
            put(figures, name, ns);
        });
        put(figures, "all", all);
    }

    /** From a change's commit to its being found, but for the interval at which changes are read. */
    private static void change(
            SearchIndex index, SqlDatabase connections, FictionalCatalogue catalogue, Figures figures) {
        Histogram ns = latencies();
        String sql = "UPDATE catalog.events SET description = description || ' anew' WHERE id = ";
        for (int i = 0; i < CHANGES; i++) {
            connections.withHandle(handle -> handle.execute(sql + catalogue.anyEvent()));
            long startNs = System.nanoTime();
            index.catchUp();
            ns.recordValue(System.nanoTime() - startNs);
        }
        put(figures, "change", ns);
    }

    private static void repeat(Supplier<Object> kind, int times, Histogram ns) {
        for (int i = 0; i < times; i++) {
            long startNs = System.nanoTime();
            kind.get();
            ns.recordValue(System.nanoTime() - startNs);
        }
    }

    private static void put(Figures figures, String name, Histogram ns) {
        figures.put(name + ".p50Ms", ns.getValueAtPercentile(50) / 1e6)
                .put(name + ".p99Ms", ns.getValueAtPercentile(99) / 1e6);
    }

    private static DataSource source(EmbeddedDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private static Histogram latencies() {
        return new Histogram(1_000, 100_000_000_000L, 3);
    }

    /** A core and who holds there, on one thread: the replies belong to the thread that opened it. */
    private static final class Holds implements Runnable {
        private final Setting setting;
        private final CompletableFuture<DurableCore> opened = new CompletableFuture<>();
        private final AtomicBoolean goesOn = new AtomicBoolean(true);
        private final AtomicBoolean measures = new AtomicBoolean();
        private final Histogram ns = latencies();
        private volatile RuntimeException failure;
        private volatile long measuredSinceNs;
        private long measuredNs;

        private Holds(Setting setting) {
            this.setting = setting;
        }

        @Override
        public void run() {
            try (DurableCore core =
                    new DurableCore(setting.directory().resolve("core"), DurableCore.Settings.DEFAULT)) {
                core.openShows(1);
                core.openSmallShows((int) setting.scaled(SHOWS_ON_SALE, 500) - 1);
                opened.complete(core);
                core.hold(HOLDS_PER_SECOND, goesOn::get, ns, measures::get);
                measuredNs = System.nanoTime() - measuredSinceNs;
            } catch (RuntimeException e) {
                failure = e;
                opened.completeExceptionally(e);
            }
        }

        private DurableCore core() {
            return opened.join();
        }

        private void measures() {
            measuredSinceNs = System.nanoTime();
            measures.set(true);
        }

        private void stop() {
            goesOn.set(false);
        }

        /** Once the thread has ended. */
        private void put(Figures figures) {
            if (failure != null) {
                throw failure;
            }
            figures.put("holds.perSecond", ns.getTotalCount() * 1e9 / measuredNs)
                    .put("holds.p50Ms", ns.getValueAtPercentile(50) / 1e6)
                    .put("holds.p99Ms", ns.getValueAtPercentile(99) / 1e6);
        }
    }
}
