package io.boxoffice.server.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.availability.SeatMapJson;
import io.boxoffice.gateway.http.Json;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON form of a seat map that the API takes. */
public final class ImportedSeatMap {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportedSeatMap() {}

    /** The server finds a map again by its content. */
    public static ObjectNode of(SeatMap map, String name) {
        try {
            return (ObjectNode) JSON.readTree(Json.bytes(out -> SeatMapJson.writeNamed(out, name, map)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
