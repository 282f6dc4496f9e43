package io.boxoffice.services.catalog;

import io.boxoffice.services.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * One search for events, put together from the parts of a query. Each result has a key, a double, and results come in the
 * order of (key, id): match, distance or time, whichever is asked. Pages go on from the last pair, and keep the first page's
 * time, so that keys do not move between pages.
 */
final class EventSearch {
    private static final String DISTANCE = """
            min(12742000 * asin(sqrt(least(1, power(sin(radians(v.latitude - :latitude) / 2), 2)
              + cos(radians(:latitude)) * cos(radians(v.latitude))
              * power(sin(radians(v.longitude - :longitude) / 2), 2)))))""";

    private record Keyed(FoundEvent found, double key) {}

    private final String list;
    private final Cursor after;
    private final long nowMs;
    private final StringBuilder showsWhere = new StringBuilder();
    private final StringBuilder eventsWhere = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();
    private final boolean near;
    private final boolean needsShow;
    private final String key;

    EventSearch(EventQuery query, long clockMs) {
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
        narrowShows(query);
        narrowEvents(query);
        key = keyOf(query);
    }

    private void narrowShows(EventQuery query) {
        if (query.date() != null) {
            showsWhere.append('\n').append(CatalogSearch.ON_DATE);
            values.put("date", query.date());
        } else {
            showsWhere.append(" AND s.ends_at > :now");
            values.put("now", Rows.utc(Instant.ofEpochMilli(nowMs)));
        }
        if (query.city() != null) {
            showsWhere.append(" AND v.city_key = catalog.fold(:city)");
            values.put("city", query.city());
        }
        if (near) {
            showsWhere.append(" AND v.latitude IS NOT NULL");
            values.put("latitude", query.latitude());
            values.put("longitude", query.longitude());
        }
    }

    private void narrowEvents(EventQuery query) {
        if (query.text() != null) {
            eventsWhere.append('\n').append("""
                     AND (e.search @@ websearch_to_tsquery('simple', catalog.fold(:text))
                       OR catalog.fold(:text) <% e.title_key)""");
            values.put("text", query.text());
        }
        if (query.genre() != null) {
            eventsWhere.append(" AND e.genre_keys @> ARRAY[catalog.fold(:genre)]");
            values.put("genre", query.genre());
        }
        if (query.language() != null) {
            eventsWhere.append(" AND lower(e.language) = lower(:language)");
            values.put("language", query.language());
        }
    }

    private static String keyOf(EventQuery query) {
        if (query.text() != null) {
            return """
                   -CAST(word_similarity(catalog.fold(:text), e.title_key)
                     + ts_rank(e.search, websearch_to_tsquery('simple', catalog.fold(:text))) AS double precision)""";
        }
        return query.latitude() != null
                ? "m.distance"
                : "coalesce(CAST(extract(epoch FROM m.next_at) AS double precision), 'Infinity')";
    }

    Page<FoundEvent> run(Handle handle, int size) {
        String sql = "WITH m AS (SELECT s.event_id, min(s.starts_at) AS next_at, "
                + (near ? DISTANCE : "CAST(NULL AS double precision)")
                + " AS distance FROM catalog.shows s JOIN catalog.venues v ON v.id = s.venue_id"
                + " WHERE s.state IN ('published', 'closed')"
                + showsWhere
                + " GROUP BY s.event_id), found AS (SELECT e.*, m.next_at, m.distance, "
                + key
                + " AS key FROM catalog.events e "
                + (needsShow ? "JOIN" : "LEFT JOIN")
                + " m ON m.event_id = e.id WHERE true"
                + eventsWhere
                + ") SELECT * FROM found"
                + (after == null ? "" : " WHERE (key, id) > (:afterKey, :afterId)")
                + " ORDER BY key, id LIMIT :limit";
        var query = handle.createQuery(sql).bindMap(values).bind("limit", size + 1);
        if (after != null) {
            query.bind("afterKey", afterKey(after)).bind("afterId", after.id());
        }
        List<Keyed> found = query.map((row, context) -> new Keyed(
                        new FoundEvent(
                                EventCatalog.EVENT.map(row, context),
                                Rows.instant(row, "next_at"),
                                row.getObject("distance", Double.class)),
                        row.getDouble("key")))
                .list();
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

    private static long firstPageMs(Cursor cursor) {
        return Cursor.time(() -> Instant.ofEpochMilli(
                        Long.parseLong(cursor.key().substring(0, cursor.key().indexOf(' ')))))
                .toEpochMilli();
    }

    private static double afterKey(Cursor cursor) {
        try {
            String bits = cursor.key().substring(cursor.key().indexOf(' ') + 1);
            return Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        } catch (RuntimeException e) {
            throw new InvalidInputException("cursor", "is not one of this list");
        }
    }
}
