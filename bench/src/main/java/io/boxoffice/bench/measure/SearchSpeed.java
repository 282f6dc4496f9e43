package io.boxoffice.bench.measure;

import io.boxoffice.bench.peers.Figures;
import io.boxoffice.bench.peers.Setting;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.EventQuery;
import io.boxoffice.services.catalog.ShowQuery;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long a search takes among 100,000 events and a quarter of a million shows, by what is searched by: one caller, the
 * server's own code and connection settings, pages of 50, an embedded PostgreSQL at the server's settings, everything in its
 * cache. Each search is for something else, drawn at random.
 */
final class SearchSpeed {
    private static final int EVENTS = 100_000;
    private static final int WARM_UPS = 10;
    private static final int SEARCHES = 150;
    private static final int PAGE = 50;
    private static final String BEFORE_SEARCH_TABLES = "2";

    private SearchSpeed() {}

    static Figures measure(Setting setting) throws Exception {
        int events = (int) setting.scaled(EVENTS, 2_000);
        Instant now = Instant.now();
        FictionalCatalogue catalogue = new FictionalCatalogue(events, now, 1);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(
                        EmbeddedDatabaseConfig.in(setting.directory().resolve("postgres")));
                SqlDatabase connections = new SqlDatabase(
                        database.jdbcUrl(), database.user(), database.password(), CatalogConfig.DEFAULT.database())) {
            // What searches read besides is made from the events at once: event by event it would take minutes.
            CatalogFeature.SCHEMA.migrate(source(database), BEFORE_SEARCH_TABLES);
            try (Connection connection = source(database).getConnection();
                    Statement statement = connection.createStatement()) {
                catalogue.load(connection);
                connections.uses(CatalogFeature.SCHEMA);
                connections.migrate();
                statement.execute("VACUUM ANALYZE");
            }
            Clock clock = Clock.fixed(now, ZoneOffset.UTC);
            CatalogSearch search = new CatalogSearch(connections, CatalogConfig.DEFAULT, clock);
            Figures figures = new Figures().put("events", events);
            Histogram all = latencies();
            for (Map.Entry<String, Supplier<Object>> kind :
                    kinds(search, catalogue, now).entrySet()) {
                for (int i = 0; i < WARM_UPS; i++) {
                    kind.getValue().get();
                }
                Histogram ns = latencies();
                for (int i = 0; i < SEARCHES; i++) {
                    long startNs = System.nanoTime();
                    kind.getValue().get();
                    ns.recordValue(System.nanoTime() - startNs);
                }
                all.add(ns);
                System.out.printf(
                        Locale.ROOT,
                        "%s: p50 %.1f ms, p99 %.1f ms%n",
                        kind.getKey(),
                        ns.getValueAtPercentile(50) / 1e6,
                        ns.getValueAtPercentile(99) / 1e6);
                figures.put(kind.getKey() + ".p50Ms", ns.getValueAtPercentile(50) / 1e6)
                        .put(kind.getKey() + ".p99Ms", ns.getValueAtPercentile(99) / 1e6);
            }
            return figures.put("all.p50Ms", all.getValueAtPercentile(50) / 1e6)
                    .put("all.p99Ms", all.getValueAtPercentile(99) / 1e6);
        }
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

    private static Map<String, Supplier<Object>> kinds(CatalogSearch search, FictionalCatalogue c, Instant now) {
        Map<String, Supplier<Object>> kinds = new LinkedHashMap<>();
        kinds.put("nothing", () -> search.events(null, query(null, null, null, null, null)));
        kinds.put("secondPage", () -> {
            String next =
                    search.events(null, query(null, null, null, null, null)).next();
            return search.events(null, new EventQuery(null, null, null, null, null, null, null, next, PAGE));
        });
        kinds.put("title", () -> search.events(null, query(c.anyTitle(), null, null, null, null)));
        kinds.put("word", () -> search.events(null, query(c.word(), null, null, null, null)));
        kinds.put("misspelt", () -> search.events(null, query(misspelt(c), null, null, null, null)));
        kinds.put("city", () -> search.events(null, query(null, city(c), null, null, null)));
        kinds.put("date", () -> search.events(null, query(null, null, date(c, now), null, null)));
        kinds.put("cityAndDate", () -> search.events(null, query(null, city(c), date(c, now), null, null)));
        kinds.put("genre", () -> search.events(null, query(null, null, null, c.genre(), null)));
        kinds.put("genreAndLanguage", () -> search.events(null, query(null, null, null, c.genre(), c.language())));
        kinds.put("wordAndCity", () -> search.events(null, query(c.word(), city(c), null, null, null)));
        kinds.put("near", () -> search.events(null, near(c, null)));
        kinds.put("nearAndDate", () -> search.events(null, near(c, date(c, now))));
        kinds.put("showsOfEvent", () -> search.shows(ShowQuery.ofEvent(c.anyEvent(), null, PAGE)));
        kinds.put("showsOfVenue", () -> search.shows(shows(c.anyVenue(), null)));
        kinds.put("showsOfDate", () -> search.shows(shows(0, date(c, now))));
        return kinds;
    }

    private static ShowQuery shows(long venueId, LocalDate date) {
        return new ShowQuery(0, venueId, null, date, null, null, null, PAGE);
    }

    private static EventQuery query(String text, String city, LocalDate date, String genre, String language) {
        return new EventQuery(text, city, date, genre, language, null, null, null, PAGE);
    }

    private static EventQuery near(FictionalCatalogue c, LocalDate date) {
        double latitude = 47 + c.random().nextDouble() * 7;
        double longitude = 6 + c.random().nextDouble() * 8;
        return new EventQuery(null, null, date, null, null, latitude, longitude, null, PAGE);
    }

    private static String city(FictionalCatalogue c) {
        return FictionalCatalogue.cityName(c.city());
    }

    private static LocalDate date(FictionalCatalogue c, Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(c.random().nextInt(120));
    }

    /** Two letters have changed places. */
    private static String misspelt(FictionalCatalogue c) {
        String title = c.anyTitle();
        int at = 1 + c.random().nextInt(title.length() - 3);
        return title.substring(0, at) + title.charAt(at + 1) + title.charAt(at) + title.substring(at + 2);
    }
}
