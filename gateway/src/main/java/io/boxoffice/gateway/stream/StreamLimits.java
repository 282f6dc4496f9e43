package io.boxoffice.gateway.stream;

/**
 * @param maxStreams        open at a time; further ones are answered 503
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
        int publishIntervalMs,
        int heartbeatMs,
        int maxRecentDeltas,
        int maxRecentBytes,
        int feedLingerMs) {
    public StreamLimits {
        if (maxStreams < 0
                || maxPerAddress < 1
                || publishIntervalMs < 1
                || heartbeatMs < 1
                || maxRecentDeltas < 0
                || maxRecentBytes < 0
                || feedLingerMs < 0) {
            throw new IllegalArgumentException("stream limit out of range");
        }
    }

    public static StreamLimits defaults() {
        return new StreamLimits(5_000, 1_000, 100, 15_000, 256, 1_048_576, 60_000);
    }
}
