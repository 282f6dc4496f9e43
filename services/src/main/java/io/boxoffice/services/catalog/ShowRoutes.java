package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Patch;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.database.Etags;
import io.boxoffice.services.database.IdempotencyKeys;
import io.boxoffice.services.database.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows, from draft to archive. Reading them: {@link ShowReadRoutes}. */
public final class ShowRoutes {
    static final String TAG = "shows";

    /** Of a rate: what a batch costs beside its body. */
    static final int BATCH_COST = 50;

    private final CatalogCalls calls;
    private final ShowCatalog shows;
    private final ShowDirectory directory;
    private final ShowJson json;
    private final int maxBodyBytes;

    /**
     * @param json         how shows look
     * @param maxBodyBytes of prices and blocks, which may name every seat
     */
    public ShowRoutes(CatalogCalls calls, ShowCatalog shows, ShowDirectory directory, ShowJson json, int maxBodyBytes) {
        this.calls = calls;
        this.shows = shows;
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
                        .body(ShowRequest.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(201, "Made", ShowAnswer.class)
                        .header(201, AnswerHeader.LOCATION)
                        .answerRecord(200, "There already, by its externalId, and the same", ShowAnswer.class)
                        .etag()
                        .handledBy(calls.blocking(this::create)),
                Route.post("/v1/show-batches", "createShows")
                        .cost(BATCH_COST)
                        .summary(TAG, "Make drafts of up to 200 shows; each is made, found or refused by itself")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(ShowBatch.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "What became of each", ShowOutcomes.class)
                        .handledBy(calls.blocking(this::createAll)),
                Route.post("/v1/show-publications", "publishShows")
                        .cost(BATCH_COST)
                        .summary(TAG, "Put up to 200 shows on sale; each is published or refused by itself")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(Publications.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(
                                200,
                                "What became of each; for a key, of each that was published what became of it first",
                                ShowOutcomes.class)
                        .handledBy(calls.blocking(this::publishAll)),
                Route.patch("/v1/shows/{showId}", "updateShow")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Change times and rules; of a draft also prices")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .patchBody(ShowRequest.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "Changed", ShowAnswer.class)
                        .etag()
                        .handledBy(calls.blocking(this::update)),
                Route.delete("/v1/shows/{showId}", "deleteShow")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Delete a draft")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .noContent(204, "Deleted")
                        .handledBy(calls.blocking(call -> {
                            shows.delete(CatalogCalls.actor(call), call.id(0), Etags.expected(call));
                            return Response.empty(204);
                        })));
    }

    private List<Route> pricesAndBlocks() {
        return List.of(
                Route.put("/v1/shows/{showId}/prices", "putShowPrices")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "State all prices; holds that stand keep theirs")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body(Prices.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "Changed", ShowAnswer.class)
                        .etag()
                        .handledBy(calls.blocking(this::putPrices)),
                Route.get("/v1/shows/{showId}/seat-blocks", "getSeatBlocks")
                        .cost(2)
                        .summary(TAG, "Which seats, and how many places of areas, are not for sale")
                        .roles(Role.ORGANIZER)
                        .answerRecord(200, "As they could be stated again", StatedBlocks.class)
                        .etag()
                        .handledBy(calls.blocking(this::getBlocks)),
                Route.put("/v1/shows/{showId}/seat-blocks", "putSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(
                                TAG,
                                "State which seats, and how many places of areas, are not for sale; all others are")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body(StatedBlocks.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "Changed", ShowAnswer.class)
                        .etag()
                        .handledBy(calls.blocking(this::putBlocks)),
                Route.patch("/v1/shows/{showId}/seat-blocks", "changeSeatBlocks")
                        .cost(CatalogCalls.COST)
                        .summary(TAG, "Block and unblock seats and places of areas; all others stay as they are")
                        .roles(Role.ORGANIZER)
                        .ifMatch()
                        .body(SeatBlockChanges.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "Changed", ShowAnswer.class)
                        .etag()
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
                        .body(LatestEndRequest.class)
                        .answerRecord(200, "Lowered", LatestEndChange.class)
                        .etag()
                        .handledBy(calls.blocking(this::lowerLatestEnd)));
    }

    private Route step(String path, String operationId, String summary, ShowStep step) {
        return Route.post("/v1/shows/{showId}/" + path, operationId)
                .cost(CatalogCalls.COST)
                .summary(TAG, summary + ". A show that is there already stays as it is")
                .roles(Role.ORGANIZER)
                .idempotencyKey()
                .ifMatch()
                .answerRecord(
                        200,
                        "The show after it, without prices and blocks; a key's first answer again",
                        ShowAnswer.class)
                .handledBy(calls.blocking(call -> step(call, step)));
    }

    private Response step(Call call, ShowStep step) {
        Versions expected = Etags.expected(call);
        StepRequest.Key key = key(call);
        StepAnswer answer = refusedByName(
                call, () -> shows.step(CatalogCalls.actor(call), call.id(0), step, new StepRequest(expected, key)));
        return answered(answer.version(), answer.body());
    }

    /** Null: none. */
    static StepRequest.Key key(Call call) {
        String text = IdempotencyKey.text(call);
        return text == null
                ? null
                : new StepRequest.Key(call.principal().subject(), text, IdempotencyKey.bodyHash(call));
    }

    private Response createAll(Call call) {
        ShowBatch batch = call.read(ShowBatch.class);
        return calls.once(call, () -> {
            List<Outcome<Created<Show>>> outcomes =
                    shows.createAll(CatalogCalls.actor(call), batch.shows(), batch.dryRun());
            List<ShowOutcomes.Item> items = new ArrayList<>();
            for (Outcome<Created<Show>> outcome : outcomes) {
                items.add(
                        outcome.refused() != null
                                ? refused(null, outcome.refused())
                                : ShowOutcomes.Item.made(outcome.value(), batch.dryRun()));
            }
            return new IdempotencyKeys.Response(200, null, null, Records.bytes(new ShowOutcomes(items)));
        });
    }

    private Response publishAll(Call call) {
        Publications wanted = call.read(Publications.class);
        List<Outcome<StepAnswer>> outcomes =
                shows.publishAll(CatalogCalls.actor(call), wanted.shows(), key(call), wanted.dryRun());
        List<ShowOutcomes.Item> items = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            Id id = wanted.shows().get(i).id();
            Outcome<StepAnswer> outcome = outcomes.get(i);
            items.add(
                    outcome.refused() != null
                            ? refused(id, outcome.refused())
                            : ShowOutcomes.Item.of(200, id, outcome.value().version(), ShowState.PUBLISHED));
        }
        return Records.answer(200, new ShowOutcomes(items));
    }

    /** As the request for this show alone would have been refused. */
    private ShowOutcomes.Item refused(Id id, RuntimeException why) {
        PublishedShow published = id == null ? null : directory.show(id.value());
        return ShowOutcomes.Item.refused(id, why, published == null ? null : published.seatMap());
    }

    private Response lowerLatestEnd(Call call) {
        Versions expected = Etags.expected(call);
        LatestEndRequest request = call.read(LatestEndRequest.class);
        LatestEndChange change = shows.lowerLatestEnd(CatalogCalls.actor(call), call.id(0), request, expected);
        return answered(change.version(), Records.bytes(change));
    }

    private Response create(Call call) {
        ShowRequest request = call.read(ShowRequest.class);
        return calls.create(call, "/v1/shows/", () -> shows.create(CatalogCalls.actor(call), request), show -> {
            byte[] body = Records.bytes(json.own(show));
            return new Made(show.id(), Etags.of(show.version(), body), body);
        });
    }

    private Response update(Call call) {
        Versions expected = Etags.expected(call);
        Patch<ShowRequest> patch = call.readPatch(ShowRequest.class);
        return own(call, () -> shows.update(CatalogCalls.actor(call), call.id(0), patch::appliedTo, expected));
    }

    private Response putPrices(Call call) {
        Versions expected = Etags.expected(call);
        Prices prices = call.read(Prices.class);
        return own(call, () -> shows.changePrices(CatalogCalls.actor(call), call.id(0), prices, expected));
    }

    private Response getBlocks(Call call) {
        Show show = shows.ownShow(CatalogCalls.actor(call), call.id(0));
        return answered(show.version(), Records.bytes(StatedBlocks.of(show.blocks())));
    }

    private Response putBlocks(Call call) {
        Versions expected = Etags.expected(call);
        StatedBlocks blocks = call.read(StatedBlocks.class);
        return own(call, () -> shows.changeBlocks(CatalogCalls.actor(call), call.id(0), blocks, expected));
    }

    private Response changeBlocks(Call call) {
        Versions expected = Etags.expected(call);
        SeatBlockChanges changes = call.read(SeatBlockChanges.class);
        return own(call, () -> shows.changeSomeBlocks(CatalogCalls.actor(call), call.id(0), changes, expected));
    }

    /** Answers with the show as its organizer sees it. */
    private Response own(Call call, Supplier<Show> work) {
        Show show = refusedByName(call, work);
        return answered(show.version(), Records.bytes(json.own(show)));
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

    /** A show, or a part of one, under the tag of its version. */
    static Response answered(long version, byte[] body) {
        return Response.of(200, Response.JSON, body).header("etag", Etags.of(version, body));
    }
}
