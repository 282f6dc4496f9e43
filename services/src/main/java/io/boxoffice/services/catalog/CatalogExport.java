package io.boxoffice.services.catalog;

import io.boxoffice.gateway.record.Records;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * All things of one owner, whatever their state, some at a time in the order of their ids. Blocks; any thread. Every method throws {@link
 * DatabaseUnavailableException} without PostgreSQL.
 */
public final class CatalogExport {
    private final SqlDatabase database;
    private final SeatMapCatalog seatMaps;
    private final ShowJson json;

    /**
     * A show with what it is of.
     *
     * @param labels what people call that
     */
    public record ExportedShow(Show show, ShowLabels labels, Venue venue, Event event) {}

    CatalogExport(SqlDatabase database, SeatMapCatalog seatMaps, ShowJson json) {
        this.database = database;
        this.seatMaps = seatMaps;
        this.json = json;
    }

    /** Venues with higher ids. */
    public List<Venue> venues(long ownerId, long after, int limit) {
        return some(
                "SELECT * FROM catalog.venues WHERE owner_id = :owner AND id > :after ORDER BY id LIMIT :limit",
                ownerId,
                after,
                limit,
                ConstructorMapper.of(Venue.class));
    }

    /** Halls with higher ids. */
    public List<Hall> halls(long ownerId, long after, int limit) {
        return some(
                "SELECT * FROM catalog.halls WHERE owner_id = :owner AND id > :after ORDER BY id LIMIT :limit",
                ownerId,
                after,
                limit,
                ConstructorMapper.of(Hall.class));
    }

    /** Seat maps with higher ids, without their seats. */
    public List<SeatMapInfo> seatMaps(long ownerId, long after, int limit) {
        return some(
                SeatMapCatalog.COLUMNS + "WHERE owner_id = :owner AND id > :after ORDER BY id LIMIT :limit",
                ownerId,
                after,
                limit,
                ConstructorMapper.of(SeatMapInfo.class));
    }

    /** A seat map with all that people are told of it. */
    public SeatMap seatMap(long seatMapId) {
        return seatMaps.toldOf(seatMapId).map();
    }

    /** Events with higher ids. */
    public List<Event> events(long ownerId, long after, int limit) {
        return some(
                "SELECT " + EventCatalog.COLUMNS
                        + " FROM catalog.events e WHERE e.owner_id = :owner AND e.id > :after ORDER BY e.id LIMIT :limit",
                ownerId,
                after,
                limit,
                ConstructorMapper.of(Event.class));
    }

    /** Shows with higher ids. */
    public List<ExportedShow> shows(long ownerId, long after, int limit) {
        List<Show> shows = some(
                "SELECT * FROM catalog.shows WHERE owner_id = :owner AND id > :after ORDER BY id LIMIT :limit",
                ownerId,
                after,
                limit,
                (row, context) -> ShowRow.showOf(row));
        Map<Long, Venue> venues = of(
                "SELECT * FROM catalog.venues WHERE id = ANY(:ids)",
                shows.stream().map(Show::venueId).toList(),
                ConstructorMapper.of(Venue.class),
                Venue::id);
        Map<Long, Hall> halls = of(
                "SELECT * FROM catalog.halls WHERE id = ANY(:ids)",
                shows.stream().map(Show::hallId).toList(),
                ConstructorMapper.of(Hall.class),
                Hall::id);
        Map<Long, Event> events = of(
                "SELECT " + EventCatalog.COLUMNS + " FROM catalog.events e WHERE e.id = ANY(:ids)",
                shows.stream().map(Show::eventId).toList(),
                ConstructorMapper.of(Event.class),
                Event::id);
        return shows.stream()
                .map(show -> {
                    Venue venue = venues.get(show.venueId());
                    Event event = events.get(show.eventId());
                    ShowLabels labels = new ShowLabels(
                            event.stated().title(),
                            venue.stated().name(),
                            venue.stated().city(),
                            venue.stated().timezone(),
                            halls.get(show.hallId()).stated().name());
                    return new ExportedShow(show, labels, venue, event);
                })
                .toList();
    }

    /** A show as its organizer reads it, as JSON. */
    public byte[] json(ExportedShow exported) {
        return Records.bytes(json.own(exported.show(), exported.labels()));
    }

    private <T> List<T> some(String sql, long ownerId, long after, int limit, RowMapper<T> mapper) {
        return database.withHandle(handle -> handle.createQuery(sql)
                .bind("owner", ownerId)
                .bind("after", after)
                .bind("limit", limit)
                .map(mapper)
                .list());
    }

    private <T> Map<Long, T> of(String sql, Collection<Long> ids, RowMapper<T> mapper, Function<T, Long> id) {
        return database
                .withHandle(handle -> handle.createQuery(sql)
                        .bindArray("ids", Long.class, ids)
                        .map(mapper)
                        .list())
                .stream()
                .collect(Collectors.toMap(id, Function.identity()));
    }
}
