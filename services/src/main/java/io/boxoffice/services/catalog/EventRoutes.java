package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Events, and finding them. */
public final class EventRoutes {
    private static final String TAG = "events";

    private final CatalogCalls calls;
    private final EventCatalog events;
    private final CatalogSearch search;
    private final ShowJson shows;

    /**
     * @param shows how shows look
     */
    public EventRoutes(CatalogCalls calls, EventCatalog events, CatalogSearch search, ShowJson shows) {
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
                        .body("EventRequest")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(201, "Made", "Event")
                        .answer(200, "There already, by its externalId", "Event")
                        .handledBy(calls.blocking(this::create)),
                Route.get("/v1/events", "findEvents")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(TAG, "Find events that have published shows")
                        .parameter(Parameter.text("q", "Words"))
                        .parameter(Parameter.text("city", "Has a show there"))
                        .parameter(Parameter.date("date", "Has a show on this day, in the venue's time zone"))
                        .parameter(Parameter.text("genre", "Of this genre"))
                        .parameter(Parameter.text("language", "In this language"))
                        .parameter(Parameter.text("near", "latitude,longitude: nearest first")
                                .example("51.5,-0.12"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answer(200, "A part of the list", "EventList")
                        .handledBy(calls.blocking(this::find)),
                Route.get("/v1/events/{eventId}", "getEvent")
                        .cost(2)
                        .summary(TAG, "An event")
                        .answer(200, "The event", "Event")
                        .handledBy(calls.blocking(call -> event(events.event(call.id(0))))),
                Route.patch("/v1/events/{eventId}", "updateEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change parts of an event")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body("EventPatch")
                        .maxBodyBytes(CatalogCalls.MAX_TEXT_BODY_BYTES)
                        .answer(200, "Changed", "Event")
                        .handledBy(calls.blocking(this::update)),
                Route.delete("/v1/events/{eventId}", "deleteEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete an event without shows")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            events.delete(CatalogCalls.actor(call), call.id(0));
                            return Response.empty(204);
                        })),
                Route.get("/v1/events/{eventId}/shows", "listShowsOfEvent")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "The coming shows of an event")
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answer(200, "A part of the list", "ShowList")
                        .handledBy(calls.blocking(this::shows)));
    }

    private Response create(Call call) {
        EventDraft draft = new EventBody().read(call);
        return calls.create(
                call, "/v1/events/", () -> events.create(CatalogCalls.actor(call), draft), CatalogJson::event);
    }

    private Response update(Call call) {
        Versions expected = Etags.expected(call);
        EventDraft draft = new EventBody(events.event(call.id(0)).draft()).read(call);
        return event(events.update(CatalogCalls.actor(call), call.id(0), draft, expected));
    }

    private Response shows(Call call) {
        // Asked for first, so that an event nobody knows is not answered like one without shows.
        long eventId = events.event(call.id(0)).id();
        return CatalogCalls.page(search.showsOfEvent(eventId, call.parameter("cursor"), call.limit()), shows::found);
    }

    private static Response event(Event event) {
        return CatalogCalls.item(event, event.version(), CatalogJson::event);
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
        return CatalogCalls.page(search.events(query), CatalogJson::foundEvent);
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
        throw JsonFields.invalid("near", "must be latitude,longitude");
    }

    private static final class EventBody {
        private String externalId;
        private String title;
        private String description;
        private List<String> genres = List.of();
        private String language;
        private Integer durationMinutes;
        private String ageRating;

        EventBody() {}

        EventBody(EventDraft before) {
            externalId = before.externalId();
            title = before.title();
            description = before.description();
            genres = before.genres();
            language = before.language();
            durationMinutes = before.durationMinutes();
            ageRating = before.ageRating();
        }

        EventDraft read(Call call) {
            call.readJson(this::field);
            return new EventDraft(externalId, title, description, genres, language, durationMinutes, ageRating);
        }

        private void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "externalId" -> externalId = JsonFields.stringOrNull(json, field);
                case "title" -> title = JsonFields.stringOrNull(json, field);
                case "description" -> description = JsonFields.stringOrNull(json, field);
                case "genres" -> {
                    List<String> read = new ArrayList<>();
                    JsonFields.array(json, field, e -> read.add(JsonFields.string(e, field)));
                    genres = read;
                }
                case "language" -> language = JsonFields.stringOrNull(json, field);
                case "durationMinutes" ->
                    durationMinutes = json.currentToken() == JsonToken.VALUE_NULL
                            ? null
                            : Integer.valueOf((int) JsonFields.integer(json, field, 1, 100_000));
                case "ageRating" -> ageRating = JsonFields.stringOrNull(json, field);
                default -> {
                    // Skipped.
                }
            }
        }
    }
}
