package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.protocol.seatmap.SeatMap;

/** Seat maps as they are answered, by whichever route. They never change. Any thread. */
public final class SeatMapBodies {
    static final String CACHE_CONTROL = "public, max-age=86400, immutable";

    private SeatMapBodies() {}

    /** Under which it stands in {@link CachedBodies}. */
    public static String key(long seatMapId) {
        return "map-" + seatMapId;
    }

    /** Of the map, wherever it is answered. */
    public static String etag(long seatMapId) {
        return "W/\"" + seatMapId + '"';
    }

    /** Encodes one. */
    public static CachedBody encode(long seatMapId, SeatMap map, SharedBytes.Budget budget) {
        byte[] json = Json.bytes(out -> SeatMapJson.write(out, seatMapId, map));
        return new CachedBody(Response.JSON, etag(seatMapId), CACHE_CONTROL, json, budget);
    }
}
