package io.boxoffice.services.saved;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.catalog.Actor;
import io.boxoffice.services.catalog.ShowCatalog;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.SqlDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A person's saved shows: list, add, remove. */
public final class SavedShowsFeature implements Feature {
    /** Where its table is. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("saved");

    private static final String TAG = "saved shows";
    /** Of a rate: what a few statements of PostgreSQL cost. */
    private static final int COST = 5;

    private final SavedShows saved;
    private final ShowCatalog shows;
    private final ShowNames names;
    private final BlockingCalls blocking;
    private final GatewayConfig.Lists lists;

    /**
     * @param shows    what there is to save
     * @param names    what goes with a show that is saved
     * @param blocking the threads on which what blocks runs
     */
    public SavedShowsFeature(
            SqlDatabase database,
            SavedShowsConfig config,
            ShowCatalog shows,
            ShowNames names,
            BlockingCalls blocking,
            GatewayConfig.Lists lists,
            Clock clock) {
        database.uses(SCHEMA);
        saved = new SavedShows(database, config.maxPerPerson(), clock);
        this.shows = shows;
        this.names = names;
        this.blocking = blocking;
        this.lists = lists;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/saved-shows", "listSavedShows")
                        .cost(COST)
                        .summary(TAG, "The shows that the caller saved, the one saved last first")
                        .anyRole()
                        .paged(lists.defaultLimit(), lists.maxLimit())
                        .answerRecord(200, "A part of the list", SavedShowList.class)
                        .handledBy(blocking.of(this::list)),
                Route.put("/v1/saved-shows/{showId}", "saveShow")
                        .cost(COST)
                        .summary(TAG, "Save a show; one that is saved stays as it is")
                        .anyRole()
                        .answerRecord(200, "Saved", SavedShow.class)
                        .handledBy(blocking.of(this::save)),
                Route.delete("/v1/saved-shows/{showId}", "removeSavedShow")
                        .cost(COST)
                        .summary(TAG, "Save a show no longer; also of one that is not saved")
                        .anyRole()
                        .noContent(204, "Not saved")
                        .handledBy(blocking.of(this::remove)));
    }

    private Response list(Call call) {
        Page<SavedShows.Saved> page = saved.list(call.principal().subject(), call.parameter("cursor"), call.limit());
        return Records.answer(
                200, new SavedShowList(page.items().stream().map(this::named).toList(), page.next()));
    }

    private Response save(Call call) {
        // What not everybody may see cannot be saved.
        long showId = shows.show(Actor.PUBLIC, call.id(0)).id();
        return Records.answer(200, named(saved.add(call.principal().subject(), showId)));
    }

    private Response remove(Call call) {
        saved.remove(call.principal().subject(), call.id(0));
        return Response.empty(204);
    }

    private SavedShow named(SavedShows.Saved row) {
        ShowCard card = names.card(row.showId());
        return card == null
                ? new SavedShow(new Id(row.showId()), row.savedAt(), null, null, null, null, null)
                : new SavedShow(
                        new Id(row.showId()),
                        row.savedAt(),
                        card.eventTitle(),
                        card.venueName(),
                        card.city(),
                        Instant.ofEpochMilli(card.startsAtMs()),
                        card.timezone());
    }
}
