package io.boxoffice.services.catalog;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.IdempotencyKeys;
import java.util.List;

/** Many shows: made by rule, and changed together. */
final class ManyShowsRoutes {
    private final CatalogCalls calls;
    private final ShowSeasons seasons;
    private final ShowsChanging changing;
    private final int maxBodyBytes;

    /**
     * @param maxBodyBytes of prices, which may name every seat
     */
    ManyShowsRoutes(CatalogCalls calls, ShowSeasons seasons, ShowsChanging changing, int maxBodyBytes) {
        this.calls = calls;
        this.seasons = seasons;
        this.changing = changing;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Its operations. */
    List<Route> routes() {
        return List.of(
                Route.post("/v1/show-seasons", "createSeason")
                        .cost(ShowRoutes.BATCH_COST)
                        .summary(
                                ShowRoutes.TAG,
                                "Make drafts by rule: days of the week, times, halls; a dry run lists them with what is in their way")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(ShowSeason.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "A line a show", SeasonOutcome.class)
                        .handledBy(calls.blocking(this::create)),
                Route.post("/v1/show-changes", "changeShows")
                        .cost(ShowRoutes.BATCH_COST)
                        .summary(
                                ShowRoutes.TAG,
                                "Move many shows, change their prices, or cancel them, one after the other; a dry run says whom it"
                                        + " concerns and what it costs")
                        .roles(Role.ORGANIZER)
                        .idempotencyKey()
                        .body(ShowsChange.class)
                        .maxBodyBytes(maxBodyBytes)
                        .answerRecord(200, "A line a show; a key's first answer again", ShowsChanged.class)
                        .handledBy(calls.blocking(this::change)));
    }

    private Response change(Call call) {
        ShowsChange change = call.read(ShowsChange.class);
        return Records.answer(200, changing.change(CatalogCalls.actor(call), change, ShowRoutes.key(call)));
    }

    private Response create(Call call) {
        ShowSeason season = call.read(ShowSeason.class);
        return calls.once(call, () -> {
            SeasonOutcome outcome = seasons.make(CatalogCalls.actor(call), season);
            return new IdempotencyKeys.Response(200, null, null, Records.bytes(outcome));
        });
    }
}
