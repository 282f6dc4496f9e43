package io.boxoffice.services.catalog;

import io.boxoffice.services.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One search for events, put together from the parts of a query. Each result has a key, a double, and results come in the
 * order of (key, id): match, distance or time, whichever is asked. Pages go on from the last pair, and keep the first page's
 * time, so that keys do not move between pages.
 *
 * <p>None of the three ways looks at all shows. By match, only the events that match are looked up. By time, PostgreSQL goes
 * through shows in their order until a page is full. By distance, the nearest venues are asked first, and more only when they
 * have too little.
 */
final class EventSearch {
    /** All times that are taken lie within, as seconds since 1970; ranks and distances are smaller by far. */
    private static final double MIN_KEY = -1e11;

    private static final double MAX_KEY = 3e11;

    private static final int FIRST_VENUES = 8;
    private static final int TIMES_MORE_VENUES = 4;
    private static final String NO_DISTANCE = "CAST(NULL AS double precision)";
    /** What began longer ago than the longest show lasts is over. */
    private static final String NOT_OVER =
            " AND s.starts_at > :now - (SELECT max(ends_at - starts_at) FROM catalog.shows)";

    private static final String DISTANCE = """
            12742000 * asin(sqrt(least(1, power(sin(radians(v.latitude - :latitude) / 2), 2)
              + cos(radians(:latitude)) * cos(radians(v.latitude))
              * power(sin(radians(v.longitude - :longitude) / 2), 2))))""";
    private static final String MATCH = """
            -CAST(word_similarity(catalog.fold(:text), e.title_key)
              + ts_rank(e.search, websearch_to_tsquery('simple', catalog.fold(:text))) AS double precision)""";

    private static final String ANYWHERE = "(e.search @@ websearch_to_tsquery('simple', catalog.fold(:text))"
            + " OR catalog.fold(:text) <% e.title_key)";

    /** More than any match is worth. */
    private static final int TITLE_BEFORE_ALL = 8;

    private record Keyed(FoundEvent found, double key) {}

    private final EventQuery query;
    private final String list;
    private final Cursor after;
    private final long nowMs;
    private final String eventsWhere;
    private final Map<String, Object> values = new HashMap<>();
    private final boolean near;
    private final boolean needsShow;

    EventSearch(EventQuery query, long clockMs) {
        this.query = query;
        near = query.latitude() != null;
        needsShow = near || query.city() != null || query.date() != null;
        int parts = Objects.hash(
                query.text(),
                query.city(),
                query.date(),
                query.genre(),
                query.language(),
                query.latitude(),
                query.longitude());
        list = "events-" + Integer.toHexString(parts);
        after = Cursor.decode(list, query.cursor());
        nowMs = after == null ? clockMs : firstPageMs(after);
        bindShows();
        eventsWhere = eventsWhere();
        if (after != null) {
            values.put("afterKey", afterKey(after));
            values.put("afterId", after.id());
        }
    }

    private void bindShows() {
        if (query.date() != null) {
            values.put("date", query.date());
        } else {
            values.put("now", Rows.utc(Instant.ofEpochMilli(nowMs)));
        }
        if (query.city() != null) {
            values.put("city", query.city());
        }
        if (near) {
            values.put("latitude", query.latitude());
            values.put("longitude", query.longitude());
        }
    }

    private static String showsAndVenues(String s, String v) {
        return "catalog.shows " + s + " JOIN catalog.venues " + v + " ON " + v + ".id = " + s + ".venue_id";
    }

    /** Which shows, under these names, count. */
    private String thatCount(String s, String v) {
        return s + ".state IN ('published', 'closed')"
                + (query.date() != null ? CatalogSearch.onDate(s, v) : " AND " + s + ".ends_at > :now")
                + (query.city() != null ? " AND " + v + ".city_key = catalog.fold(:city)" : "")
                + (near ? " AND " + v + ".latitude IS NOT NULL" : "");
    }

    private String eventsWhere() {
        StringBuilder where = new StringBuilder();
        if (query.text() != null) {
            values.put("text", query.text());
        }
        if (query.genre() != null) {
            where.append(" AND e.genre_keys @> ARRAY[catalog.fold(:genre)]");
            values.put("genre", query.genre());
        }
        if (query.language() != null) {
            where.append(" AND lower(e.language) = lower(:language)");
            values.put("language", query.language());
        }
        return where.toString();
    }

    Page<FoundEvent> run(Handle handle, int size) {
        List<Keyed> found = query.text() != null
                ? byMatch(handle, size + 1)
                : near ? byDistance(handle, size + 1) : byTime(handle, size + 1);
        List<FoundEvent> items = new ArrayList<>();
        found.stream().limit(size).forEach(keyed -> items.add(keyed.found()));
        if (found.size() <= size) {
            return new Page<>(items, null);
        }
        Keyed last = found.get(size - 1);
        String cursorKey = nowMs + " " + Long.toHexString(Double.doubleToLongBits(last.key()));
        return new Page<>(
                items, new Cursor(list, cursorKey, last.found().event().id()).encode());
    }

    /** What an event's shows say, a row an event. */
    private String lateral(String distance) {
        return " LATERAL (SELECT min(s.starts_at) AS next_at, " + distance + " AS distance FROM "
                + showsAndVenues("s", "v") + " WHERE s.event_id = e.id AND " + thatCount("s", "v") + ") m ON ";
    }

    /** Whether an event of this name has all that is looked for in its title; as the index has it. */
    private static String inTitle(String e) {
        return "to_tsvector('simple'::regconfig, catalog.fold(" + e
                + ".title)) @@ websearch_to_tsquery('simple', catalog.fold(:text))";
    }

    private String fromHere() {
        return after == null ? "" : " WHERE (key, id) > (:afterKey, :afterId)";
    }

    /** First those with all words in the title; what is only like it, or said elsewhere, is looked for when there are too few. */
    private List<Keyed> byMatch(Handle handle, int limit) {
        String inTitle = inTitle("e");
        List<Keyed> found = new ArrayList<>(byMatch(handle, limit, inTitle, MATCH + " - " + TITLE_BEFORE_ALL));
        if (found.size() < limit) {
            String elsewhere =
                    ANYWHERE + " AND e.id NOT IN (SELECT t.id FROM catalog.events t WHERE " + inTitle("t") + ")";
            found.addAll(byMatch(handle, limit - found.size(), elsewhere, MATCH));
        }
        return found;
    }

    private List<Keyed> byMatch(Handle handle, int limit, String matches, String key) {
        String distance = near ? "min(" + DISTANCE + ")" : NO_DISTANCE;
        String that = " WHERE " + matches + eventsWhere;
        String page = fromHere() + " ORDER BY key, id LIMIT :limit";
        String sql = needsShow
                ? "SELECT * FROM (SELECT e.*, min(s.starts_at) AS next_at, " + distance + " AS distance, " + key
                        + " AS key FROM catalog.events e JOIN (" + showsAndVenues("s", "v") + ") ON s.event_id = e.id"
                        + that + " AND " + thatCount("s", "v") + " GROUP BY e.id) found" + page
                : "SELECT e.*, m.next_at, m.distance FROM (SELECT * FROM (SELECT e.*, " + key
                        + " AS key FROM catalog.events e" + that + ") found" + page + ") e LEFT JOIN"
                        + lateral(distance)
                        + "true ORDER BY key, id";
        return rows(handle, sql, Map.of("limit", limit));
    }

    /** Events by their first show that counts; behind them, by their id, those that have none. */
    private List<Keyed> byTime(Handle handle, int limit) {
        List<Keyed> found = new ArrayList<>();
        boolean beyond = after != null && Double.isInfinite(afterKey(after));
        if (!beyond) {
            String key = "CAST(extract(epoch FROM s.starts_at) AS double precision)";
            String sql = "SELECT e.*, s.starts_at AS next_at, " + NO_DISTANCE + " AS distance, " + key + " AS key FROM "
                    + showsAndVenues("s", "v") + " JOIN catalog.events e ON e.id = s.event_id WHERE "
                    + thatCount("s", "v") + eventsWhere
                    + " AND NOT EXISTS (SELECT FROM " + showsAndVenues("p", "w")
                    + " WHERE p.event_id = s.event_id AND (p.starts_at, p.id) < (s.starts_at, s.id) AND "
                    + thatCount("p", "w") + ")"
                    + (query.date() != null ? "" : NOT_OVER)
                    // The first of these two is for the index; it gives away less than the key's precision.
                    + (after == null
                            ? ""
                            : " AND s.starts_at >= to_timestamp(:afterKey) - interval '1 millisecond' AND (" + key
                                    + ", e.id) > (:afterKey, :afterId)")
                    + " ORDER BY s.starts_at, e.id LIMIT :limit";
            found.addAll(rows(handle, sql, Map.of("limit", limit)));
        }
        if (!needsShow && found.size() < limit) {
            String sql = "SELECT e.*, CAST(NULL AS timestamptz) AS next_at, " + NO_DISTANCE
                    + " AS distance, CAST('Infinity' AS double precision) AS key FROM catalog.events e"
                    + " WHERE NOT EXISTS (SELECT FROM " + showsAndVenues("s", "v") + " WHERE s.event_id = e.id AND "
                    + thatCount("s", "v") + ")" + eventsWhere + (beyond ? " AND e.id > :afterId" : "")
                    + " ORDER BY e.id LIMIT :limit";
            found.addAll(rows(handle, sql, Map.of("limit", limit - found.size())));
        }
        return found;
    }

    /** Asks the nearest venues, and more of them until there is a page, all of it nearer than any venue that was not asked. */
    private List<Keyed> byDistance(Handle handle, int limit) {
        String sql = "WITH d AS MATERIALIZED (SELECT v.*, " + DISTANCE + " AS distance FROM catalog.venues v"
                + " WHERE v.latitude IS NOT NULL ORDER BY distance, id LIMIT :venues),"
                + " found AS (SELECT s.event_id, min(v.distance) AS key FROM d v JOIN catalog.shows s ON s.venue_id = v.id"
                + " WHERE " + thatCount("s", "v") + " GROUP BY s.event_id)"
                + " SELECT e.*, m.next_at, e.key AS distance FROM (SELECT e.*, found.key FROM found"
                + " JOIN catalog.events e ON e.id = found.event_id WHERE true" + eventsWhere
                + (after == null ? "" : " AND (found.key, e.id) > (:afterKey, :afterId)")
                + " ORDER BY found.key, e.id LIMIT :limit) e JOIN" + lateral(NO_DISTANCE) + "true ORDER BY e.key, e.id";
        long venues = FIRST_VENUES;
        while (true) {
            List<Keyed> found = rows(handle, sql, Map.of("limit", limit, "venues", venues));
            // None when there are fewer venues than were asked.
            Optional<Double> farthest = handle.createQuery("SELECT " + DISTANCE + " AS distance FROM catalog.venues v"
                            + " WHERE v.latitude IS NOT NULL ORDER BY distance, id LIMIT 1 OFFSET :venues - 1")
                    .bind("latitude", query.latitude())
                    .bind("longitude", query.longitude())
                    .bind("venues", venues)
                    .mapTo(Double.class)
                    .findOne();
            if (farthest.isEmpty()
                    || (found.size() == limit && found.get(limit - 1).key() < farthest.get())) {
                return found;
            }
            venues *= TIMES_MORE_VENUES;
        }
    }

    private List<Keyed> rows(Handle handle, String sql, Map<String, ?> more) {
        return handle.createQuery(sql)
                .bindMap(values)
                .bindMap(more)
                .map((row, context) -> new Keyed(
                        new FoundEvent(
                                EventCatalog.EVENT.map(row, context),
                                Rows.instant(row, "next_at"),
                                row.getObject("distance", Double.class)),
                        row.getDouble("key")))
                .list();
    }

    private static long firstPageMs(Cursor cursor) {
        return Cursor.time(() -> Instant.ofEpochMilli(
                        Long.parseLong(cursor.key().substring(0, cursor.key().indexOf(' ')))))
                .toEpochMilli();
    }

    private static double afterKey(Cursor cursor) {
        try {
            String bits = cursor.key().substring(cursor.key().indexOf(' ') + 1);
            double key = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
            if (key >= MIN_KEY && key <= MAX_KEY || key == Double.POSITIVE_INFINITY) {
                return key;
            }
        } catch (RuntimeException e) {
            throw new InvalidInputException("cursor", "is not one of this list");
        }
        // No number, or no time that PostgreSQL could keep: no list has told it.
        throw new InvalidInputException("cursor", "is not one of this list");
    }
}
