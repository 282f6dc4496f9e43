package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.Versions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows, from draft to archive. */
public final class ShowRoutes {
    private static final String TAG = "shows";

    private final CatalogCalls calls;
    private final ShowCatalog shows;
    private final CatalogSearch search;
    private final CatalogCache cache;
    private final ShowDirectory directory;
    private final ShowJson json;
    private final int maxBodyBytes;

    /**
     * @param json         how shows look
     * @param maxBodyBytes of prices and blocks, which may name every seat
     */
    public ShowRoutes(
            CatalogCalls calls,
            ShowCatalog shows,
            CatalogSearch search,
            CatalogCache cache,
            ShowDirectory directory,
            ShowJson json,
            int maxBodyBytes) {
        this.calls = calls;
        this.shows = shows;
        this.search = search;
        this.cache = cache;
        this.directory = directory;
        this.json = json;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Its operations. */
    public List<Route> routes() {
        return Stream.of(itself(), pricesAndBlocks(), steps())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route> itself() {
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
                        .parameter(Parameter.id("venue", "Only of this venue"))
                        .parameter(Parameter.date("date", "Only of this day, in the venue's time zone"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
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
                        .ifMatch()
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
                        })));
    }

    private List<Route> pricesAndBlocks() {
        return List.of(
                Route.put("/v1/shows/{showId}/prices", "putShowPrices")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "State all prices; holds that stand keep theirs")
                        .roles(Role.ORGANIZER)
                        .body("PricesRequest")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::putPrices)),
                Route.get("/v1/shows/{showId}/seat-blocks", "getSeatBlocks")
                        .cost(2)
                        .summary(TAG, "Which seats, and how many places of areas, are not for sale")
                        .roles(Role.ORGANIZER)
                        .answer(200, "As they could be stated again", "SeatBlocks")
                        .handledBy(calls.blocking(this::getBlocks)),
                Route.put("/v1/shows/{showId}/seat-blocks", "putSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(
                                TAG,
                                "State which seats, and how many places of areas, are not for sale; all others are")
                        .roles(Role.ORGANIZER)
                        .body("SeatBlocks")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::putBlocks)),
                Route.patch("/v1/shows/{showId}/seat-blocks", "changeSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Block and unblock seats and places of areas; all others stay as they are")
                        .roles(Role.ORGANIZER)
                        .body("SeatBlockChanges")
                        .maxBodyBytes(maxBodyBytes)
                        .answer(200, "Changed", "Show")
                        .handledBy(calls.blocking(this::changeBlocks)));
    }

    private List<Route> steps() {
        return List.of(
                step("publish", "publishShow", "Put the show on sale, within its window", ShowStep.PUBLISH),
                step("close", "closeShow", "Take no further holds", ShowStep.CLOSE),
                step(
                        "cancel",
                        "cancelShow",
                        "Cancel the show and all its bookings; refunds become due",
                        ShowStep.CANCEL),
                step("archive", "archiveShow", "Forget an ended or cancelled show", ShowStep.ARCHIVE),
                Route.put("/v1/shows/{showId}/latest-end", "lowerLatestEnd")
                        .cost(CatalogCalls.COST)
                        .summary(
                                TAG,
                                "Lower the latest end the show ever had, which archiving goes by; who did so and why is kept")
                        .roles(Role.ADMIN)
                        .ifMatch()
                        .body("LatestEndRequest")
                        .answer(200, "Lowered", "LatestEndChange")
                        .handledBy(calls.blocking(this::lowerLatestEnd)));
    }

    private Route step(String path, String operationId, String summary, ShowStep step) {
        return Route.post("/v1/shows/{showId}/" + path, operationId)
                .cost(CatalogCalls.COST)
                .summary(TAG, summary + ". A show that is there already stays as it is")
                .roles(Role.ORGANIZER)
                .idempotencyKey()
                .ifMatch()
                .answer(200, "The show after it, without prices and blocks; a key's first answer again", "Show")
                .handledBy(calls.blocking(call -> step(call, step)));
    }

    private Response step(Call call, ShowStep step) {
        Versions expected = Etags.expected(call);
        String text = IdempotencyKey.text(call);
        StepRequest.Key key = text == null
                ? null
                : new StepRequest.Key(call.principal().subject(), text, IdempotencyKey.bodyHash(call));
        StepAnswer answer = refusedByName(
                call, () -> shows.step(CatalogCalls.actor(call), call.id(0), step, new StepRequest(expected, key)));
        return answered(200, answer.version(), answer.body());
    }

    private Response lowerLatestEnd(Call call) {
        Versions expected = Etags.expected(call);
        LatestEndBody body = LatestEndBody.read(call);
        LatestEndChange change = shows.lowerLatestEnd(
                CatalogCalls.actor(call), call.id(0), body.latestEndsAt(), body.reason(), expected);
        return Response.json(200, out -> LatestEndBody.write(out, change));
    }

    private Response create(Call call) {
        ShowDraft draft = new ShowBody(shows.defaultRules()).read(call);
        return calls.create(call, "/v1/shows/", () -> shows.create(CatalogCalls.actor(call), draft), show -> {
            byte[] body = Json.bytes(out -> json.own(out, show));
            return new Made(show.id(), Etags.of(show.version(), body), body);
        });
    }

    private Response update(Call call) {
        Versions expected = Etags.expected(call);
        Actor actor = CatalogCalls.actor(call);
        ShowDraft draft = new ShowBody(shows.show(actor, call.id(0)).draft()).read(call);
        return own(call, () -> shows.update(actor, call.id(0), draft, expected));
    }

    private Response putPrices(Call call) {
        Prices prices = new PricesBody().read(call);
        return own(call, () -> shows.changePrices(CatalogCalls.actor(call), call.id(0), prices));
    }

    private Response changeBlocks(Call call) {
        BlocksBody changes = BlocksBody.readChanges(call);
        return own(
                call,
                () -> shows.changeSomeBlocks(
                        CatalogCalls.actor(call), call.id(0), changes.block(), changes.unblock(), changes.places()));
    }

    private Response getBlocks(Call call) {
        Show show = shows.ownShow(CatalogCalls.actor(call), call.id(0));
        byte[] body = Json.bytes(json -> {
            json.writeStartObject();
            BlocksBody.write(json, show.blocks(), "blocks", "areas");
            json.writeEndObject();
        });
        return answered(200, show.version(), body);
    }

    private Response putBlocks(Call call) {
        BlocksBody all = BlocksBody.readAll(call);
        return own(call, () -> shows.changeBlocks(CatalogCalls.actor(call), call.id(0), all.block(), all.places()));
    }

    /** Answers with the show as its organizer sees it. */
    private Response own(Call call, Supplier<Show> work) {
        Show show = refusedByName(call, work);
        return answered(200, show.version(), Json.bytes(out -> json.own(out, show)));
    }

    /** The core's refusals name seats. */
    private <T> T refusedByName(Call call, Supplier<T> work) {
        try {
            return work.get();
        } catch (RejectedException e) {
            PublishedShow published = directory.show(call.id(0));
            throw new ProblemException(Failures.problem(e, published == null ? null : published.seatMap()));
        }
    }

    private static Response answered(int status, long version, byte[] body) {
        return Response.of(status, Response.JSON, body).header("etag", Etags.of(version, body));
    }

    private Response get(Call call) {
        Actor actor = CatalogCalls.actor(call);
        long id = call.id(0);
        try {
            Show show = shows.show(actor, id);
            ShowCard card = shows.card(id);
            boolean own = actor.owns(show.ownerId());
            return answered(200, show.version(), Json.bytes(out -> json.named(out, show, card, own)));
        } catch (DatabaseUnavailableException e) {
            PublishedShow published = directory.show(id);
            if (published == null) {
                throw e;
            }
            return Response.json(200, out -> json.published(out, published, cache.card(id)));
        }
    }

    private Response list(Call call) {
        long venue = call.idParameter("venue");
        Long venueId = venue == 0 ? null : Long.valueOf(venue);
        return CatalogCalls.page(
                search.shows(venueId, call.dateParameter("date"), call.parameter("cursor"), call.limit()), json::found);
    }
}
