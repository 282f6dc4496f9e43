package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.CachedBodies;
import io.boxoffice.gateway.availability.SeatMapBodies;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.NotFoundException;
import io.boxoffice.services.database.Versions;
import java.util.List;

/** Seat maps of halls. */
public final class SeatMapRoutes {
    private static final String TAG = "seat maps";

    private final CatalogCalls calls;
    private final SeatMapCatalog seatMaps;
    private final ShowDirectory directory;
    private final CachedBodies bodies;
    private final int maxSeats;
    private final int maxBodyBytes;

    /**
     * @param maxBodyBytes of a seat map sent in
     */
    public SeatMapRoutes(
            CatalogCalls calls,
            SeatMapCatalog seatMaps,
            ShowDirectory directory,
            CachedBodies bodies,
            int maxSeats,
            int maxBodyBytes) {
        this.calls = calls;
        this.seatMaps = seatMaps;
        this.directory = directory;
        this.bodies = bodies;
        this.maxSeats = maxSeats;
        this.maxBodyBytes = maxBodyBytes;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/halls/{hallId}/seat-maps", "createSeatMap")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(TAG, "Add a seat map; its seats never change")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body("SeatMapRequest")
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(201, "Added", SeatMapInfo.class)
                        .header(201, AnswerHeader.LOCATION)
                        .answerRecord(200, "There already, by its content", SeatMapInfo.class)
                        .etag()
                        .handledBy(calls.blocking(this::create)),
                Route.get("/v1/halls/{hallId}/seat-maps", "listSeatMaps")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "The seat maps of a hall that were on sale, newest first; its owner sees all")
                        .answerRecord(200, "All of them", SeatMapList.class)
                        .etag()
                        .handledBy(calls.blocking(this::list)),
                Route.get("/v1/seat-maps/{seatMapId}", "getSeatMap")
                        .cost(2)
                        .summary(TAG, "A seat map")
                        .answer(200, "The seat map", "SeatMap")
                        .etag()
                        .handledBy(calls.blocking(this::get)),
                Route.put("/v1/seat-maps/{seatMapId}", "mendSeatMap")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(TAG, "Mend labels, the drawing and what is told of seats; the seats stay as they are")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .parameter(Parameter.oneOf(
                                        "dryRun", "true: change nothing, say what would change", "true", "false")
                                .withDefault("false"))
                        .body("SeatMap")
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "What changed, and whom it concerns", SeatMapMended.class)
                        .etag()
                        .handledBy(calls.blocking(this::mend)),
                Route.delete("/v1/seat-maps/{seatMapId}", "deleteSeatMap")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a seat map that no show uses")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            long version = seatMaps.delete(CatalogCalls.actor(call), call.id(0));
                            bodies.remove(SeatMapBodies.key(call.id(0), version));
                            return Response.empty(204);
                        })));
    }

    private Response create(Call call) {
        SeatMapBody body = new SeatMapBody(maxSeats);
        SeatMap map = body.read(call);
        return calls.create(
                call,
                "/v1/seat-maps/",
                () -> seatMaps.create(CatalogCalls.actor(call), call.id(0), body.name(), map),
                made -> new Made(made.id(), SeatMapBodies.etag(made.id(), made.version()), Records.bytes(made)));
    }

    private Response list(Call call) {
        List<SeatMapInfo> maps = seatMaps.ofHall(CatalogCalls.actor(call), call.id(0));
        return Records.answer(200, new SeatMapList(maps, null));
    }

    private Response get(Call call) {
        long id = call.id(0);
        requireVisible(CatalogCalls.actor(call), id);
        ToldMaps.Told told = told(id);
        return bodies.answer(
                call, SeatMapBodies.key(id, told.version()), () -> SeatMapBodies.encode(id, told, bodies.budget()));
    }

    private ToldMaps.Told told(long seatMapId) {
        try {
            return seatMaps.toldOf(seatMapId);
        } catch (DatabaseUnavailableException e) {
            // Nothing more was ever told of it, or that is not known here.
            return new ToldMaps.Told(directory.seatMap(seatMapId), 1);
        }
    }

    private Response mend(Call call) {
        long id = call.id(0);
        Versions expected = Etags.expected(call);
        SeatMap map = new SeatMapBody(maxSeats, id).read(call);
        boolean dryRun = "true".equals(call.parameter("dryRun"));
        SeatMapMended mended = seatMaps.mend(CatalogCalls.actor(call), id, expected, map, dryRun);
        return Records.answer(200, mended).header("etag", SeatMapBodies.etag(id, mended.version()));
    }

    private void requireVisible(Actor actor, long seatMapId) {
        boolean visible;
        try {
            visible = seatMaps.isVisible(actor, seatMapId);
        } catch (DatabaseUnavailableException e) {
            // What the core has is on sale, or about to be.
            visible = directory.seatMap(seatMapId) != null;
        }
        if (!visible) {
            throw new NotFoundException("no seat map " + seatMapId);
        }
    }
}
