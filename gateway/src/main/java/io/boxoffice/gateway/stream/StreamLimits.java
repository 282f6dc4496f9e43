package io.boxoffice.gateway.stream;

import io.boxoffice.protocol.config.Section;

/**
 * @param maxStreams        open at a time; further ones are answered 503
 * @param maxShows          that one stream may follow; each counts as a stream
 * @param maxPerAddress     of these, for one address that is no trusted proxy; further ones are answered 503
 * @param publishIntervalMs changes are merged over this long
 * @param heartbeatMs       between two signs of life on a quiet stream
 * @param maxRecentDeltas   kept a show for those who come back
 * @param maxRecentBytes    of these
 * @param feedLingerMs      how long they are kept when nobody watches any more
 */
public record StreamLimits(
        int maxStreams,
        int maxPerAddress,
        int maxShows,
        int publishIntervalMs,
        int heartbeatMs,
        int maxRecentDeltas,
        int maxRecentBytes,
        int feedLingerMs) {
    public StreamLimits {
        if (maxStreams < 0
                || maxPerAddress < 1
                || maxShows < 1
                || publishIntervalMs < 1
                || heartbeatMs < 1
                || maxRecentDeltas < 0
                || maxRecentBytes < 0
                || feedLingerMs < 0) {
            throw new IllegalArgumentException("stream limit out of range");
        }
    }

    /** Reads the section {@code http.streams}. */
    public static StreamLimits read(Section s) {
        return new StreamLimits(
                s.integer("max-streams", 0, 10_000_000),
                s.integer("max-streams-per-address", 1, 10_000_000),
                s.integer("max-shows-per-stream", 1, 100),
                s.integer("publish-interval-ms", 1, 60_000),
                s.integer("heartbeat-ms", 1, 3_600_000),
                s.integer("max-recent-deltas", 0, 1_000_000),
                s.integer("max-recent-bytes", 0, 1 << 30),
                s.integer("feed-linger-ms", 0, 86_400_000));
    }

    public static StreamLimits defaults() {
        return new StreamLimits(5_000, 1_000, 20, 100, 15_000, 256, 1_048_576, 60_000);
    }
}
