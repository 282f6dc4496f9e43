package io.boxoffice.services.search;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.services.catalog.CatalogCalls;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Finding events, and suggestions. */
final class SearchRoutes {
    private static final String TAG = "events";
    private static final int COST = 10;
    private static final int SUGGESTION_COST = 2;
    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    private static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private static final String AMOUNT = "^[0-9]{1,15}$";

    private final EventSearch search;
    private final ShowViews views;
    private final BlockingCalls blocking;
    private final GatewayConfig.Lists lists;

    SearchRoutes(EventSearch search, ShowViews views, BlockingCalls blocking, GatewayConfig.Lists lists) {
        this.search = search;
        this.views = views;
        this.blocking = blocking;
        this.lists = lists;
    }

    List<Route> routes() {
        return List.of(find(), suggest());
    }

    private Route find() {
        String[] features =
                Arrays.stream(ShowFeature.values()).map(ShowFeature::text).toArray(String[]::new);
        return Route.get("/v1/events", "findEvents")
                .cost(COST)
                .summary(TAG, "Find events that are or were on sale; or one's own")
                .parameter(CatalogCalls.mine("true: the caller's own, whether on sale or not, and no others"))
                .parameter(Parameter.text("q", "Words of titles, people, genres, venues, cities, description"))
                .parameter(Parameter.text("city", "Has a show there"))
                .parameter(Parameter.date("date", "Has a show on this day, in the venue's time zone"))
                .parameter(Parameter.date("until", "With date: on a day up to this one"))
                .parameter(Parameter.someOf("weekday", "Has a show on one of these weekdays", DAYS))
                .parameter(Parameter.text("timeFrom", "Has a show that starts then or later, at the venue")
                        .matching(TIME)
                        .example("18:00"))
                .parameter(Parameter.text("timeUntil", "Has a show that starts before")
                        .matching(TIME)
                        .example("22:30"))
                .parameter(Parameter.text("genre", "Of this genre"))
                .parameter(Parameter.text("language", "In this language, BCP 47"))
                .parameter(Parameter.text("format", "Has a show in this format"))
                .parameter(Parameter.someOf("accessible", "Has a show with all of these", features))
                .parameter(Parameter.text("minPrice", "The least price of a show is not below, in minor units")
                        .matching(AMOUNT)
                        .example("1000"))
                .parameter(Parameter.text("maxPrice", "The least price of a show is not above, in minor units")
                        .matching(AMOUNT)
                        .example("2500"))
                .parameter(Parameter.text("currency", "Has a show priced in it, ISO 4217")
                        .matching("^[A-Z]{3}$")
                        .example("EUR"))
                .parameter(Parameter.text("seats", "Has a show with so many free seats side by side now, up to 50")
                        .matching("^([1-9]|[1-4][0-9]|50)$")
                        .example("2"))
                .parameter(Parameter.text("near", "latitude,longitude: nearest first")
                        .example("51.5,-0.12"))
                .parameter(Parameter.text("within", "With near: metres")
                        .matching("^[1-9][0-9]{0,7}$")
                        .example("5000"))
                .parameter(Parameter.oneOf(
                        "sort",
                        "Missing: relevance with q, distance with near, else time",
                        "relevance",
                        "time",
                        "distance",
                        "price"))
                .parameter(Parameter.someOf(
                        "facets",
                        "What to count of all events found; seats is left out of account",
                        "city",
                        "date",
                        "genre",
                        "language",
                        "format",
                        "price",
                        "accessible"))
                .paged(lists.defaultLimit(), lists.maxLimit())
                .answerRecord(200, "A part of the list", EventList.class)
                .etag()
                .handledBy(blocking.of(this::find));
    }

    private Route suggest() {
        return Route.get("/v1/suggestions", "suggest")
                .cost(SUGGESTION_COST)
                .summary(TAG, "What somebody may mean who has begun to type: events, people, venues, cities")
                .parameter(Parameter.text("q", "What was typed so far").required())
                .parameter(Parameter.text("city", "Events, people and venues there alone"))
                .parameter(Parameter.count("limit", "How many at most", 10, Suggestions.MOST))
                .answerRecord(200, "Suggestions", Suggestion.SuggestionList.class)
                .handledBy(blocking.of(this::suggest));
    }

    private Response suggest(Call call) {
        return Records.answer(
                200,
                new Suggestion.SuggestionList(
                        search.suggestions(call.parameter("q"), call.parameter("city"), call.limit())));
    }

    private Response find(Call call) {
        Double[] near = near(call.parameter("near"));
        String sort = call.parameter("sort");
        EventQuery query = new EventQuery(
                call.parameter("q"),
                call.parameter("city"),
                call.dateParameter("date"),
                call.parameter("genre"),
                call.parameter("language"),
                near[0],
                near[1],
                wanted(call),
                sort == null ? null : EventQuery.Sort.valueOf(sort.toUpperCase(Locale.ROOT)),
                some(call, "facets", name -> EventQuery.Facet.valueOf(name.toUpperCase(Locale.ROOT))),
                call.parameter("cursor"),
                call.limit());
        FoundEvents found = search.events(CatalogCalls.mine(call), query);
        return Records.answer(
                200,
                new EventList(
                        found.items().stream().map(this::item).toList(),
                        found.next(),
                        query.facets().isEmpty() ? null : found.facets()));
    }

    private static EventQuery.Wanted wanted(Call call) {
        String within = call.parameter("within");
        String seats = call.parameter("seats");
        return new EventQuery.Wanted(
                call.dateParameter("until"),
                some(call, "weekday", name -> DayOfWeek.of(List.of(DAYS).indexOf(name) + 1)),
                minute(call.parameter("timeFrom"), 0),
                minute(call.parameter("timeUntil"), 1_440),
                amount(call.parameter("minPrice")),
                amount(call.parameter("maxPrice")),
                call.parameter("currency"),
                call.parameter("format"),
                some(call, "accessible", name -> ShowFeature.valueOf(name.toUpperCase(Locale.ROOT))),
                seats == null ? 0 : Integer.parseInt(seats),
                amount(within));
    }

    private static <T> Set<T> some(Call call, String name, Function<String, T> value) {
        Set<T> all = new LinkedHashSet<>();
        String text = call.parameter(name);
        if (text != null) {
            Arrays.stream(text.split(",")).map(value).forEach(all::add);
        }
        return all;
    }

    private static int minute(String text, int otherwise) {
        return text == null
                ? otherwise
                : Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static Long amount(String text) {
        return text == null ? null : Long.valueOf(text);
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
