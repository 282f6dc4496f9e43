package io.boxoffice.services.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.services.catalog.CatalogDetails;
import io.boxoffice.services.catalog.CatalogDetails.VenueDetails;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.database.DatabaseUnavailableException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What only PostgreSQL knows of events and venues, asked for at most twice a minute and remembered when PostgreSQL is away: pages
 * then tell what was known, or less. Blocks; any thread.
 */
final class Details {
    private static final long FRESH_MS = 30_000;
    /** After a failure, for so long nobody waits for PostgreSQL again. */
    private static final long AWAY_MS = 5_000;

    private static final int MAX_KEPT = 20_000;

    private final CatalogDetails catalog;
    private final Clock clock;
    private final Cache<Long, Known<Event>> events =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).build();
    private final Cache<Long, Known<VenueDetails>> venues =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).build();
    private final Cache<Long, Known<List<Hall>>> halls =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).build();
    private volatile Known<List<String>> genres = new Known<>(List.of(), 0);
    private volatile long awayUntilMs;

    private record Known<T>(T value, long atMs) {}

    Details(CatalogDetails catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The events that are known, by id. */
    Map<Long, Event> events(Collection<Long> ids) {
        return find(ids, events, catalog::events);
    }

    /** One event; empty when it is not known, or never was. */
    Optional<Event> event(long id) {
        return Optional.ofNullable(events(List.of(id)).get(id));
    }

    /** The venues that are known, by id. */
    Map<Long, VenueDetails> venues(Collection<Long> ids) {
        return find(ids, venues, catalog::venues);
    }

    /** What there is to say of a venue's halls. */
    List<Hall> halls(long venueId) {
        return find(List.of(venueId), halls, ids -> Map.of(venueId, catalog.halls(venueId)))
                .getOrDefault(venueId, List.of());
    }

    /** Genres to choose from. */
    List<String> genres() {
        Known<List<String>> last = genres;
        if (clock.millis() - last.atMs >= FRESH_MS) {
            List<String> asked = ask(catalog::genres);
            genres = asked == null ? last : new Known<>(asked, clock.millis());
        }
        return genres.value;
    }

    /** Whether PostgreSQL did not answer a moment ago. */
    private boolean isAway() {
        return clock.millis() < awayUntilMs;
    }

    private <T> Map<Long, T> find(
            Collection<Long> ids, Cache<Long, Known<T>> cache, Function<Collection<Long>, Map<Long, T>> source) {
        long nowMs = clock.millis();
        List<Long> stale = ids.stream()
                .distinct()
                .filter(id -> {
                    Known<T> known = cache.getIfPresent(id);
                    return known == null || nowMs - known.atMs >= FRESH_MS;
                })
                .toList();
        Map<Long, T> fresh = stale.isEmpty() ? Map.of() : ask(() -> source.apply(stale));
        if (fresh != null) {
            // What is not there any more is remembered too.
            stale.forEach(id -> cache.put(id, new Known<>(fresh.get(id), nowMs)));
        }
        Map<Long, T> all = new HashMap<>();
        for (Long id : ids) {
            Known<T> known = cache.getIfPresent(id);
            if (known != null && known.value != null) {
                all.put(id, known.value);
            }
        }
        return all;
    }

    /** Null: PostgreSQL is away. */
    private <T> T ask(Supplier<T> question) {
        if (isAway()) {
            return null;
        }
        try {
            return question.get();
        } catch (DatabaseUnavailableException e) {
            awayUntilMs = clock.millis() + AWAY_MS;
            return null;
        }
    }
}
