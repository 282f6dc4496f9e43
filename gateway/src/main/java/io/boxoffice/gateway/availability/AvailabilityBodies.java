package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.PublishedShow;
import java.time.Duration;
import java.util.function.Function;
import java.util.zip.Deflater;

/**
 * The encoded availability of the shows that are asked for: made when the version has moved, by one thread a show while the
 * others wait for it. Any thread; {@link #ready} never waits.
 */
final class AvailabilityBodies {
    static final String OCTETS = "application/octet-stream";
    static final String CACHE_CONTROL = "no-cache";

    /** It is for one version only, and there may be hundreds a second. */
    private static final int BEST_SPEED = Deflater.BEST_SPEED;

    private final SnapshotSource snapshots;
    private final Cache<Long, OfShow> shows;

    private final SharedBytes.Budget budget;

    /**
     * @param maxBytes about how much is kept encoded
     */
    AvailabilityBodies(SnapshotSource snapshots, long maxBytes, SharedBytes.Budget budget) {
        this.snapshots = snapshots;
        this.budget = budget;
        shows = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Long showId, OfShow ofShow) -> ofShow.maxBytes())
                .expireAfterAccess(Duration.ofMinutes(10))
                .removalListener((Long showId, OfShow ofShow, RemovalCause cause) -> ofShow.release())
                .build();
    }

    private record Version(long number, CachedBody json, CachedBody bits) {
        CachedBody body(boolean asBits) {
            return asBits ? bits : json;
        }

        void release() {
            json.release();
            bits.release();
        }
    }

    private static final class OfShow {
        /** Kept here so that they are not made anew for each version. */
        final SeatNames names;

        final AvailabilitySnapshot snapshot = new AvailabilitySnapshot();
        volatile Version version;
        private boolean released;

        OfShow(PublishedShow show) {
            names = SeatNames.of(show.seatMap());
        }

        /** With every seat taken, and compressed forms beside. */
        int maxBytes() {
            return 4_096 + 2 * names.bytes();
        }

        synchronized void become(Version next) {
            if (version != null) {
                version.release();
            }
            version = next;
        }

        synchronized void release() {
            released = true;
            if (version != null) {
                version.release();
            }
        }
    }

    static String etag(PublishedShow show, long version, boolean asBits) {
        return "W/\"" + show.definition().seatMapId() + '-' + version + (asBits ? "-bits\"" : "\"");
    }

    /**
     * The body, if it is encoded and not older than a version; else null.
     *
     * @param wanted the version when the request came
     */
    CachedBody ready(PublishedShow show, long wanted, boolean asBits) {
        OfShow ofShow = shows.getIfPresent(show.definition().showId());
        Version version = ofShow == null ? null : ofShow.version;
        return version != null && version.number >= wanted ? version.body(asBits) : null;
    }

    /**
     * Uses the body, no older than a version, while nobody can release it. May wait for another thread that encodes the same. What
     * was asked for while a version was encoded has the next one in common, however many ask.
     *
     * @param wanted the version when the request came
     */
    <T> T use(PublishedShow show, long wanted, boolean asBits, Function<CachedBody, T> use) {
        OfShow ofShow = shows.get(show.definition().showId(), id -> new OfShow(show));
        synchronized (ofShow) {
            Version version = ofShow.version;
            if (version == null || version.number < wanted || ofShow.released) {
                snapshots.copy(show, ofShow.snapshot);
                version = encode(show, ofShow.snapshot);
                if (ofShow.released) {
                    // There was no room to keep it: it is for this answer alone.
                    try {
                        return use.apply(version.body(asBits));
                    } finally {
                        version.release();
                    }
                }
                ofShow.become(version);
            }
            return use.apply(version.body(asBits));
        }
    }

    private Version encode(PublishedShow show, AvailabilitySnapshot now) {
        long showId = show.definition().showId();
        long seatMapId = show.definition().seatMapId();
        byte[] json = AvailabilityJson.encode(showId, seatMapId, show.seatMap(), now);
        CachedBody whole = body(Response.JSON, etag(show, now.version, false), json);
        try {
            return new Version(
                    now.version, whole, body(OCTETS, etag(show, now.version, true), AvailabilityJson.bits(now)));
        } catch (ProblemException e) {
            whole.release();
            throw e;
        }
    }

    private CachedBody body(String contentType, String etag, byte[] bytes) {
        return new CachedBody(contentType, etag, CACHE_CONTROL, bytes, budget, BEST_SPEED);
    }
}
