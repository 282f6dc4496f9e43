package io.boxoffice.services.catalog;

import io.boxoffice.services.database.Rows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * When a day begins and ends in each zone that venues are in, by Java's time-zone database: PostgreSQL has another, and is never
 * asked about zones.
 */
final class DayBounds {
    private final Map<String, Object> values;

    private DayBounds(Map<String, Object> values) {
        this.values = values;
    }

    /** The zones of venues, each looked up in an index, however many venues there are. */
    static List<String> zonesInUse(Handle handle) {
        return handle.createQuery("""
                        WITH RECURSIVE zones AS (
                          (SELECT timezone FROM catalog.venues ORDER BY timezone LIMIT 1)
                          UNION ALL
                          SELECT (SELECT v.timezone FROM catalog.venues v WHERE v.timezone > z.timezone ORDER BY v.timezone LIMIT 1)
                          FROM zones z WHERE z.timezone IS NOT NULL)
                        SELECT timezone FROM zones WHERE timezone IS NOT NULL""").mapTo(String.class).list();
    }

    /** Those of a day, for {@link #isOn}. */
    static DayBounds of(Handle handle, LocalDate day) {
        Map<String, Long> from = new TreeMap<>();
        Map<String, Long> until = new TreeMap<>();
        for (String name : zonesInUse(handle)) {
            // What only another JDK knows is on no day here; doctor tells of it.
            if (Zones.isNamed(name)) {
                ZoneId zone = ZoneId.of(name);
                from.put(name, day.atStartOfDay(zone).toEpochSecond());
                until.put(name, day.plusDays(1).atStartOfDay(zone).toEpochSecond());
            }
        }
        // Shorter ones count on the day they start.
        long longest = handle.createQuery("""
                        SELECT coalesce(ceil(extract(epoch FROM max(ends_at - starts_at))), 0) FROM catalog.shows
                        WHERE ends_at - starts_at > interval '24 hours'""").mapTo(Long.class).one();
        Map<String, Object> values = new HashMap<>();
        values.put("dayFrom", Rows.json(from));
        values.put("dayUntil", Rows.json(until));
        values.put(
                "earliestStart",
                (double) from.values().stream().mapToLong(s -> s).min().orElse(0) - longest);
        values.put("latestStart", (double)
                until.values().stream().mapToLong(s -> s).max().orElse(0));
        return new DayBounds(values);
    }

    /** What {@link #isOn} names. */
    Map<String, Object> values() {
        return values;
    }

    /**
     * Whether a show is on that day in its venue's zone, in SQL: it starts on it, or lasts more than 24 hours and is still on. What
     * goes on past midnight is on the day it starts. The plain bounds are for the index.
     *
     * @param s the show's name
     * @param v its venue's
     */
    static String isOn(String s, String v) {
        String from = bound("dayFrom", v);
        String starts = s + ".starts_at";
        String ends = s + ".ends_at";
        return starts + " >= to_timestamp(:earliestStart) AND " + starts + " < to_timestamp(:latestStart) AND " + starts
                + " < " + bound("dayUntil", v) + " AND (" + starts + " >= " + from + " OR " + ends + " > " + from
                + " AND "
                + ends + " - " + starts + " > interval '24 hours')";
    }

    private static String bound(String name, String v) {
        return "to_timestamp(CAST(CAST(:" + name + " AS jsonb) ->> " + v + ".timezone AS double precision))";
    }
}
