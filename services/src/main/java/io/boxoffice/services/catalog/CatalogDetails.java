package io.boxoffice.services.catalog;

import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * What pages tell of events and venues beside their names, many at once. Blocks; any thread. Every method throws
 * {@link DatabaseUnavailableException} without PostgreSQL.
 */
public final class CatalogDetails {
    /** The most genres that are offered to choose from. */
    private static final int MAX_GENRES = 40;

    private static final RowMapper<VenueDetails> VENUE = ConstructorMapper.of(VenueDetails.class);

    private final SqlDatabase database;

    /**
     * A venue as it is described.
     *
     * @param hasShows whether it has shows that everybody may see, or could once
     */
    public record VenueDetails(@Nested Venue venue, boolean hasShows) {
        /** What its organizer says. */
        public VenueRequest stated() {
            return venue.stated();
        }
    }

    CatalogDetails(SqlDatabase database) {
        this.database = database;
    }

    /** The events of these ids that everybody may see. */
    public Map<Long, Event> events(Collection<Long> ids) {
        return database.withHandle(handle -> EventCatalog.publicOnes(handle, ids)).stream()
                .collect(Collectors.toMap(Event::id, Function.identity()));
    }

    /** The venues there are of these ids. */
    public Map<Long, VenueDetails> venues(Collection<Long> ids) {
        List<VenueDetails> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT v.*, EXISTS (SELECT FROM catalog.shows s WHERE s.venue_id = v.id AND s.state <> 'draft') AS has_shows
                        FROM catalog.venues v WHERE v.id = ANY(:ids)""")
                .bindArray("ids", Long.class, ids)
                .map(VENUE)
                .list());
        return found.stream().collect(Collectors.toMap(each -> each.venue().id(), Function.identity()));
    }

    /** The halls of a venue, those that say something of themselves. */
    public List<Hall> halls(long venueId) {
        return database.withHandle(handle -> VenueCatalog.halls(handle, venueId)).stream()
                .filter(hall -> hall.stated().saysMore())
                .toList();
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
}
