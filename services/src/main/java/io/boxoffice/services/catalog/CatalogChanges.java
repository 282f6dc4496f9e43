package io.boxoffice.services.catalog;

import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.Rows;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Which events have changed, and what there is to find of them, for who keeps an index outside of PostgreSQL. Blocks; any
 * thread. Every method throws {@link DatabaseUnavailableException} without PostgreSQL.
 *
 * <p>Changes are in the order of the numbers of their transactions. A number is given before a transaction commits, so a lower one
 * may show up later: a position moves only up to the lowest number that is still in progress, and what lies beyond is told more
 * than once. A position also names the last row that it is behind. When that row is gone, or the database is another, it was
 * restored from a backup or the position is too old: {@link #since} says null, and the index must be made anew.
 */
public final class CatalogChanges {
    private static final RowMapper<Event> EVENT = ConstructorMapper.of(Event.class);
    private static final String WHERE_IT_STANDS = """
            SELECT (SELECT system_identifier FROM pg_control_system()) || '/'
                || (SELECT timeline_id FROM pg_control_checkpoint()) || '/'
                || (SELECT oid FROM pg_database WHERE datname = current_database()) AS database,
              CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS first_open,
              EXISTS (SELECT FROM catalog.event_changes
                WHERE txid = CAST(CAST(:txid AS text) AS xid8) AND event_id = :event
                  AND CAST(extract(epoch FROM at) * 1000000 AS bigint) = :at) AS is_there""";

    private final SqlDatabase database;

    /**
     * How far somebody has followed.
     *
     * @param database which one: its cluster, its time line, its number
     * @param txid     of the last change that is behind it, an xid8
     * @param eventId  of the same change
     * @param seen     a change that was seen in that database, and must be there still
     */
    public record Position(String database, String txid, long eventId, Change seen) {}

    /** One change: a transaction's, of an event. */
    public record Change(String txid, long eventId, long atMicros) {}

    /**
     * What has changed.
     *
     * @param settled events whose changes are all told now
     * @param ahead   changes that may be told again, since transactions with lower numbers have not ended
     * @param until   where to go on
     * @param isAll   whether nothing more is known now
     */
    public record Changes(List<Change> settled, List<Change> ahead, Position until, boolean isAll) {}

    /**
     * An event with what there is to find of it.
     *
     * @param isPublic   everybody may see it
     * @param isArchived lists leave it out
     * @param shows      those that are on sale or were, and not unlisted, in the order of time
     */
    public record FindableEvent(Event event, boolean isPublic, boolean isArchived, List<FindableShow> shows) {}

    /** A show of an event that can be found. */
    public record FindableShow(
            long id, Instant startsAt, Instant endsAt, ShowPresentation presentation, FindableVenue venue) {}

    /**
     * Where a show is.
     *
     * @param city      or null
     * @param latitude  or null, together with longitude
     * @param timezone  IANA
     */
    public record FindableVenue(
            long id, String name, String city, Double latitude, Double longitude, String timezone) {}

    private record Stand(String database, String firstOpen, boolean isThere) {}

    private record EventRow(Event event, boolean isPublic, boolean isArchived) {}

    public CatalogChanges(SqlDatabase database) {
        this.database = database;
    }

    /**
     * Begins to follow: what is read of events from now on, together with all changes since this position, is all there is. Rows
     * that another life of the database left, with numbers it has not come to, are removed.
     */
    public Position begin() {
        String firstOpen = database.withHandle(
                handle -> handle.createQuery("SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text)")
                        .mapTo(String.class)
                        .one());
        Change mark = database.inTransaction(handle -> {
            handle.execute("DELETE FROM catalog.event_changes WHERE txid >= pg_snapshot_xmax(pg_current_snapshot())");
            handle.execute("INSERT INTO catalog.event_changes (event_id) VALUES (0)");
            return handle.createQuery("""
                            SELECT CAST(txid AS text) AS txid, event_id,
                              CAST(extract(epoch FROM at) * 1000000 AS bigint) AS at_micros
                            FROM catalog.event_changes WHERE txid = pg_current_xact_id() AND event_id = 0""").map(CatalogChanges::change).one();
        });
        // Transactions in progress have lower numbers than the mark, perhaps: all from the first of them on is read.
        return database.withHandle(handle -> {
            Stand stand = stand(handle, mark);
            String from =
                    Long.compareUnsigned(Long.parseUnsignedLong(firstOpen), Long.parseUnsignedLong(mark.txid())) < 0
                            ? firstOpen
                            : mark.txid();
            return new Position(stand.database(), from, -1, mark);
        });
    }

    /**
     * What has changed since.
     *
     * @param known changes beyond the position that were told already
     * @param limit how many at most
     * @return null when it cannot be said: all must be read again
     */
    public Changes since(Position position, Collection<Change> known, int limit) {
        return database.withHandle(handle -> {
            Stand stand = stand(handle, position.seen());
            if (!stand.isThere() || !stand.database().equals(position.database())) {
                return null;
            }
            List<Change> found = handle.createQuery("""
                            SELECT CAST(c.txid AS text) AS txid, c.event_id,
                              CAST(extract(epoch FROM c.at) * 1000000 AS bigint) AS at_micros
                            FROM catalog.event_changes c
                            WHERE (c.txid, c.event_id) > (CAST(CAST(:txid AS text) AS xid8), :event)
                            ORDER BY c.txid, c.event_id LIMIT :limit""")
                    .bind("txid", position.txid())
                    .bind("event", position.eventId())
                    .bind("limit", limit + known.size())
                    .map(CatalogChanges::change)
                    .list();
            long firstOpen = Long.parseUnsignedLong(stand.firstOpen());
            List<Change> settled = new ArrayList<>();
            List<Change> ahead = new ArrayList<>();
            Position until = position;
            for (Change each : found) {
                if (Long.compareUnsigned(Long.parseUnsignedLong(each.txid()), firstOpen) < 0) {
                    settled.add(each);
                    until = new Position(position.database(), each.txid(), each.eventId(), each);
                } else {
                    ahead.add(each);
                }
            }
            if (!ahead.isEmpty()) {
                // An index has these, too: a database without them is an older one.
                until = new Position(until.database(), until.txid(), until.eventId(), ahead.get(ahead.size() - 1));
            }
            return new Changes(settled, ahead, until, found.size() < limit + known.size());
        });
    }

    private static Stand stand(Handle handle, Change seen) {
        return handle.createQuery(WHERE_IT_STANDS)
                .bind("txid", seen.txid())
                .bind("event", seen.eventId())
                .bind("at", seen.atMicros())
                .map((row, context) ->
                        new Stand(row.getString("database"), row.getString("first_open"), row.getBoolean("is_there")))
                .one();
    }

    private static Change change(ResultSet row, Object context) throws SQLException {
        return new Change(row.getString("txid"), row.getLong("event_id"), row.getLong("at_micros"));
    }

    /** Forgets changes older than that, but for the newest. */
    public void forget(Instant before) {
        database.withHandle(handle ->
                handle.createUpdate("""
                        DELETE FROM catalog.event_changes WHERE at < :before AND (txid, event_id) <
                          (SELECT txid, event_id FROM catalog.event_changes ORDER BY txid DESC, event_id DESC LIMIT 1)""").bind("before", Rows.utc(before)).execute());
    }

    /** How many events there are. */
    public long count() {
        return database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM catalog.events")
                .mapTo(Long.class)
                .one());
    }

    /** The events of these ids that there are. */
    public List<FindableEvent> events(Collection<Long> ids) {
        return database.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return withShows(
                    handle,
                    handle.createQuery(
                                    "SELECT " + EventCatalog.COLUMNS + " FROM catalog.events e WHERE e.id = ANY(:ids)")
                            .bindArray("ids", Long.class, ids)
                            .map(new EventRows())
                            .list());
        });
    }

    /** Events with higher ids, in the order of ids. */
    public List<FindableEvent> eventsAfter(long id, int limit) {
        return database.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            return withShows(
                    handle,
                    handle.createQuery("SELECT " + EventCatalog.COLUMNS
                                    + " FROM catalog.events e WHERE e.id > :after ORDER BY e.id LIMIT :limit")
                            .bind("after", id)
                            .bind("limit", limit)
                            .map(new EventRows())
                            .list());
        });
    }

    /** Looks once where the columns are, not for each row. */
    private static final class EventRows implements RowMapper<EventRow> {
        @Override
        public EventRow map(ResultSet row, StatementContext context) throws SQLException {
            return specialize(row, context).map(row, context);
        }

        @Override
        public RowMapper<EventRow> specialize(ResultSet rows, StatementContext context) throws SQLException {
            RowMapper<Event> event = EVENT.specialize(rows, context);
            return (row, c) ->
                    new EventRow(event.map(row, c), row.getBoolean("is_public"), row.getBoolean("is_archived"));
        }
    }

    private static List<FindableEvent> withShows(Handle handle, List<EventRow> events) {
        Map<Long, List<FindableShow>> shows = new HashMap<>();
        Map<Long, FindableVenue> venues = new HashMap<>();
        handle.createQuery("""
                        SELECT s.id, s.event_id, s.starts_at, s.ends_at, s.presentation,
                          v.id AS venue_id, v.name, v.city, v.latitude, v.longitude, v.timezone
                        FROM catalog.shows s JOIN catalog.venues v ON v.id = s.venue_id
                        WHERE s.event_id = ANY(:ids) AND s.state IN ('published', 'closed') AND s.visibility = 'public'
                        ORDER BY s.starts_at, s.id""")
                .bindArray(
                        "ids",
                        Long.class,
                        events.stream().map(row -> row.event().id()).toList())
                .map((row, context) -> shows.computeIfAbsent(row.getLong("event_id"), e -> new ArrayList<>())
                        .add(new FindableShow(
                                row.getLong("id"),
                                Rows.instant(row, "starts_at"),
                                Rows.instant(row, "ends_at"),
                                ShowRow.presentation(row),
                                venue(row, venues))))
                .list();
        return events.stream()
                .map(row -> new FindableEvent(
                        row.event(),
                        row.isPublic(),
                        row.isArchived(),
                        shows.getOrDefault(row.event().id(), List.of())))
                .toList();
    }

    private static FindableVenue venue(ResultSet row, Map<Long, FindableVenue> known) throws SQLException {
        long id = row.getLong("venue_id");
        FindableVenue venue = known.get(id);
        if (venue == null) {
            venue = new FindableVenue(
                    id,
                    row.getString("name"),
                    row.getString("city"),
                    row.getObject("latitude", Double.class),
                    row.getObject("longitude", Double.class),
                    row.getString("timezone"));
            known.put(id, venue);
        }
        return venue;
    }
}
