package io.boxoffice.services.site;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.search.EventQuery;
import io.boxoffice.services.search.EventSearch;
import io.boxoffice.services.search.FacetCounts;
import io.boxoffice.services.search.FoundEvent;
import io.boxoffice.services.search.FoundEvents;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds what pages and feeds of a search show. Blocks; any thread. */
final class SearchFinding {
    private final Programmes programmes;
    private final Details details;
    private final EventSearch search;

    /**
     * An event with its shows that are asked for.
     *
     * @param next  the first of them
     * @param event null: only its title is known
     */
    record Item(Entry next, List<Entry> shows, Event event) {}

    /**
     * What was found.
     *
     * @param next     where to go on; null: that is all
     * @param inMemory whether titles were all that could be looked at
     * @param facets   how many events have what
     */
    record Found(List<Item> items, String next, boolean inMemory, List<FacetCounts> facets) {}

    SearchFinding(Programmes programmes, Details details, EventSearch search) {
        this.programmes = programmes;
        this.details = details;
        this.search = search;
    }

    /** What a search is called. */
    String heading(Say say, SearchAsked asked) {
        String text = asked.get(SearchAsked.TEXT);
        return text.isEmpty() ? say.text("search.all") : say.text("search.for", "text", text);
    }

    /** The city that is asked for, by its part of an address or its name; null: none where something is on. */
    City city(SearchAsked asked) {
        return asked.has(SearchAsked.CITY) ? programmes.now().city(Slugs.of(asked.get(SearchAsked.CITY))) : null;
    }

    /**
     * The first events, or those from the cursor on.
     *
     * @throws InvalidInputException when it asks for what cannot be
     */
    Found find(SearchAsked asked, int limit) {
        return find(asked, limit, Set.of());
    }

    /**
     * The same, and counts what there is.
     *
     * @throws InvalidInputException when it asks for what cannot be
     */
    Found find(SearchAsked asked, int limit, Set<EventQuery.Facet> counted) {
        try {
            FoundEvents page = search.events(null, query(asked, limit).counting(counted));
            Map<Long, Event> known = details.events(
                    page.items().stream().map(found -> found.event().id()).toList());
            List<Item> items = new ArrayList<>();
            for (FoundEvent found : page.items()) {
                long id = found.event().id();
                List<Entry> shows = shows(id, asked);
                // What was found may not be on any more, or not yet.
                if (!shows.isEmpty()) {
                    Entry next = next(shows, found.nextShowId());
                    items.add(new Item(next, asked.narrowsShows() ? List.of(next) : shows, known.get(id)));
                }
            }
            return new Found(items, page.next(), false, page.facets());
        } catch (DatabaseUnavailableException e) {
            return inMemory(asked, limit);
        }
    }

    private EventQuery query(SearchAsked asked, int limit) {
        City city = city(asked);
        double[] place = asked.place();
        return new EventQuery(
                orNull(asked, SearchAsked.TEXT),
                city == null ? null : city.name(),
                asked.date(),
                orNull(asked, SearchAsked.GENRE),
                orNull(asked, SearchAsked.LANGUAGE),
                place == null ? null : place[0],
                place == null ? null : place[1],
                asked.wanted(),
                asked.sort(),
                Set.of(),
                asked.cursor(),
                limit);
    }

    private static String orNull(SearchAsked asked, String name) {
        return asked.has(name) ? asked.get(name) : null;
    }

    private static Entry next(List<Entry> shows, Long showId) {
        return shows.stream()
                .filter(entry -> showId != null && entry.card().showId() == showId)
                .findFirst()
                .orElse(shows.get(0));
    }

    /** Those of the city and day. */
    private List<Entry> shows(long eventId, SearchAsked asked) {
        City city = city(asked);
        return programmes.now().ofEvent(eventId).stream()
                .filter(entry -> city == null
                        || city.name().equalsIgnoreCase(entry.card().city()))
                .filter(entry -> asked.date() == null || ShowWords.isOn(entry, asked.date()))
                .toList();
    }

    /** What titles alone tell, while there is no index. */
    private Found inMemory(SearchAsked asked, int limit) {
        String wanted = folded(asked.get(SearchAsked.TEXT));
        List<Item> items = new ArrayList<>();
        for (long event : programmes.now().events()) {
            List<Entry> shows = shows(event, asked);
            if (!shows.isEmpty() && folded(shows.get(0).card().eventTitle()).contains(wanted)) {
                items.add(new Item(shows.get(0), shows, null));
            }
        }
        items.sort(Comparator.comparingLong(item -> item.next().card().startsAtMs()));
        List<Item> first = items.subList(0, Math.min(limit, items.size()));
        Map<Long, Event> known = details.events(
                first.stream().map(item -> item.next().card().eventId()).toList());
        return new Found(
                first.stream()
                        .map(item -> new Item(
                                item.next(),
                                item.shows(),
                                known.get(item.next().card().eventId())))
                        .toList(),
                null,
                true,
                List.of());
    }

    /** A name as names are compared in memory: without case, accents and width. */
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
