package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.util.List;

/** Events, and finding them. */
public final class EventRoutes {
    private static final String TAG = "events";

    private final CatalogCalls calls;
    private final EventCatalog events;
    private final CatalogSearch search;
    private final ShowJson shows;
    private final ShowViews views;

    /**
     * @param shows how shows look
     * @param views how their sales stand
     */
    EventRoutes(CatalogCalls calls, EventCatalog events, CatalogSearch search, ShowJson shows, ShowViews views) {
        this.calls = calls;
        this.events = events;
        this.search = search;
        this.shows = shows;
        this.views = views;
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
                Route.get("/v1/events", "findEvents")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(TAG, "Find events that are or were on sale; or one's own")
                        .parameter(CatalogCalls.mine("true: the caller's own, whether on sale or not, and no others"))
                        .parameter(Parameter.text("q", "Words"))
                        .parameter(Parameter.text("city", "Has a show there"))
                        .parameter(Parameter.date("date", "Has a show on this day, in the venue's time zone"))
                        .parameter(Parameter.text("genre", "Of this genre"))
                        .parameter(Parameter.text("language", "In this language"))
                        .parameter(Parameter.text("near", "latitude,longitude: nearest first")
                                .example("51.5,-0.12"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answerRecord(200, "A part of the list", EventList.class)
                        .etag()
                        .handledBy(calls.blocking(this::find)),
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

    private Response find(Call call) {
        Double[] near = near(call.parameter("near"));
        EventQuery query = new EventQuery(
                call.parameter("q"),
                call.parameter("city"),
                call.dateParameter("date"),
                call.parameter("genre"),
                call.parameter("language"),
                near[0],
                near[1],
                call.parameter("cursor"),
                call.limit());
        Page<FoundEvent> found = search.events(CatalogCalls.mine(call), query);
        return Records.answer(
                200, new EventList(found.items().stream().map(this::item).toList(), found.next()));
    }

    private EventListItem item(FoundEvent found) {
        PublishedShow next = found.nextShowId() == null ? null : views.find(found.nextShowId());
        return next == null
                ? EventListItem.of(found, null, null)
                : EventListItem.of(found, views.glance(next), next.definition().currency());
    }

    private static Double[] near(String text) {
        if (text == null) {
            return new Double[2];
        }
        try {
            String[] parts = text.split(",", -1);
            double latitude = Double.parseDouble(parts[0]);
            double longitude = Double.parseDouble(parts[1]);
            if (parts.length == 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) {
                return new Double[] {latitude, longitude};
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Told below.
        }
        throw new InvalidInputException(
                new FieldErrors().addParameter("near", FieldErrors.WRONG_TYPE, "must be latitude,longitude"));
    }
}
