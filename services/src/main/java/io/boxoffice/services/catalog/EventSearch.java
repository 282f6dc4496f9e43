package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * One search for events. Each result has a key, a double, and results come in the order of (key, id): match, distance or time,
 * whichever is asked. Words are looked for in the ways of {@link WordMatch}, one after the other; titles that are only alike
 * when no title has the words. Pages go on from the last result's way and pair, and keep the first page's time, so that keys do
 * not move between pages.
 *
 * <p>No way looks at all shows. By match, only the events that match are looked up, and when they are too many to be told
 * apart by their match, they come as they would without words. By time, PostgreSQL goes through shows in their order until
 * a page is full; by distance, through the shows of one venue after the other, the nearest first.
 */
final class EventSearch {
    /** All times that are taken lie within, as seconds since 1970; ranks and distances are smaller by far. */
    private static final double MIN_KEY = -1e11;

    private static final double MAX_KEY = 3e11;

    /**
     * The order of the events of one {@link WordMatch}, or of all: by rank, or as it is without words.
     *
     * @param alikeToo whether titles that are only alike come after {@link WordMatch#ELSEWHERE}: none had the words
     */
    private record Way(WordMatch match, boolean ranked, boolean alikeToo) {
        static final Way WITHOUT_WORDS = new Way(null, false, false);

        @Override
        public String toString() {
            return (ranked ? "ranked-" : "all-") + match + (alikeToo ? "-" + WordMatch.ALIKE : "");
        }
    }

    private record Place(Way way, double key, long id) {}

    private record Keyed(FoundEvent found, Way way, double key) {}

    private static final RowMapper<FoundEvent> FOUND = ConstructorMapper.of(FoundEvent.class);

    private final EventQuery query;
    private final String list;
    private final Place after;
    private final long nowMs;
    private final EventSearchSql sql;

    EventSearch(EventQuery query, Actor mine, long clockMs) {
        this.query = query;
        int parts = Objects.hash(
                query.text(),
                query.city(),
                query.date(),
                query.genre(),
                query.language(),
                query.latitude(),
                query.longitude());
        list = (mine == null ? "" : mine.id() + "-") + "events-" + Integer.toHexString(parts);
        Cursor cursor = Cursor.decode(list, query.cursor());
        nowMs = cursor == null ? clockMs : firstPageMs(cursor);
        after = cursor == null ? null : place(cursor);
        sql = new EventSearchSql(query, mine, Instant.ofEpochMilli(nowMs));
    }

    Page<FoundEvent> run(Handle handle, int size) {
        sql.prepare(handle);
        List<Keyed> found =
                query.text() != null ? byWords(handle, size + 1) : plain(handle, Way.WITHOUT_WORDS, size + 1);
        List<FoundEvent> items = new ArrayList<>();
        found.stream().limit(size).forEach(keyed -> items.add(keyed.found()));
        if (found.size() <= size) {
            return new Page<>(items, null);
        }
        Keyed last = found.get(size - 1);
        String key = nowMs + " " + Long.toHexString(Double.doubleToLongBits(last.key()))
                + (query.text() == null ? "" : " " + last.way());
        return new Page<>(items, new Cursor(list, key, last.found().event().id()).encode());
    }

    private List<Keyed> byWords(Handle handle, int limit) {
        List<Keyed> found = new ArrayList<>();
        boolean alikeToo = after == null || after.way().alikeToo();
        for (WordMatch match : WordMatch.values()) {
            boolean begun = after != null && after.way().match() == match;
            boolean passed = after != null && after.way().match().compareTo(match) > 0;
            if (passed || match == WordMatch.ALIKE && !begun && !alikeToo) {
                continue;
            }
            if (match == WordMatch.ALIKE) {
                String alike = SimilarWords.query(handle, sql.text(), match.mostRanked);
                if (alike == null) {
                    break;
                }
                sql.bind("alike", alike);
            }
            int events = begun ? -1 : atMost(match.mostRanked + 1, handle, match);
            if (events != 0) {
                boolean alikeNext = match == WordMatch.ELSEWHERE && alikeToo;
                Way way = begun ? after.way() : new Way(match, events <= match.mostRanked, alikeNext);
                found.addAll(by(handle, way, limit - found.size()));
            }
            if (match == WordMatch.TITLE && !found.isEmpty()) {
                alikeToo = false;
            }
            if (found.size() == limit) {
                break;
            }
        }
        return found;
    }

    private List<Keyed> by(Handle handle, Way way, int limit) {
        boolean begun = after != null && after.way().equals(way);
        return way.ranked() ? rows(handle, way, sql.ranked(way.match(), begun), limit) : plain(handle, way, limit);
    }

    /** How many events match so, or that many when they are more. */
    private int atMost(int limit, Handle handle, WordMatch match) {
        Map<String, Object> values = new HashMap<>(sql.values());
        values.put("limit", limit);
        return handle.createQuery(sql.count(match))
                .bindMap(values)
                .mapTo(Integer.class)
                .one();
    }

    /** By distance or by time; those that have no show to go by come last, in the order of their ids. */
    private List<Keyed> plain(Handle handle, Way way, int limit) {
        boolean begun = after != null && after.way().equals(way);
        boolean beyond = begun && Double.isInfinite(after.key());
        List<Keyed> found = new ArrayList<>();
        if (!beyond) {
            String shows = sql.near() ? sql.byDistance(way.match(), begun) : sql.byTime(way.match(), begun);
            found.addAll(rows(handle, way, shows, limit));
        }
        if (!sql.needsShow() && found.size() < limit) {
            found.addAll(rows(handle, way, sql.withoutShow(way.match(), beyond), limit - found.size()));
        }
        return found;
    }

    private List<Keyed> rows(Handle handle, Way way, String keyed, int limit) {
        Map<String, Object> values = new HashMap<>(sql.values());
        values.put("limit", limit);
        if (after != null) {
            values.put("afterKey", after.key());
            values.put("afterId", after.id());
        }
        return handle.createQuery(sql.page(keyed))
                .bindMap(values)
                .map((row, context) -> new Keyed(FOUND.map(row, context), way, row.getDouble("key")))
                .list();
    }

    private static long firstPageMs(Cursor cursor) {
        return Cursor.time(() -> Instant.ofEpochMilli(
                        Long.parseLong(cursor.key().substring(0, cursor.key().indexOf(' ')))))
                .toEpochMilli();
    }

    private Place place(Cursor cursor) {
        String[] parts = cursor.key().split(" ", 3);
        try {
            double key = Double.longBitsToDouble(Long.parseUnsignedLong(parts[1], 16));
            if (key >= MIN_KEY && key <= MAX_KEY || key == Double.POSITIVE_INFINITY) {
                Way way = query.text() == null ? Way.WITHOUT_WORDS : way(parts[2]);
                return new Place(way, key, cursor.id());
            }
        } catch (RuntimeException e) {
            throw new InvalidInputException("cursor", "is not one of this list");
        }
        // No number, or no time that PostgreSQL could keep: no list has told it.
        throw new InvalidInputException("cursor", "is not one of this list");
    }

    private static Way way(String text) {
        String[] parts = text.split("-");
        WordMatch match = WordMatch.valueOf(parts[1]);
        Way way = new Way(match, text.startsWith("ranked"), match == WordMatch.ELSEWHERE && parts.length == 3);
        if (!way.toString().equals(text)) {
            throw new IllegalArgumentException("no way: " + text);
        }
        return way;
    }
}
