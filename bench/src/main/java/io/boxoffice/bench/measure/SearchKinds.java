package io.boxoffice.bench.measure;

import io.boxoffice.services.catalog.CatalogSearch;
import io.boxoffice.services.catalog.ShowQuery;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.EventQuery.Facet;
import io.boxoffice.services.search.EventQuery.Sort;
import io.boxoffice.services.search.EventQuery.Wanted;
import io.boxoffice.services.search.EventSearch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What searches are measured by: each call is for something else. For one thread. */
final class SearchKinds {
    private static final int PAGE = SearchSpeed.PAGE;
    private static final int SUGGESTIONS = 10;

    private final EventSearch search;
    private final CatalogSearch shows;
    private final FictionalCatalogue c;
    private final Instant now;

    SearchKinds(EventSearch search, CatalogSearch shows, FictionalCatalogue catalogue, Instant now) {
        this.search = search;
        this.shows = shows;
        c = catalogue;
        this.now = now;
    }

    Map<String, Supplier<Object>> all() {
        Map<String, Supplier<Object>> kinds = new LinkedHashMap<>();
        kinds.put("nothing", () -> events(query(null, null, null, null, null)));
        kinds.put("secondPage", () -> {
            EventQuery first = query(null, null, null, null, null);
            return events(first.from(search.events(null, first).next()));
        });
        kinds.put("title", () -> events(query(c.anyTitle(), null, null, null, null)));
        kinds.put("word", () -> events(query(c.word(), null, null, null, null)));
        kinds.put("misspelt", () -> events(query(misspelt(c.anyTitle()), null, null, null, null)));
        kinds.put("city", () -> events(query(null, city(), null, null, null)));
        kinds.put("date", () -> events(query(null, null, date(), null, null)));
        kinds.put("cityAndDate", () -> events(query(null, city(), date(), null, null)));
        kinds.put("genre", () -> events(query(null, null, null, c.genre(), null)));
        kinds.put("genreAndLanguage", () -> events(query(null, null, null, c.genre(), c.language())));
        kinds.put("wordAndCity", () -> events(query(c.word(), city(), null, null, null)));
        kinds.put("near", () -> events(near(null)));
        kinds.put("nearAndDate", () -> events(near(date())));
        kinds.put("showsOfEvent", () -> shows.shows(ShowQuery.ofEvent(c.anyEvent(), null, PAGE)));
        kinds.put("showsOfVenue", () -> shows.shows(shows(c.anyVenue(), null)));
        kinds.put("showsOfDate", () -> shows.shows(shows(0, date())));
        kinds.put("facets", () -> events(counting(query(null, null, null, null, null))));
        kinds.put("facetsOfWord", () -> events(counting(query(c.word(), null, null, null, null))));
        kinds.put("facetsOfCity", () -> events(counting(query(null, city(), null, null, null))));
        kinds.put(
                "seatsTogether",
                () -> events(query(null, city(), null, null, null)
                        .of(new Wanted(null, Set.of(), 0, 1_440, null, null, null, null, Set.of(), 4, null))));
        kinds.put("byPrice", () -> events(query(null, city(), null, null, null).by(Sort.PRICE)));
        kinds.put("suggestions", () -> search.suggestions(beginning(c.anyTitle()), null, SUGGESTIONS));
        kinds.put("suggestionsInCity", () -> search.suggestions(beginning(c.anyTitle()), city(), SUGGESTIONS));
        kinds.put("suggestionsMisspelt", () -> search.suggestions(misspelt(c.anyTitle()), null, SUGGESTIONS));
        return kinds;
    }

    private Object events(EventQuery query) {
        return search.events(null, query);
    }

    private static EventQuery counting(EventQuery query) {
        return query.counting(EnumSet.allOf(Facet.class));
    }

    private static ShowQuery shows(long venueId, LocalDate date) {
        return new ShowQuery(0, venueId, null, date, null, null, null, PAGE);
    }

    private static EventQuery query(String text, String city, LocalDate date, String genre, String language) {
        return new EventQuery(text, city, date, genre, language, null, null, null, PAGE);
    }

    private EventQuery near(LocalDate date) {
        double latitude = 47 + c.random().nextDouble() * 7;
        double longitude = 6 + c.random().nextDouble() * 8;
        return new EventQuery(null, null, date, null, null, latitude, longitude, null, PAGE);
    }

    private String city() {
        return FictionalCatalogue.cityName(c.city());
    }

    private LocalDate date() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(c.random().nextInt(120));
    }

    /** What somebody has typed of it so far. */
    private String beginning(String title) {
        return title.substring(0, Math.min(title.length(), 1 + c.random().nextInt(8)));
    }

    /** Two letters have changed places. */
    private String misspelt(String title) {
        int at = 1 + c.random().nextInt(title.length() - 3);
        return title.substring(0, at) + title.charAt(at + 1) + title.charAt(at) + title.substring(at + 2);
    }
}
