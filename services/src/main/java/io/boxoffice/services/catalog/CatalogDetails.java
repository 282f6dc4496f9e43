package io.boxoffice.services.catalog;

import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What pages tell of events and venues beside their names, many at once. Blocks; any thread. Every method throws
 * {@link DatabaseUnavailableException} without PostgreSQL.
 */
public final class CatalogDetails {
    /** The most genres that are offered to choose from. */
    private static final int MAX_GENRES = 40;

    private final SqlDatabase database;

    /**
     * An event as it is described; what is not known is null.
     *
     * @param hasShows whether it has shows that everybody may see, or could once
     */
    public record EventDetails(
            long id,
            String title,
            String description,
            List<String> genres,
            String language,
            Integer durationMinutes,
            String ageRating,
            boolean hasShows) {}

    /** A venue as it is described; what is not known is null. */
    public record VenueDetails(
            long id, String name, String address, String city, Double latitude, Double longitude, boolean hasShows) {}

    CatalogDetails(SqlDatabase database) {
        this.database = database;
    }

    /** The events there are of these ids. */
    public Map<Long, EventDetails> events(Collection<Long> ids) {
        List<EventDetails> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT e.*, EXISTS (SELECT FROM catalog.shows s WHERE s.event_id = e.id AND s.state <> 'draft') AS has_shows
                        FROM catalog.events e WHERE e.id = ANY(:ids)""")
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> event(row))
                .list());
        return found.stream().collect(Collectors.toMap(EventDetails::id, Function.identity()));
    }

    /** The venues there are of these ids. */
    public Map<Long, VenueDetails> venues(Collection<Long> ids) {
        List<VenueDetails> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT v.*, EXISTS (SELECT FROM catalog.shows s WHERE s.venue_id = v.id AND s.state <> 'draft') AS has_shows
                        FROM catalog.venues v WHERE v.id = ANY(:ids)""")
                .bindArray("ids", Long.class, ids)
                .map((row, context) -> venue(row))
                .list());
        return found.stream().collect(Collectors.toMap(VenueDetails::id, Function.identity()));
    }

    /** Genres of events that have shows to come, those of most events first. */
    public List<String> genres() {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT genre FROM (SELECT DISTINCT e.id, unnest(e.genres) AS genre FROM catalog.events e
                          JOIN catalog.shows s ON s.event_id = e.id AND s.state = 'published' AND s.ends_at > now()) g
                        GROUP BY genre ORDER BY count(*) DESC, genre LIMIT :limit""")
                .bind("limit", MAX_GENRES)
                .mapTo(String.class)
                .list());
    }

    private static EventDetails event(ResultSet row) throws SQLException {
        return new EventDetails(
                row.getLong("id"),
                row.getString("title"),
                row.getString("description"),
                List.of((String[]) row.getArray("genres").getArray()),
                row.getString("language"),
                row.getObject("duration_minutes", Integer.class),
                row.getString("age_rating"),
                row.getBoolean("has_shows"));
    }

    private static VenueDetails venue(ResultSet row) throws SQLException {
        return new VenueDetails(
                row.getLong("id"),
                row.getString("name"),
                row.getString("address"),
                row.getString("city"),
                row.getObject("latitude", Double.class),
                row.getObject("longitude", Double.class),
                row.getBoolean("has_shows"));
    }
}
