package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.services.database.DatabaseUnavailableException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finding shows, and all that a page about one needs in one answer. */
public final class ShowReadRoutes {
    private static final String EVENT = "event";
    private static final String VENUE = "venue";
    private static final String PRICES = "prices";
    private static final String AVAILABILITY = "availability";

    private final CatalogCalls calls;
    private final ShowCatalog shows;
    private final Things things;
    private final CatalogSearch search;
    private final ShowNames names;
    private final ShowViews views;
    private final ShowJson json;

    /** Where the things are that go with a show. */
    record Things(EventCatalog events, VenueCatalog venues) {}

    /**
     * @param names at hand without PostgreSQL
     * @param views what the core says of the shows that it knows
     * @param json  how shows look
     */
    ShowReadRoutes(
            CatalogCalls calls,
            ShowCatalog shows,
            Things things,
            CatalogSearch search,
            ShowNames names,
            ShowViews views,
            ShowJson json) {
        this.calls = calls;
        this.shows = shows;
        this.things = things;
        this.search = search;
        this.names = names;
        this.views = views;
        this.json = json;
    }

    /** Its operations. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/shows", "listShows")
                        .cost(CatalogCalls.SEARCH_COST)
                        .summary(
                                ShowRoutes.TAG,
                                "Shows in the order of time: those that can be seen and have not ended, unless date, status or"
                                        + " mine say otherwise")
                        .parameter(Parameter.id(EVENT, "Only of this event"))
                        .parameter(Parameter.id(VENUE, "Only at this venue"))
                        .parameter(Parameter.text("city", "Only in this city"))
                        .parameter(Parameter.date("date", "Only of this day, in the venue's time zone, over or not"))
                        .parameter(Parameter.oneOf(
                                "status",
                                "Only those that are so; draft and publishing with mine only",
                                Arrays.stream(ShowState.values())
                                        .map(ShowState::text)
                                        .toArray(String[]::new)))
                        .parameter(CatalogCalls.mine("true: the caller's own, whether on sale or not, and no others"))
                        .paged(calls.defaultListLimit(), calls.maxListLimit())
                        .answerRecord(200, "A part of the list", ShowList.class)
                        .etag()
                        .handledBy(calls.blocking(this::list)),
                Route.get("/v1/shows/{showId}", "getShow")
                        .cost(2)
                        .summary(
                                ShowRoutes.TAG,
                                "A show; its organizer also sees drafts, prices and blocks as they were stated")
                        .parameter(Parameter.someOf(
                                "include", "What to answer besides, in included", EVENT, VENUE, PRICES, AVAILABILITY))
                        .answerRecord(200, "The show", ShowAnswer.class)
                        .etag()
                        .handledBy(calls.blocking(this::get)));
    }

    private Response list(Call call) {
        Actor mine = CatalogCalls.mine(call);
        String status = call.parameter("status");
        ShowState state = status == null ? null : ShowState.valueOf(status.toUpperCase(Locale.ROOT));
        if (mine == null && state != null && state.isHidden()) {
            throw new InvalidInputException("status", "needs mine=true");
        }
        ShowQuery query = new ShowQuery(
                call.idParameter(EVENT),
                call.idParameter(VENUE),
                call.parameter("city"),
                call.dateParameter("date"),
                state,
                mine,
                call.parameter("cursor"),
                call.limit());
        return Records.answer(200, json.list(search.shows(query)));
    }

    private Response get(Call call) {
        Actor actor = CatalogCalls.actor(call);
        long id = call.id(0);
        String include = call.parameter("include");
        Set<String> wanted = include == null ? Set.of() : Set.of(include.split(","));
        try {
            Show show = shows.show(actor, id);
            ShowIncluded included = include == null ? null : included(actor, show, wanted);
            byte[] body = Records.bytes(json.one(show, actor.owns(show.ownerId()), included));
            return ShowRoutes.answered(show.version(), body);
        } catch (DatabaseUnavailableException e) {
            PublishedShow published = views.find(id);
            if (published == null) {
                throw e;
            }
            ShowCard card = names.card(id);
            // The names of event and venue stand in the show.
            ShowIncluded included = include == null ? null : included(published, null, null, wanted);
            Id hallId = card == null ? null : new Id(card.hallId());
            return Records.answer(200, json.published(published, hallId, ShowLabels.of(card), included));
        }
    }

    private ShowIncluded included(Actor actor, Show show, Set<String> wanted) {
        return included(
                views.find(show.id()),
                wanted.contains(EVENT) ? things.events().event(actor, show.eventId()) : null,
                wanted.contains(VENUE) ? things.venues().venue(show.venueId()) : null,
                wanted);
    }

    /**
     * @param published null: the core does not know the show, yet or any more
     */
    private ShowIncluded included(PublishedShow published, Event event, Venue venue, Set<String> wanted) {
        boolean prices = published != null && wanted.contains(PRICES);
        boolean availability = published != null && wanted.contains(AVAILABILITY);
        return new ShowIncluded(
                views.now(),
                event,
                venue,
                prices
                        ? views.prices(
                                published,
                                names.ticketTypes(published.definition().showId()))
                        : null,
                availability ? views.availability(published) : null);
    }
}
