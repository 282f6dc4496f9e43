package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.protocol.port.PublishedShow;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.zip.Deflater;

/**
 * The encoded availability of the shows that are asked for: made when what is told has changed, by one thread a show while the
 * others wait for it. Any thread; {@link #ready} never waits.
 */
final class AvailabilityBodies {
    static final String OCTETS = "application/octet-stream";
    static final String CACHE_CONTROL = "no-cache";

    /** It is for one version only, and there may be hundreds a second. */
    private static final int BEST_SPEED = Deflater.BEST_SPEED;

    private final ToldSnapshots snapshots;
    private final LongSupplier nowMs;
    private final Cache<Long, OfShow> shows;

    private final SharedBytes.Budget budget;

    /**
     * @param nowMs    a clock, milliseconds since 1970
     * @param maxBytes about how much is kept encoded
     */
    AvailabilityBodies(ToldSnapshots snapshots, LongSupplier nowMs, long maxBytes, SharedBytes.Budget budget) {
        this.snapshots = snapshots;
        this.nowMs = nowMs;
        this.budget = budget;
        shows = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Long showId, OfShow ofShow) -> ofShow.maxBytes())
                .expireAfterAccess(Duration.ofMinutes(10))
                .removalListener((Long showId, OfShow ofShow, RemovalCause cause) -> ofShow.release())
                .build();
    }

    /**
     * What somebody who asks must hear of at least.
     *
     * @param number as {@link ShowSnapshots} counts
     * @param byTime the sale's status by state and time alone, which changes without a command too
     */
    record Wanted(long number, SaleStatus byTime) {
        static Wanted of(ShowSnapshots.Look look, long nowMs) {
            return new Wanted(look.number(), SaleStatus.of(look.definition(), nowMs));
        }

        boolean isIn(Wanted other) {
            return other.number >= number && other.byTime == byTime;
        }
    }

    private record Version(Wanted content, CachedBody json, CachedBody bits) {
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

        final ShowSnapshot snapshot = new ShowSnapshot();
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

    static String etag(PublishedShow show, Wanted content, boolean asBits) {
        return "W/\"" + show.definition().seatMapId() + '-' + content.number + '-' + content.byTime.text()
                + (asBits ? "-bits\"" : "\"");
    }

    /**
     * The body, if it is encoded and not older than a version; else null.
     *
     * @param wanted what was so when the request came
     */
    CachedBody ready(PublishedShow show, Wanted wanted, boolean asBits) {
        OfShow ofShow = shows.getIfPresent(show.definition().showId());
        Version version = ofShow == null ? null : ofShow.version;
        return version != null && wanted.isIn(version.content) ? version.body(asBits) : null;
    }

    /**
     * Uses the body, no older than a version, while nobody can release it. May wait for another thread that encodes the same. What
     * was asked for while a version was encoded has the next one in common, however many ask.
     *
     * @param wanted what was so when the request came
     */
    <T> T use(PublishedShow show, Wanted wanted, boolean asBits, Function<CachedBody, T> use) {
        OfShow ofShow = shows.get(show.definition().showId(), id -> new OfShow(show));
        synchronized (ofShow) {
            Version version = ofShow.version;
            if (version == null || !wanted.isIn(version.content) || ofShow.released) {
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

    private Version encode(PublishedShow show, ShowSnapshot now) {
        long at = nowMs.getAsLong();
        Wanted content = new Wanted(now.version(), SaleStatus.of(now.definition(), at));
        byte[] json = AvailabilityJson.encode(show.seatMap(), now, at);
        CachedBody whole = body(Response.JSON, etag(show, content, false), json);
        try {
            byte[] bits = AvailabilityJson.bits(now.seats());
            return new Version(content, whole, body(OCTETS, etag(show, content, true), bits));
        } catch (ProblemException e) {
            whole.release();
            throw e;
        }
    }

    private CachedBody body(String contentType, String etag, byte[] bytes) {
        return new CachedBody(contentType, etag, CACHE_CONTROL, bytes, budget, BEST_SPEED);
    }
}
