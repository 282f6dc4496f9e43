package io.boxoffice.services.catalog;

import io.boxoffice.gateway.route.Page;
import io.boxoffice.services.database.Cursor;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** Finds shows that are published. Blocks; any thread. */
public final class CatalogSearch {
    private static final String SHOWS = "SELECT " + ShowRow.SMALL_COLUMNS + """
            , e.title AS event_title, v.name AS venue_name, v.city, v.timezone, h.name AS hall_name
            FROM catalog.shows s
            JOIN catalog.events e ON e.id = s.event_id
            JOIN catalog.venues v ON v.id = s.venue_id
            JOIN catalog.halls h ON h.id = s.hall_id
            WHERE true""";

    private final SqlDatabase database;
    private final CatalogConfig config;
    private final Clock clock;

    public CatalogSearch(SqlDatabase database, CatalogConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Shows in the order of time. */
    public Page<FoundShow> shows(ShowQuery query) {
        Check.day(query.date(), "date");
        Check.searchText(query.city(), "city");
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder();
        if (query.status() != null) {
            where.append(" AND s.state = :state");
            values.put("state", query.status().text());
        } else if (query.mine() == null) {
            where.append(" AND s.state IN ('published', 'closed')");
        }
        if (query.mine() == null) {
            where.append(" AND s.visibility = 'public'");
        }
        if (query.mine() != null && !query.mine().admin()) {
            where.append(" AND s.owner_id = :owner");
            values.put("owner", query.mine().id());
        }
        if (query.eventId() != 0) {
            where.append(" AND s.event_id = :event");
            values.put("event", query.eventId());
        }
        if (query.venueId() != 0) {
            where.append(" AND s.venue_id = :venue");
            values.put("venue", query.venueId());
        }
        if (query.city() != null) {
            where.append(" AND v.city_key = catalog.fold(:city)");
            values.put("city", query.city());
        }
        if (query.date() != null) {
            where.append(" AND ").append(DayBounds.isOn("s", "v"));
        } else if (query.mine() == null && query.status() != ShowState.ARCHIVED) {
            where.append(" AND s.ends_at > :now");
            values.put("now", Rows.utc(clock.instant()));
        }
        return shows(where.toString(), values, query);
    }

    private Page<FoundShow> shows(String where, Map<String, Object> values, ShowQuery asked) {
        Cursor after = Cursor.decode(asked.list(), asked.cursor());
        int size = pageSize(asked.limit());
        String paged = after == null ? "" : " AND (s.starts_at, s.id) > (:afterTime, :afterId)";
        List<FoundShow> found = database.withHandle(handle -> {
            if (asked.date() != null) {
                values.putAll(DayBounds.of(handle, asked.date()).values());
            }
            Query query = handle.createQuery(SHOWS + where + paged + " ORDER BY s.starts_at, s.id LIMIT :limit")
                    .bindMap(values)
                    .bind("limit", size + 1);
            if (after != null) {
                query.bind("afterTime", Rows.utc(instant(after)));
                query.bind("afterId", after.id());
            }
            return query.map((row, context) -> foundShow(row)).list();
        });
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        Show last = found.get(size - 1).show();
        // Microseconds, as PostgreSQL has them: the next page begins exactly after it.
        String key = last.startsAt().getEpochSecond() + "." + last.startsAt().getNano();
        return new Page<>(new ArrayList<>(found.subList(0, size)), new Cursor(asked.list(), key, last.id()).encode());
    }

    private static Instant instant(Cursor cursor) {
        return Cursor.time(() -> {
            int dot = cursor.key().indexOf('.');
            long seconds = Long.parseLong(cursor.key().substring(0, dot));
            return Instant.ofEpochSecond(seconds, Long.parseLong(cursor.key().substring(dot + 1)));
        });
    }

    private static FoundShow foundShow(ResultSet row) throws SQLException {
        return new FoundShow(
                ShowRow.showOf(row),
                new ShowLabels(
                        row.getString("event_title"),
                        row.getString("venue_name"),
                        row.getString("city"),
                        row.getString("timezone"),
                        row.getString("hall_name")));
    }

    private int pageSize(int limit) {
        return Math.max(1, Math.min(limit, config.maxPageSize()));
    }
}
