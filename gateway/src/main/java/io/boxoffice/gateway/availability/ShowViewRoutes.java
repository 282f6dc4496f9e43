package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.MediaTypes;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.pricing.PriceList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** A published show's seat map, prices and availability, for everybody. */
public final class ShowViewRoutes {
    private static final String TAG = "shows";
    private static final String REVALIDATE = "no-cache";

    private final ShowDirectory directory;
    private final ToldMaps maps;
    private final LongFunction<TicketTypes> typesOf;
    private final BlockingCalls workers;
    private final ShowSnapshots told;
    private final AvailabilityBodies availability;
    private final CachedBodies bodies;

    /**
     * Reading shows.
     *
     * @param maps                 what people are told of seat maps
     * @param typesOf              the ticket types of a show, by its id
     * @param workers              for encoding; must not be threads that wait for PostgreSQL
     * @param told                 what is told of shows, and under which number
     * @param snapshots            of the same, as the event streams know of them
     * @param maxAvailabilityBytes about how much availability is kept encoded
     * @param bodies               for seat maps and prices
     */
    public ShowViewRoutes(
            ShowDirectory directory,
            ToldMaps maps,
            LongFunction<TicketTypes> typesOf,
            BlockingCalls workers,
            ShowSnapshots told,
            ToldSnapshots snapshots,
            long maxAvailabilityBytes,
            CachedBodies bodies) {
        this.directory = directory;
        this.maps = maps;
        this.typesOf = typesOf;
        this.workers = workers;
        this.told = told;
        this.bodies = bodies;
        availability = new AvailabilityBodies(snapshots, told::nowMs, maxAvailabilityBytes, bodies.budget());
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/shows/{showId}/seat-map", "getShowSeatMap")
                        .cost(2)
                        .summary(TAG, "The seat map; its seats never change")
                        .answer(200, "The seat map", "SeatMap")
                        .etag()
                        .handledBy(this::seatMap),
                Route.get("/v1/shows/{showId}/prices", "getShowPrices")
                        .summary(TAG, "Price classes, and the class of each seat in the seat map's order")
                        .answer(200, "The prices", "PriceClasses")
                        .etag()
                        .problem(409)
                        .handledBy(this::prices),
                Route.get("/v1/shows/{showId}/availability", "getShowAvailability")
                        .summary(
                                TAG,
                                "Which seats are held, sold or blocked, all others being free; of a cancelled show none is")
                        .parameter(Parameter.oneOf(
                                "format",
                                "bits: two bits a seat in the seat map's order; absent: as Accept says",
                                "json",
                                "bits"))
                        .answer(200, "The availability", "Availability")
                        .answer(
                                200,
                                "0 free, 1 held, 2 sold, 3 blocked; four seats a byte, the first in the lowest bits",
                                AvailabilityBodies.OCTETS,
                                null)
                        .etag()
                        .handledBy(this::availability));
    }

    private PublishedShow show(Call call) {
        return PublicShows.require(directory, call.id(0));
    }

    private void seatMap(Call call) {
        PublishedShow show = show(call);
        long id = show.definition().seatMapId();
        ToldMaps.Told map = maps.of(show);
        answer(
                call,
                SeatMapBodies.key(id, map.version()),
                SeatMapBodies.etag(id, map.version()),
                SeatMapBodies.CACHE_CONTROL,
                () -> SeatMapBodies.encode(id, map, bodies.budget()));
    }

    private void prices(Call call) {
        PublishedShow show = show(call);
        // The definition is read first: prices newer than the version they are told under do no harm, older ones would.
        ShowDefinition definition = show.definition();
        PriceList prices = show.prices();
        if (prices == null) {
            throw new ProblemException(CoreProblem.NO_PRICES);
        }
        TicketTypes types = typesOf.apply(definition.showId());
        String version = definition.showId() + "-" + definition.priceVersion() + namedBy(prices, types);
        String etag = "W/\"" + version + '"';
        answer(
                call,
                "prices-" + version,
                etag,
                REVALIDATE,
                () -> new CachedBody(
                        Response.JSON,
                        etag,
                        REVALIDATE,
                        Json.bytes(json -> PricesJson.write(json, definition, show.seatMap(), prices, types)),
                        bodies.budget()));
    }

    /** The names of types come from the catalog, and may be known later than the prices. */
    private static String namedBy(PriceList prices, TicketTypes types) {
        return prices.typeCount() == 1
                ? ""
                : "-" + Integer.toHexString(types.names().hashCode());
    }

    private void answer(Call call, String key, String etag, String cacheControl, Supplier<CachedBody> maker) {
        Exchange exchange = call.exchange();
        if (CachedBody.isKnown(exchange, etag)) {
            call.respond(CachedBody.notModified(etag, cacheControl));
            return;
        }
        Response ready = bodies.ready(exchange, key);
        if (ready != null) {
            call.respond(ready);
            return;
        }
        workers.run(call, c -> bodies.answer(exchange, key, maker));
    }

    private void availability(Call call) {
        PublishedShow show = show(call);
        Exchange exchange = call.exchange();
        String format = call.parameter("format");
        boolean asBits = "bits".equals(format)
                || (format == null && MediaTypes.names(exchange.headers(), AvailabilityBodies.OCTETS));
        AvailabilityBodies.Wanted wanted = AvailabilityBodies.Wanted.of(told.look(show), told.nowMs());
        String etag = AvailabilityBodies.etag(show, wanted, asBits);
        if (CachedBody.isKnown(exchange, etag)) {
            call.respond(CachedBody.notModified(etag, AvailabilityBodies.CACHE_CONTROL));
            return;
        }
        CachedBody ready = availability.ready(show, wanted, asBits);
        Response response = ready != null && ready.isReadyFor(exchange) ? ready.answer(exchange) : null;
        if (response != null) {
            call.respond(response);
        } else {
            workers.run(call, c -> availability.use(show, wanted, asBits, body -> body.answer(exchange)));
        }
    }
}
