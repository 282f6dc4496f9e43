package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.engine.live.TestCore;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.ImageSize;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.search.EventSearch;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.search.SearchIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.function.Executable;

/** A catalog on a database of its own, with a core to tell about shows. */
final class CatalogScene implements AutoCloseable {
    static final Actor ANNA = Actor.organizer(1001);
    static final Actor BERT = Actor.organizer(1002);
    static final Actor ADMIN = Actor.admin(1);
    static final String ANNAS_IMAGE = "a".repeat(64);
    static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    static final CatalogConfig CONFIG = new CatalogConfig(
            4,
            2_000,
            10_000,
            5,
            50_000,
            100,
            1_000,
            86_400_000,
            50,
            86_400_000,
            31L * 86_400_000,
            1_826L * 86_400_000,
            14_400_000,
            86_400_000,
            7_200_000,
            7_200_000);

    /** How long the core keeps a seat map that no show has. */
    static final Duration MAP_RETENTION = Duration.ofDays(1);

    final ManualClock clock = new ManualClock(NOW);
    final TestCore core = TestCore.at(clock::millis);
    final AtomicLong lastEventSequence = new AtomicLong();
    final BookingClient client = new BookingClient(core, "catalog-test", 256);
    final Quotas quotas;
    final SqlDatabase database;
    final VenueCatalog venues;
    final SeatMapCatalog seatMaps;
    final EventCatalog events;
    final CatalogCache cache;
    /** Another one after {@link #restarted()}. */
    ShowCatalog shows;

    final CatalogSearch shownSearch;
    final ShowViews views;
    final SearchIndex index;
    final EventSearch search;
    final IdempotencyKeys keys;
    final CatalogReconciler reconciler;
    final CatalogKeeper keeper;

    CatalogScene(PostgresExtension.Database postgres, Path directory) {
        this(postgres, directory, QuotaConfig.DEFAULT);
    }

    CatalogScene(PostgresExtension.Database postgres, Path directory, QuotaConfig quotaConfig) {
        core.configure(limits -> limits.checkInUploadWindowMs(CONFIG.checkInUploadWindowMs())
                .seatMapRetentionMs(MAP_RETENTION.toMillis()));
        quotas = new Quotas(quotaConfig);
        database = new SqlDatabase(postgres.jdbcUrl(), postgres.user(), postgres.password(), CONFIG.database());
        database.uses(CatalogFeature.SCHEMA);
        venues = new VenueCatalog(database, CONFIG, quotas);
        seatMaps = new SeatMapCatalog(database, CONFIG, quotas, directory.resolve("seat-maps"));
        events = new EventCatalog(database, quotas, CatalogScene::images, clock);
        cache = new CatalogCache(directory.resolve("catalog.jsonl"), CONFIG.maxCachedShows());
        shows = restarted();
        shownSearch = new CatalogSearch(database, CONFIG, clock);
        SearchConfig searching = new SearchConfig(0, 10_000, 16, 259_200_000, 2_000, CONFIG.maxPageSize());
        index = new SearchIndex(directory.resolve("search"), new CatalogChanges(database), searching, clock);
        ShowSnapshots told = new ShowSnapshots(core, clock);
        views = new ShowViews(core, told, told::copy);
        search = new EventSearch(index, views, searching, clock);
        keys = CatalogFeature.keys(database, CONFIG, quotas, clock);
        reconciler = new CatalogReconciler(database, shows);
        keeper = new CatalogKeeper(database, shows, reconciler, cache, seatMaps, keys::purge, CONFIG, clock);
    }

    /** A catalog of shows that knows nothing but what is in PostgreSQL and the core. */
    ShowCatalog restarted() {
        return new ShowCatalog(
                database,
                seatMaps,
                client,
                core,
                cache,
                ShowRules.DEFAULT,
                new ShowTimes(CONFIG, clock),
                new ShowSales(database, core, lastEventSequence::get, () -> {}),
                quotas,
                CatalogScene::stepAnswer);
    }

    /** One that looks after the catalog as it is now. */
    CatalogReconciler restartedReconciler() {
        return new CatalogReconciler(database, shows);
    }

    CatalogScene migrated() {
        database.migrate();
        return this;
    }

    /** Something that differs with what a step changes. */
    private static byte[] stepAnswer(Show show, ShowLabels names) {
        return (show.id() + " " + show.state() + " " + show.version()).getBytes(StandardCharsets.UTF_8);
    }

    /** Where an action is refused: the pointers of all its errors. */
    static List<String> refused(Executable action) {
        Problem problem = assertThrows(InvalidInputException.class, action).problem();
        List<String> pointers = new ArrayList<>();
        for (Object error : (List<?>) problem.members().get("errors")) {
            pointers.add(((Map<?, ?>) error).get("pointer").toString());
        }
        return pointers;
    }

    Show publish(Actor actor, long showId) {
        return step(actor, showId, ShowStep.PUBLISH);
    }

    Show close(Actor actor, long showId) {
        return step(actor, showId, ShowStep.CLOSE);
    }

    Show cancel(Actor actor, long showId) {
        return step(actor, showId, ShowStep.CANCEL);
    }

    Show archive(Actor actor, long showId) {
        return step(actor, showId, ShowStep.ARCHIVE);
    }

    private Show step(Actor actor, long showId, ShowStep step) {
        StepAnswer answer = shows.step(actor, showId, step, StepRequest.UNCONDITIONAL);
        Show show = shows.show(actor, showId);
        assertEquals(show.version(), answer.version());
        return show;
    }

    static VenueRequest venueDraft(String externalId, String name, String city) {
        return stated(externalId, name, "Main Street 1", city, 52.5, 13.4, "Europe/Berlin");
    }

    static EventRequest eventDraft(String externalId, String title) {
        return eventStated(externalId, title, "About it", List.of("Drama"), "de", 120, "12");
    }

    /** What is said of a venue where nothing else matters. */
    static VenueRequest stated(
            String externalId,
            String name,
            String address,
            String city,
            Double latitude,
            Double longitude,
            String zone) {
        return new VenueRequest(
                externalId, name, address, null, city, null, latitude, longitude, zone, null, null, null, null);
    }

    /** What is said of an event where nothing else matters. */
    static EventRequest eventStated(
            String externalId,
            String title,
            String description,
            List<String> genres,
            String language,
            Integer minutes,
            String ageRating) {
        return new EventRequest(
                externalId,
                null,
                title,
                null,
                null,
                description,
                genres,
                language,
                minutes,
                ageRating,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static HallRequest hallDraft(String externalId, String name) {
        return new HallRequest(externalId, name, null, null, null, null);
    }

    /** Anna has the image of {@link #ANNAS_IMAGE}, and nobody any other. */
    private static Map<String, List<ImageSize>> images(Handle handle, long organisationId, Collection<String> ids) {
        boolean asked = organisationId == ANNA.id() && ids.contains(ANNAS_IMAGE);
        return asked ? Map.of(ANNAS_IMAGE, ImageSize.of(ANNAS_IMAGE, 400, 600, List.of(160, 400))) : Map.of();
    }

    Venue venue() {
        return venues.createVenue(ANNA, venueDraft("v1", "Schaubühne", "Berlin"))
                .value();
    }

    Hall hall(Venue venue) {
        return venues.createHall(ANNA, venue.id(), hallDraft("h1", "Saal 1")).value();
    }

    SeatMapInfo map(Hall hall) {
        return seatMaps.create(ANNA, hall.id(), "plan", seats(2, 3)).value();
    }

    Event event() {
        return events.create(ANNA, eventDraft("e1", "Der Zerbrochene Krug")).value();
    }

    /** A draft whose prices are set, on a hall and event of their own. */
    Show draftShow() {
        return shows.create(ANNA, showDraft("s1", NOW.plusSeconds(86_400))).value();
    }

    ShowRequest showDraft(String externalId, Instant startsAt) {
        Hall hall = hall(venue());
        return showDraft(externalId, hall, event(), map(hall), startsAt);
    }

    static ShowRequest showDraft(String externalId, Hall hall, Event event, SeatMapInfo map, Instant startsAt) {
        return showDraft(externalId, hall, event, map, startsAt, startsAt.plusSeconds(7_200));
    }

    static ShowRequest showDraft(
            String externalId, Hall hall, Event event, SeatMapInfo map, Instant startsAt, Instant endsAt) {
        return showStated(
                externalId,
                new Id(hall.id()),
                new Id(event.id()),
                new Id(map.id()),
                startsAt,
                endsAt,
                null,
                null,
                null,
                null,
                null,
                "EUR",
                null,
                Prices.of(1_500));
    }

    /** What is said of a show where nothing else matters: it may be in its hall beside others. */
    static ShowRequest showStated(
            String externalId,
            Id hall,
            Id event,
            Id seatMap,
            Instant startsAt,
            Instant endsAt,
            Instant onSaleFrom,
            Instant onSaleUntil,
            Instant cancelUntil,
            Instant checkInFrom,
            Instant checkInUntil,
            String currency,
            RulesRequest rules,
            Prices prices) {
        return new ShowRequest(
                externalId,
                hall,
                event,
                seatMap,
                null,
                startsAt,
                endsAt,
                null,
                onSaleFrom,
                onSaleUntil,
                null,
                cancelUntil,
                checkInFrom,
                checkInUntil,
                null,
                true,
                null,
                currency,
                rules,
                prices);
    }

    static SeatMap seats(int rows, int perRow) {
        SeatMap.Builder map =
                new SeatMap.Builder().category("Stalls").category("Pit").section("Main");
        for (int row = 0; row < rows; row++) {
            String label = String.valueOf((char) ('A' + row));
            map.row(label);
            for (int seat = 1; seat <= perRow; seat++) {
                map.seat(label + "-" + seat, String.valueOf(seat), seat * 100, row * 100, 0, false, false, 1);
            }
        }
        return map.area(new SeatMap.Area("pit", "Pit", 50, 1, 0, 0)).build();
    }

    @Override
    public void close() {
        index.close();
        client.close();
        core.close();
        cache.close();
        database.close();
    }
}
