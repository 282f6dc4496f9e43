package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.util.List;

/** Events. */
public final class EventRoutes {
    private static final String TAG = "events";

    private final CatalogCalls calls;
    private final EventCatalog events;
    private final CatalogSearch search;
    private final ShowJson shows;

    /**
     * @param shows how shows look
     */
    EventRoutes(CatalogCalls calls, EventCatalog events, CatalogSearch search, ShowJson shows) {
        this.calls = calls;
        this.events = events;
        this.search = search;
        this.shows = shows;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/events", "createEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make an event")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(EventRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(201, "Made", Event.class)
                        .header(201, AnswerHeader.LOCATION)
                        .answerRecord(200, "There already, by its externalId", Event.class)
                        .etag()
                        .handledBy(calls.blocking(this::create)),
                Route.get("/v1/events/{eventId}", "getEvent")
                        .cost(2)
                        .summary(TAG, "An event")
                        .answerRecord(200, "The event", Event.class)
                        .etag()
                        .handledBy(calls.blocking(this::get)),
                Route.patch("/v1/events/{eventId}", "updateEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change parts of an event")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .patchBody(EventRequest.class)
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answerRecord(200, "Changed", Event.class)
                        .etag()
                        .handledBy(calls.blocking(this::update)),
                Route.delete("/v1/events/{eventId}", "deleteEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete an event without shows")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(this::delete)),
                Route.get("/v1/events/{eventId}/shows", "listShowsOfEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "The coming shows of an event")
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answerRecord(200, "A part of the list", ShowList.class)
                        .etag()
                        .handledBy(calls.blocking(this::shows)));
    }

    private Response create(Call call) {
        EventRequest stated = call.read(EventRequest.class);
        return calls.create(
                call,
                "/v1/events/",
                () -> events.create(CatalogCalls.actor(call), stated),
                event -> Made.of(event.id(), event.version(), event));
    }

    private Response update(Call call) {
        Versions expected = Etags.expected(call);
        Patch<EventRequest> change = call.readPatch(EventRequest.class);
        return event(events.update(CatalogCalls.actor(call), call.id(0), expected, change::appliedTo));
    }

    private Response delete(Call call) {
        events.delete(CatalogCalls.actor(call), call.id(0), Etags.expected(call));
        return Response.empty(204);
    }

    private Response get(Call call) {
        return event(events.event(CatalogCalls.actor(call), call.id(0)));
    }

    private Response shows(Call call) {
        // Asked for first, so that an event nobody knows is not answered like one without shows.
        long eventId = events.event(CatalogCalls.actor(call), call.id(0)).id();
        return Records.answer(
                200, shows.list(search.shows(ShowQuery.ofEvent(eventId, call.parameter("cursor"), call.limit()))));
    }

    private static Response event(Event event) {
        return CatalogCalls.item(event.version(), event);
    }
}
