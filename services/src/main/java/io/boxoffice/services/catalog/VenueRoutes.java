package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.util.ArrayList;
import java.util.List;

/** Venues and their halls. */
public final class VenueRoutes {
    private static final String TAG = "venues";

    private final CatalogCalls calls;
    private final VenueCatalog venues;

    public VenueRoutes(CatalogCalls calls, VenueCatalog venues) {
        this.calls = calls;
        this.venues = venues;
    }

    public List<Route> routes() {
        List<Route> all = new ArrayList<>(ofVenues());
        all.addAll(ofHalls());
        return all;
    }

    private List<Route> ofVenues() {
        return List.of(
                Route.post("/v1/venues", "createVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make a venue")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(VenueRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(201, "Made", Venue.class)
                        .header(201, AnswerHeader.LOCATION)
                        .answerRecord(200, "There already, by its externalId", Venue.class)
                        .etag()
                        .handledBy(calls.blocking(this::createVenue)),
                Route.get("/v1/venues", "listVenues")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Venues by name")
                        .parameter(Parameter.text("city", "Only of this city"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .parameter(CatalogCalls.mine("true: the caller's own, and no others"))
                        .answerRecord(200, "A part of the list", VenueList.class)
                        .etag()
                        .handledBy(calls.blocking(this::listVenues)),
                Route.get("/v1/venues/{venueId}", "getVenue")
                        .cost(2)
                        .summary(TAG, "A venue")
                        .answerRecord(200, "The venue", Venue.class)
                        .etag()
                        .handledBy(calls.blocking(call -> venue(venues.venue(call.id(0))))),
                Route.patch("/v1/venues/{venueId}", "updateVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change parts of a venue")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .patchBody(VenueRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(200, "Changed", Venue.class)
                        .etag()
                        .handledBy(calls.blocking(this::updateVenue)),
                Route.delete("/v1/venues/{venueId}", "deleteVenue")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a venue without halls")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(this::deleteVenue)));
    }

    private List<Route> ofHalls() {
        return List.of(
                Route.post("/v1/venues/{venueId}/halls", "createHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make a hall")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(HallRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(201, "Made", Hall.class)
                        .header(201, AnswerHeader.LOCATION)
                        .answerRecord(200, "There already, by its externalId", Hall.class)
                        .etag()
                        .handledBy(calls.blocking(this::createHall)),
                Route.get("/v1/venues/{venueId}/halls", "listHalls")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "The halls of a venue")
                        .answerRecord(200, "All of them", HallList.class)
                        .etag()
                        .handledBy(calls.blocking(
                                call -> Records.answer(200, new HallList(venues.halls(call.id(0)), null)))),
                Route.get("/v1/halls/{hallId}", "getHall")
                        .cost(2)
                        .summary(TAG, "A hall")
                        .answerRecord(200, "The hall", Hall.class)
                        .etag()
                        .handledBy(calls.blocking(call -> hall(venues.hall(call.id(0))))),
                Route.patch("/v1/halls/{hallId}", "updateHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Rename a hall")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .patchBody(HallRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(200, "Changed", Hall.class)
                        .etag()
                        .handledBy(calls.blocking(this::updateHall)),
                Route.delete("/v1/halls/{hallId}", "deleteHall")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a hall without seat maps")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(this::deleteHall)));
    }

    private Response createVenue(Call call) {
        VenueRequest stated = call.read(VenueRequest.class);
        return calls.create(
                call,
                "/v1/venues/",
                () -> venues.createVenue(CatalogCalls.actor(call), stated),
                venue -> Made.of(venue.id(), venue.version(), venue));
    }

    private Response updateVenue(Call call) {
        Versions expected = Etags.expected(call);
        Patch<VenueRequest> change = call.readPatch(VenueRequest.class);
        return venue(venues.updateVenue(CatalogCalls.actor(call), call.id(0), expected, change::appliedTo));
    }

    private Response deleteVenue(Call call) {
        venues.deleteVenue(CatalogCalls.actor(call), call.id(0), Etags.expected(call));
        return Response.empty(204);
    }

    private Response listVenues(Call call) {
        Page<Venue> page =
                venues.venues(CatalogCalls.mine(call), call.parameter("city"), call.parameter("cursor"), call.limit());
        return Records.answer(200, new VenueList(page.items(), page.next()));
    }

    private Response createHall(Call call) {
        HallRequest stated = call.read(HallRequest.class);
        return calls.create(
                call,
                "/v1/halls/",
                () -> venues.createHall(CatalogCalls.actor(call), call.id(0), stated),
                hall -> Made.of(hall.id(), hall.version(), hall));
    }

    private Response updateHall(Call call) {
        Versions expected = Etags.expected(call);
        Patch<HallRequest> change = call.readPatch(HallRequest.class);
        return hall(venues.updateHall(CatalogCalls.actor(call), call.id(0), expected, change::appliedTo));
    }

    private Response deleteHall(Call call) {
        venues.deleteHall(CatalogCalls.actor(call), call.id(0), Etags.expected(call));
        return Response.empty(204);
    }

    private static Response venue(Venue venue) {
        return CatalogCalls.item(venue.version(), venue);
    }

    private static Response hall(Hall hall) {
        return CatalogCalls.item(hall.version(), hall);
    }
}
