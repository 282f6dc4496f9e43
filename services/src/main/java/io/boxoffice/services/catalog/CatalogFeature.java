package io.boxoffice.services.catalog;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.availability.CachedBodies;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.database.DatabaseProblem;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Venues, halls, seat maps, events and shows: keeping them, finding them, and putting shows on sale. */
public final class CatalogFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFeature.class);

    /**
     * How many of what there may be.
     *
     * @param showDefaults rules of shows that say nothing of their own
     */
    public record Limits(
            CatalogConfig catalog, QuotaConfig quotas, ShowRules showDefaults, ManyShowsConfig manyShows) {}

    /** Where its tables are; the Idempotency-Keys of all features too. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("catalog");

    private final SqlDatabase database;
    private final CatalogCache cache;
    private final SeatMapCatalog seatMaps;
    private final ShowCatalog shows;
    private final CatalogKeeper keeper;
    private final IdempotencyKeys keys;
    private final CatalogExport export;
    private final SearchPart searchPart;
    private final CatalogChanges changes;
    private final CatalogDetails details;
    private final EventPreviews previews;
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param images    which images organisations have
     * @param views     what the core says of the shows that it knows
     * @param cacheFile where the names of shows are kept, for when PostgreSQL is away; what is told of seat maps stands beside it
     * @param blocking  the threads on which what blocks runs
     * @param bodies    encoded seat maps
     * @param http      sizes of lists and bodies
     */
    public CatalogFeature(
            SqlDatabase database,
            Limits limits,
            OwnedImages images,
            SaleCore core,
            ShowViews views,
            Path cacheFile,
            BlockingCalls blocking,
            CachedBodies bodies,
            GatewayConfig http,
            Clock clock) {
        this.database = database;
        database.uses(SCHEMA);
        CatalogConfig config = limits.catalog();
        Quotas quotas = new Quotas(limits.quotas());
        cache = new CatalogCache(cacheFile, config.maxCachedShows());
        seatMaps = new SeatMapCatalog(database, config, quotas, cacheFile.resolveSibling("seat-maps"));
        ShowRows rows = new ShowRows(database);
        ShowJson json = new ShowJson(
                views, showId -> rows.card(showId).map(ShowLabels::of).orElse(null));
        ShowTimes times = new ShowTimes(config, clock);
        shows = new ShowCatalog(
                database,
                seatMaps,
                core.client(),
                core.shows(),
                cache,
                limits.showDefaults(),
                times,
                new ShowSales(database, core.shows(), core.lastSalesSequence(), core.hurryWriter()),
                quotas,
                json);
        details = new CatalogDetails(database);
        export = new CatalogExport(database, seatMaps, json);
        keys = keys(database, config, quotas, clock);
        ShowsChanging changing =
                new ShowsChanging(database, shows, quotas, limits.manyShows(), config.keyRetentionMs(), clock);
        Runnable forgetKeys = () -> {
            keys.purge();
            changing.purge();
        };
        keeper = new CatalogKeeper(
                database, shows, new CatalogReconciler(database, shows), cache, seatMaps, forgetKeys, config, clock);
        searchPart = new SearchPart(keeper, cache, config, clock);
        changes = new CatalogChanges(database);
        CatalogSearch search = new CatalogSearch(database, config, clock);
        CatalogCalls calls = new CatalogCalls(
                blocking, keys, http.lists().defaultLimit(), http.lists().maxLimit());
        VenueCatalog venues = new VenueCatalog(database, config, quotas);
        EventCatalog events = new EventCatalog(database, quotas, images, clock);
        previews = new EventPreviews(database, events, shows, core.shows(), times);
        GatewayConfig.Work work = http.work();
        routes.addAll(new VenueRoutes(calls, venues).routes());
        routes.addAll(new SeatMapRoutes(
                        calls, seatMaps, core.shows(), bodies, work.maxSeatsPerMap(), work.maxLargeBodyBytes())
                .routes());
        routes.addAll(new EventRoutes(calls, events, search, json).routes());
        routes.addAll(new ShowRoutes(calls, shows, core.shows(), json, work.maxLargeBodyBytes()).routes());
        ShowSeasons seasons = new ShowSeasons(database, shows, limits.manyShows());
        routes.addAll(new ManyShowsRoutes(calls, seasons, changing, work.maxLargeBodyBytes()).routes());
        routes.addAll(
                new ShowReadRoutes(calls, shows, new ShowReadRoutes.Things(events, venues), search, cache, views, json)
                        .routes());
    }

    static IdempotencyKeys keys(SqlDatabase database, CatalogConfig config, Quotas quotas, Clock clock) {
        return new IdempotencyKeys(
                database, config.maxKeptResponseBytes(), config.keyRetentionMs(), quotas::requireKeys, clock);
    }

    /** The names of shows, at hand without PostgreSQL. */
    public CatalogCache names() {
        return cache;
    }

    /** Whose show it is, and more. */
    public ShowCatalog shows() {
        return shows;
    }

    /** Seat maps, also of shows that the core does not know any more. */
    public SeatMapCatalog seatMaps() {
        return seatMaps;
    }

    /** All that an owner has. */
    public CatalogExport export() {
        return export;
    }

    /** Of what only touches PostgreSQL, of all features. */
    public IdempotencyKeys keys() {
        return keys;
    }

    /** What has changed of events, for searches. */
    public CatalogChanges changes() {
        return changes;
    }

    /** Events before everybody may see them. */
    public EventPreviews previews() {
        return previews;
    }

    /** What pages tell of events and venues. */
    public CatalogDetails details() {
        return details;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Collection<? extends ProblemCode> problems() {
        List<ProblemCode> all = new ArrayList<>(List.of(CatalogProblem.values()));
        all.addAll(List.of(DatabaseProblem.values()));
        return all;
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("Search", searchPart::look));
    }

    /** So that the catalog can be used at once; if PostgreSQL is away, the keeper goes on trying. */
    @Override
    public void start() {
        try {
            database.migrate();
        } catch (DatabaseUnavailableException e) {
            LOG.warn("Starting without PostgreSQL: selling goes on, the catalog and lists wait for it");
        }
        keeper.start();
    }

    @Override
    public void close() {
        keeper.close();
        cache.close();
    }
}
