package io.boxoffice.gateway.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.catalog.Actor;
import io.boxoffice.services.catalog.CatalogCache;
import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.CatalogUnavailableException;
import io.boxoffice.services.catalog.Prices;
import io.boxoffice.services.catalog.Show;
import io.boxoffice.services.catalog.ShowCard;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.catalog.ShowDraft;
import io.boxoffice.services.catalog.ShowRules;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Shows, from draft to archive. */
public final class ShowRoutes {
    private static final String TAG = "shows";

    private final CatalogCalls calls;
    private final ShowCatalog shows;
    private final CatalogSearch search;
    private final CatalogCache cache;
    private final ShowDirectory directory;
    private final int maxBodyBytes;

    /**
     * @param maxBodyBytes of prices and blocks, which may name every seat
     */
    public ShowRoutes(
            CatalogCalls calls,
            ShowCatalog shows,
            CatalogSearch search,
            CatalogCache cache,
            ShowDirectory directory,
            int maxBodyBytes) {
        this.calls = calls;
        this.shows = shows;
        this.search = search;
        this.cache = cache;
        this.directory = directory;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Does something to a show. */
    private interface Step {
        Show apply(Actor actor, long showId);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/shows", "createShow")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Make a draft of a show")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body("ShowRequest")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(201, "Made", "Show")
                        .answer(200, "There already, by its externalId", "Show")
                        .problem(404)
                        .handledBy(calls.blocking(this::create)),
                Route.get("/v1/shows", "listShows")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(TAG, "Published shows by time")
                        .query("venue", "string", "Only of this venue")
                        .query("date", "string", "Only of this day, in the venue's time zone")
                        .query("cursor", "string", "Where to go on")
                        .query("limit", "integer", "How many at most")
                        .answer(200, "A part of the list", "ShowList")
                        .handledBy(calls.blocking(this::list)),
                Route.get("/v1/shows/{showId}", "getShow")
                        .cost(2)
                        .summary(TAG, "A show; its organizer also sees drafts, prices and blocks as they were stated")
                        .answer(200, "The show", "Show")
                        .handledBy(calls.blocking(this::get)),
                Route.patch("/v1/shows/{showId}", "updateShow")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change times and rules")
                        .roles(Role.ORGANIZER)
                        .header("If-Match", "The ETag that is known")
                        .body("ShowPatch")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::update)),
                Route.delete("/v1/shows/{showId}", "deleteShow")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a draft")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            shows.delete(CatalogCalls.actor(call), call.id(0));
                            return Response.empty(204);
                        })),
                step("publish", "publishShow", "Put the show on sale, within its window", shows::publish),
                step("close", "closeShow", "Take no further holds", shows::close),
                step("cancel", "cancelShow", "Cancel the show and all its bookings; refunds become due", shows::cancel),
                step("archive", "archiveShow", "Forget an ended or cancelled show", shows::archive),
                Route.put("/v1/shows/{showId}/prices", "putShowPrices")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "State all prices; holds that stand keep theirs")
                        .roles(Role.ORGANIZER)
                        .body("PricesRequest")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::putPrices)),
                Route.put("/v1/shows/{showId}/seat-blocks", "putSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "State which seats are not for sale; all others are")
                        .roles(Role.ORGANIZER)
                        .body("SeatBlocksRequest")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::putBlocks)),
                Route.patch("/v1/shows/{showId}/seat-blocks", "changeSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Block and unblock seats; all others stay as they are")
                        .roles(Role.ORGANIZER)
                        .body("SeatBlockChanges")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::changeBlocks)));
    }

    private Route step(String path, String operationId, String summary, Step step) {
        return Route.post("/v1/shows/{showId}/" + path, operationId)
                .summary(TAG, summary + ". May be repeated")
                .roles(Role.ORGANIZER)
                .idempotencyKey()
                .answer(200, "The show after it", "Show")
                .handledBy(calls.blocking(call -> own(call, () -> step.apply(CatalogCalls.actor(call), call.id(0)))));
    }

    private Response create(Call call) {
        ShowDraft draft = new ShowBody(shows.defaultRules()).read(call.body());
        return calls.create(
                call, "/v1/shows/", () -> shows.create(CatalogCalls.actor(call), draft), CatalogJson::ownShow);
    }

    private Response update(Call call) {
        long version = CatalogCalls.expectedVersion(call);
        Actor actor = CatalogCalls.actor(call);
        ShowDraft draft = new ShowBody(shows.show(actor, call.id(0)).draft()).read(call.body());
        return own(call, () -> shows.update(actor, call.id(0), draft, version));
    }

    private Response putPrices(Call call) {
        Prices prices = new PricesBody().read(call.body());
        return own(call, () -> shows.changePrices(CatalogCalls.actor(call), call.id(0), prices));
    }

    private Response changeBlocks(Call call) {
        BlocksBody changes = BlocksBody.readChanges(call.body());
        return own(
                call,
                () -> shows.changeSomeBlocks(CatalogCalls.actor(call), call.id(0), changes.block(), changes.unblock()));
    }

    private Response putBlocks(Call call) {
        Map<String, Integer> blocks = BlocksBody.readAll(call.body()).block();
        return own(call, () -> shows.changeBlocks(CatalogCalls.actor(call), call.id(0), blocks));
    }

    /** Answers with the show as its organizer sees it; the core's refusals name seats. */
    private Response own(Call call, Supplier<Show> work) {
        try {
            Show show = work.get();
            return CatalogCalls.item(show, show.version(), CatalogJson::ownShow);
        } catch (RejectedException e) {
            PublishedShow published = directory.show(call.id(0));
            throw new ProblemException(Failures.problem(e, published == null ? null : published.seatMap()));
        }
    }

    private Response get(Call call) {
        Actor actor = CatalogCalls.actor(call);
        long id = call.id(0);
        try {
            Show show = shows.show(actor, id);
            ShowCard card = shows.card(id);
            boolean own = actor.owns(show.ownerId());
            return CatalogCalls.item(
                    show, show.version(), (json, item) -> CatalogJson.namedShow(json, item, card, own));
        } catch (CatalogUnavailableException e) {
            PublishedShow published = directory.show(id);
            if (published == null) {
                throw e;
            }
            return Response.json(200, json -> write(json, published.definition(), cache.card(id)));
        }
    }

    /** What is known of a show without PostgreSQL. */
    private static void write(JsonGenerator json, ShowDefinition show, ShowCard card) throws IOException {
        json.writeStartObject();
        CatalogJson.id(json, "id", show.showId());
        CatalogJson.id(json, "eventId", show.eventId());
        CatalogJson.id(json, "venueId", show.venueId());
        CatalogJson.id(json, "seatMapId", show.seatMapId());
        CatalogJson.id(json, "organizerId", show.organizerId());
        json.writeStringField(
                "status",
                switch (show.status()) {
                    case OPEN -> "published";
                    case CLOSED -> "closed";
                    case CANCELLED -> "cancelled";
                    case ARCHIVED -> "archived";
                    default -> "publishing";
                });
        time(json, "startsAt", show.startsAtMs());
        time(json, "endsAt", show.endsAtMs());
        time(json, "onSaleFrom", show.onSaleFromMs());
        time(json, "onSaleUntil", show.onSaleUntilMs());
        time(json, "cancelUntil", show.cancelUntilMs());
        json.writeStringField("currency", show.currency());
        CatalogJson.rules(
                json,
                new ShowRules(
                        show.holdTtlMs(), show.maxUnitsPerHold(), show.maxUnitsPerCustomer(), show.strandedSeatRule()));
        if (card != null) {
            CatalogJson.id(json, "hallId", card.hallId());
            CatalogJson.names(json, card.eventTitle(), card.venueName(), card.city(), card.timezone(), card.hallName());
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, long epochMs) throws IOException {
        CatalogJson.time(json, name, epochMs == 0 ? null : Instant.ofEpochMilli(epochMs));
    }

    private Response list(Call call) {
        String venue = call.exchange().parameter("venue");
        Long venueId = venue == null ? null : Long.valueOf(Ids.parse(venue));
        if (venueId != null && venueId <= 0) {
            throw JsonFields.invalid("venue", "must be an id");
        }
        return CatalogCalls.page(
                search.shows(
                        venueId,
                        CatalogCalls.date(call, "date"),
                        call.exchange().parameter("cursor"),
                        calls.limit(call)),
                CatalogJson::foundShow);
    }
}
