package io.boxoffice.services.catalog;

import io.boxoffice.services.database.Rows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The SQL of one search for events. What is not {@link #page} gives the ids and keys of events in the order of (key, id),
 * after {@code (:afterKey, :afterId)} when a page goes on there.
 */
final class EventSearchSql {
    /** What began longer ago than the longest show lasts is over. */
    private static final String NOT_OVER =
            " AND s.starts_at > :now - (SELECT max(ends_at - starts_at) FROM catalog.show_search)";

    private final EventQuery query;
    private final Actor mine;
    private final String text;
    private final Map<String, Object> values = new HashMap<>();
    private final boolean near;

    /**
     * @param mine whose events alone, published or not; null: all that were once on sale
     * @param now  which shows are over by
     */
    EventSearchSql(EventQuery query, Actor mine, Instant now) {
        this.query = query;
        this.mine = mine;
        if (mine != null && !mine.admin()) {
            bind("owner", mine.id());
        }
        near = query.latitude() != null;
        text = SearchText.of(query.text());
        bind("text", text);
        bind("genre", query.genre());
        bind("language", query.language());
        bind("city", query.city());
        bind("now", query.date() == null ? Rows.utc(now) : null);
        bind("latitude", query.latitude());
        bind("longitude", query.longitude());
    }

    void bind(String name, Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** Looks up what else it needs; first. */
    void prepare(Handle handle) {
        if (query.date() != null) {
            values.putAll(DayBounds.of(handle, query.date()).values());
        }
    }

    Map<String, Object> values() {
        return values;
    }

    /** What is looked for in words, or null. */
    String text() {
        return text;
    }

    boolean near() {
        return near;
    }

    /** Whether only events count that have a show which does. */
    boolean needsShow() {
        return near || query.city() != null || query.date() != null;
    }

    /** The events of a page, with what their shows say. */
    String page(String keyed) {
        String distance = "(SELECT CAST(round(min(" + distance("v") + ")) AS bigint) FROM " + shows("s", "v")
                + " WHERE s.event_id = e.id AND " + thatCount("s", "v") + ")";
        return "SELECT " + EventCatalog.COLUMNS + ", n.next_show_id, n.next_show_at, n.timezone, "
                + (near ? distance : "CAST(NULL AS bigint)")
                + " AS distance_metres, f.key FROM (" + keyed + " LIMIT :limit) f"
                + " JOIN catalog.events e ON e.id = f.event_id JOIN catalog.event_search k ON k.event_id = e.id"
                + " LEFT JOIN LATERAL (SELECT s.show_id AS next_show_id, s.starts_at AS next_show_at, z.timezone FROM "
                + shows("s", "v")
                + " JOIN catalog.venues z ON z.id = s.venue_id WHERE s.event_id = e.id AND " + thatCount("s", "v")
                + " ORDER BY s.starts_at, s.show_id LIMIT 1) n ON true"
                + " ORDER BY f.key, f.event_id";
    }

    /** How many events match so, whenever they are on; not more than {@code :limit} are counted. */
    String count(WordMatch match) {
        return "SELECT count(*) FROM (SELECT FROM " + events(match) + " WHERE " + matches(match) + thatCount("k")
                + inCity(match) + " LIMIT :limit) those";
    }

    /** By how well they match. */
    String ranked(WordMatch match, boolean goesOn) {
        String counts = " AND EXISTS (SELECT FROM " + shows("s", "v") + " WHERE s.event_id = k.event_id AND "
                + thatCount("s", "v") + ")";
        return "SELECT * FROM (SELECT k.event_id, -CAST(" + match.rank + " AS double precision) AS key FROM "
                + events(match) + " WHERE " + matches(match) + thatCount("k") + inCity(match)
                + (needsShow() ? counts : "") + ") c"
                + (goesOn ? " WHERE (key, event_id) > (:afterKey, :afterId)" : "") + " ORDER BY key, event_id";
    }

    /** For the index: which of them are on there now is for their shows to say. */
    private String inCity(WordMatch match) {
        String words = match == WordMatch.ELSEWHERE ? "w" : "k";
        return query.city() == null ? "" : " AND " + words + ".city_keys @> ARRAY[catalog.fold(:city)]";
    }

    /** By the first show of each that counts. */
    String byTime(WordMatch match, boolean goesOn) {
        String key = "CAST(extract(epoch FROM s.starts_at) AS double precision)";
        return "SELECT s.event_id, " + key + " AS key FROM " + shows("s", "v") + wordsOf("s", match) + " WHERE "
                + thatCount("s", "v") + thatCount("s") + andMatches(match)
                + (query.date() != null ? "" : NOT_OVER)
                + noOther("(p.starts_at, p.show_id) < (s.starts_at, s.show_id)")
                // The first of these two is for the index; it gives away less than the key's precision.
                + (goesOn
                        ? " AND s.starts_at >= to_timestamp(:afterKey) - interval '1 millisecond' AND (" + key
                                + ", s.event_id) > (:afterKey, :afterId)"
                        : "")
                + " ORDER BY s.starts_at, s.event_id";
    }

    /** By the nearest show of each that counts. */
    String byDistance(WordMatch match, boolean goesOn) {
        return "SELECT s.event_id, v.distance AS key FROM (SELECT v.*, " + distance("v") + " AS distance"
                + " FROM catalog.venues v WHERE v.latitude IS NOT NULL ORDER BY distance) v"
                + " JOIN catalog.show_search s ON s.venue_id = v.id" + wordsOf("s", match) + " WHERE "
                + thatCount("s", "v") + thatCount("s") + andMatches(match)
                + (query.date() != null ? "" : NOT_OVER)
                + noOther("(" + distance("w") + ", p.show_id) < (v.distance, s.show_id)")
                + (goesOn ? " AND v.distance >= :afterKey AND (v.distance, s.event_id) > (:afterKey, :afterId)" : "")
                + " ORDER BY v.distance, s.event_id";
    }

    /** By their ids, those of which no show counts. */
    String withoutShow(WordMatch match, boolean goesOn) {
        return "SELECT k.event_id, CAST('Infinity' AS double precision) AS key FROM " + events(match)
                + " WHERE NOT EXISTS (SELECT FROM " + shows("s", "v") + " WHERE s.event_id = k.event_id AND "
                + thatCount("s", "v") + ")" + thatCount("k") + andMatches(match)
                + (goesOn ? " AND k.event_id > :afterId" : "")
                + " ORDER BY k.event_id";
    }

    /** Shows, with their venues when these matter, under these names. */
    private String shows(String s, String v) {
        return "catalog.show_search " + s
                + (near || query.date() != null
                        ? " JOIN catalog.venues " + v + " ON " + v + ".id = " + s + ".venue_id"
                        : "");
    }

    /** Which shows, under these names, count. */
    private String thatCount(String s, String v) {
        return (query.date() != null ? DayBounds.isOn(s, v) : s + ".ends_at > :now")
                + (query.city() != null ? " AND " + s + ".city_key = catalog.fold(:city)" : "")
                + (near ? " AND " + v + ".latitude IS NOT NULL" : "");
    }

    /** That this show stands for its event: no other of it comes before. */
    private String noOther(String before) {
        return " AND NOT EXISTS (SELECT FROM " + shows("p", "w") + " WHERE p.event_id = s.event_id AND " + before
                + " AND " + thatCount("p", "w") + ")";
    }

    /** Which events, under this name or that of their shows, count. */
    private String thatCount(String name) {
        return whose(name)
                + (query.genre() != null ? " AND " + name + ".genre_keys @> ARRAY[catalog.fold(:genre)]" : "")
                + (query.language() != null ? " AND " + name + ".language_key = lower(:language)" : "");
    }

    /** Whose events count. Those that have shows on sale are public, and not archived. */
    private String whose(String name) {
        if (mine == null) {
            return name.equals("k") ? " AND k.is_public AND NOT k.is_archived" : "";
        }
        if (mine.admin()) {
            return "";
        }
        return name.equals("k")
                ? " AND k.owner_id = :owner"
                : " AND EXISTS (SELECT FROM catalog.event_search o WHERE o.event_id = " + name
                        + ".event_id AND o.owner_id = :owner)";
    }

    private String events(WordMatch match) {
        return "catalog.event_search k" + (match == null ? "" : with(match));
    }

    private String wordsOf(String s, WordMatch match) {
        return match == null ? "" : " JOIN catalog.event_search k ON k.event_id = " + s + ".event_id" + with(match);
    }

    private String with(WordMatch match) {
        return match.with + (match == WordMatch.TITLE && SearchText.mayExclude(text) ? WordMatch.Sql.WORDS : "");
    }

    private String andMatches(WordMatch match) {
        return match == null ? "" : " AND " + matches(match);
    }

    private String matches(WordMatch match) {
        // What shall not be found must not be elsewhere either.
        return match.where
                + (match == WordMatch.TITLE && SearchText.mayExclude(text)
                        ? " AND w.words @@ " + WordMatch.Sql.ASKED
                        : "");
    }

    /** In metres, on a sphere. */
    private static String distance(String v) {
        return """
                12742000 * asin(sqrt(least(1, power(sin(radians(V.latitude - :latitude) / 2), 2)
                  + cos(radians(:latitude)) * cos(radians(V.latitude))
                  * power(sin(radians(V.longitude - :longitude) / 2), 2))))""".replace("V.", v + ".");
    }
}
