package io.boxoffice.server.imports;

import io.boxoffice.gateway.availability.SeatMapJson;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.protocol.seatmap.SeatMap;

/** The JSON form of a seat map that the API takes. */
public final class ImportedSeatMap {
    private ImportedSeatMap() {}

    /** The server finds a map again by its content. */
    public static byte[] of(SeatMap map, String name) {
        return Json.bytes(out -> SeatMapJson.writeNamed(out, name, map));
    }
}
