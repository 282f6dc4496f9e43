package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.Json;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;

/** Seat maps as they are answered, by whichever route. Any thread. */
public final class SeatMapBodies {
    /** What people are told of a map can be mended. */
    static final String CACHE_CONTROL = "public, max-age=60";

    private SeatMapBodies() {}

    /** Under which a state of it stands in {@link CachedBodies}. */
    public static String key(long seatMapId, long version) {
        return "map-" + seatMapId + '-' + version;
    }

    /** Of a state of the map, wherever it is answered. */
    public static String etag(long seatMapId, long version) {
        return "\"" + version + '-' + seatMapId + '"';
    }

    /** Encodes one. */
    public static CachedBody encode(long seatMapId, ToldMaps.Told told, SharedBytes.Budget budget) {
        byte[] json = Json.bytes(out -> SeatMapJson.write(out, seatMapId, told.map()));
        return new CachedBody(Response.JSON, etag(seatMapId, told.version()), CACHE_CONTROL, json, budget);
    }
}
