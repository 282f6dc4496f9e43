package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import java.time.Duration;

/**
 * The encoded availability of the shows that are asked for: made when the version has moved, by one thread a show while the
 * others wait for it. Any thread; {@link #ready} never waits.
 */
final class AvailabilityBodies {
    static final String OCTETS = "application/octet-stream";
    static final String CACHE_CONTROL = "no-cache";

    private final SnapshotSource snapshots;
    private final Cache<Long, OfShow> shows;

    AvailabilityBodies(SnapshotSource snapshots, int maxShows) {
        this.snapshots = snapshots;
        shows = Caffeine.newBuilder()
                .maximumSize(maxShows)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    private record Version(long number, CachedBody json, CachedBody bits) {
        CachedBody body(boolean asBits) {
            return asBits ? bits : json;
        }
    }

    private static final class OfShow {
        final AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        volatile Version version;
    }

    static String etag(PublishedShow show, long version, boolean asBits) {
        return "W/\"" + show.definition().seatMapId() + '-' + version + (asBits ? "-bits\"" : "\"");
    }

    /** The body, if it is encoded and of the newest version; else null. */
    CachedBody ready(PublishedShow show, boolean asBits) {
        OfShow ofShow = shows.getIfPresent(show.definition().showId());
        Version version = ofShow == null ? null : ofShow.version;
        boolean current =
                version != null && version.number == show.availability().version();
        return current ? version.body(asBits) : null;
    }

    /** The body, no older than this call. May wait for another thread that encodes the same. */
    CachedBody encode(PublishedShow show, boolean asBits) {
        OfShow ofShow = shows.get(show.definition().showId(), id -> new OfShow());
        long wanted = show.availability().version();
        synchronized (ofShow) {
            Version version = ofShow.version;
            if (version == null || version.number < wanted) {
                snapshots.copy(show, ofShow.snapshot);
                version = encode(show, ofShow.snapshot);
                ofShow.version = version;
            }
            return version.body(asBits);
        }
    }

    private static Version encode(PublishedShow show, AvailabilitySnapshot now) {
        long showId = show.definition().showId();
        long seatMapId = show.definition().seatMapId();
        byte[] json = Json.bytes(out -> AvailabilityJson.write(out, showId, seatMapId, show.seatMap(), now));
        return new Version(
                now.version,
                new CachedBody(Response.JSON, etag(show, now.version, false), CACHE_CONTROL, json),
                new CachedBody(OCTETS, etag(show, now.version, true), CACHE_CONTROL, AvailabilityJson.bits(now)));
    }
}
