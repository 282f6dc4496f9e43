package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.catalog.Actor;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.database.Cursor;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;

/** Finds events, and what somebody may mean who types. From the index, without PostgreSQL; any thread. */
public final class EventSearch {
    private static final int MAX_TEXT = 200;

    private final SearchIndex index;
    private final ShowViews views;
    private final SearchConfig config;
    private final Clock clock;

    /**
     * @param views what the core publishes of shows: prices and free seats
     */
    public EventSearch(SearchIndex index, ShowViews views, SearchConfig config, Clock clock) {
        this.index = index;
        this.views = views;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Events in the order that is asked for.
     *
     * @param mine whose events alone, on sale or not; null: all that are or were on sale
     * @throws InvalidInputException when the query asks for what cannot be, or the cursor is not one of this query's
     */
    public FoundEvents events(Actor mine, EventQuery query) {
        check(query);
        String list = list(mine, query);
        Cursor cursor = Cursor.decode(list, query.cursor());
        Start start =
                cursor == null ? new Start(TextQueries.Way.UNKNOWN_WORDS, clock.millis(), null) : Start.of(cursor);
        int size = Math.max(1, Math.min(query.limit(), config.maxPageSize()));
        return index.asking(searcher -> find(searcher, mine, query, list, start, size));
    }

    /** Where a list begins: how much is forgiven, by which time, after what. */
    private record Start(TextQueries.Way way, long nowMs, SearchRun.Place after) {
        static Start of(Cursor cursor) {
            String[] parts = cursor.key().split(" ", -1);
            try {
                if (parts.length == 4) {
                    double first = number(parts[2]);
                    double second = number(parts[3]);
                    long nowMs = Cursor.time(() -> Instant.ofEpochMilli(Long.parseLong(parts[1])))
                            .toEpochMilli();
                    return new Start(
                            TextQueries.Way.valueOf(parts[0]), nowMs, new SearchRun.Place(first, second, cursor.id()));
                }
            } catch (IllegalArgumentException e) {
                throw Cursor.refused();
            }
            throw Cursor.refused();
        }

        private static double number(String hex) {
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
            if (Double.isNaN(number) || number == Double.NEGATIVE_INFINITY) {
                throw Cursor.refused();
            }
            return number;
        }

        private String key(SearchRun.Place last) {
            return way + " " + nowMs + " " + Long.toHexString(Double.doubleToRawLongBits(last.first())) + " "
                    + Long.toHexString(Double.doubleToRawLongBits(last.second()));
        }
    }

    private FoundEvents find(IndexSearcher searcher, Actor mine, EventQuery query, String list, Start start, int size)
            throws IOException {
        boolean hasText = query.text() != null && !query.text().isBlank();
        List<TextQueries.Way> ways =
                !hasText || start.after() != null ? List.of(start.way()) : List.of(TextQueries.Way.values());
        for (TextQueries.Way way : ways) {
            SearchRun run = new SearchRun(searcher, index::columns, query, mine, views, start.nowMs(), start.after());
            TextQueries text = hasText ? TextQueries.of(query.text(), way, searcher.getIndexReader()) : null;
            SearchRun.Found found = run.page(text, size, config.maxSeatChecks());
            if (found.hasAny() || way.equals(ways.get(ways.size() - 1))) {
                String next = found.last() == null
                        ? null
                        : new Cursor(
                                        list,
                                        new Start(way, start.nowMs(), null).key(found.last()),
                                        found.last().id())
                                .encode();
                return new FoundEvents(items(searcher, query, found.hits()), next, run.facets());
            }
        }
        throw new IllegalStateException("no way");
    }

    private static List<FoundEvent> items(IndexSearcher searcher, EventQuery query, List<SearchRun.Hit> hits)
            throws IOException {
        StoredFields stored = searcher.storedFields();
        List<FoundEvent> items = new ArrayList<>();
        for (SearchRun.Hit hit : hits) {
            Document document = stored.document(hit.document(), java.util.Set.of(IndexFields.SOURCE));
            Event event = EventDocuments.event(document);
            SegmentColumns columns = hit.columns();
            int show = hit.show();
            items.add(
                    show < 0
                            ? new FoundEvent(event, null, null, null, null)
                            : new FoundEvent(
                                    event,
                                    hit.showId(),
                                    Instant.ofEpochMilli(columns.startMs[show]),
                                    columns.zones.name(columns.zone[columns.place[show]]),
                                    query.near() ? Math.round(hit.choice().distance(show)) : null));
        }
        return items;
    }

    /**
     * What somebody may mean: events, people, venues and cities of events that everybody may see and that have shows to come.
     *
     * @param text  what was typed so far
     * @param city  events, people and venues there alone; null: anywhere
     * @param limit how many at most, up to 20
     */
    public List<Suggestion> suggestions(String text, String city, int limit) {
        searchText(text, "q");
        searchText(city, "city");
        return index.asking(searcher -> new Suggestions(searcher, index::columns, clock.millis())
                .of(text, city, Math.max(1, Math.min(limit, Suggestions.MOST))));
    }

    private static String list(Actor mine, EventQuery query) {
        int parts = Objects.hash(
                query.text(),
                query.city(),
                query.date(),
                query.genre(),
                query.language(),
                query.latitude(),
                query.longitude(),
                query.shows().toString(),
                query.order().name());
        return (mine == null ? "" : mine.id() + "-") + "events-" + Integer.toHexString(parts);
    }

    private static void check(EventQuery query) {
        EventQuery.Wanted wanted = query.shows();
        that((query.latitude() == null) == (query.longitude() == null), "near", "needs both coordinates");
        searchText(query.text(), "q");
        searchText(query.city(), "city");
        searchText(query.genre(), "genre");
        searchText(query.language(), "language");
        searchText(wanted.format(), "format");
        day(query.date(), "date");
        day(wanted.until(), "until");
        that(
                wanted.until() == null
                        || query.date() != null && !wanted.until().isBefore(query.date()),
                "until",
                "needs a date before it");
        that(query.sort() != EventQuery.Sort.DISTANCE || query.near(), "sort", "distance needs near");
        that(wanted.withinMetres() == null || query.near(), "within", "needs near");
        that(query.sort() != EventQuery.Sort.RELEVANCE || query.text() != null, "sort", "relevance needs q");
    }

    private static void that(boolean condition, String field, String message) {
        if (!condition) {
            throw new InvalidInputException(field, message);
        }
    }

    private static void day(LocalDate date, String field) {
        that(date == null || date.getYear() >= 1 && date.getYear() <= 9_999, field, "is not in the years 1 to 9999");
    }

    private static void searchText(String value, String field) {
        that(value == null || value.length() <= MAX_TEXT, field, "is longer than " + MAX_TEXT + " characters");
        that(value == null || value.indexOf('\0') < 0, field, "has a zero character");
    }
}
