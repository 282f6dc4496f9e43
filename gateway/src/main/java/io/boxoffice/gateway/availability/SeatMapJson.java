package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;

/** How seat maps look: the same form in which they are sent in. */
public final class SeatMapJson {
    private SeatMapJson() {}

    /** As an object with its id. */
    public static void write(JsonGenerator json, long seatMapId, SeatMap map) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(seatMapId));
        json.writeArrayFieldStart("categories");
        for (int i = 0; i < map.categoryCount(); i++) {
            json.writeString(map.categoryName(i));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("focus");
        point(json, map.focusX(), map.focusY());
        json.writeEndObject();
        json.writeArrayFieldStart("sections");
        int row = 0;
        for (int section = 0; section < map.sectionCount(); section++) {
            json.writeStartObject();
            json.writeStringField("name", map.sectionName(section));
            json.writeArrayFieldStart("rows");
            for (; row < map.rowCount() && map.rowSection(row) == section; row++) {
                row(json, map, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        areas(json, map);
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, SeatMap map, int row) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", map.rowLabel(row));
        json.writeArrayFieldStart("seats");
        for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
            json.writeStartObject();
            json.writeStringField("id", map.seatId(seat));
            json.writeStringField("label", map.seatLabel(seat));
            point(json, map.x(seat), map.y(seat));
            json.writeStringField("category", map.categoryName(map.seatCategory(seat)));
            json.writeBooleanField("accessible", map.accessible(seat));
            if (map.gapBefore(seat)) {
                json.writeBooleanField("gapBefore", true);
            }
            if (map.places(seat) != 1) {
                json.writeNumberField("places", map.places(seat));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void areas(JsonGenerator json, SeatMap map) throws IOException {
        json.writeArrayFieldStart("areas");
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            json.writeStartObject();
            json.writeStringField("id", area.id());
            json.writeStringField("name", area.name());
            json.writeNumberField("capacity", area.capacity());
            json.writeStringField("category", map.categoryName(area.category()));
            point(json, area.x(), area.y());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void point(JsonGenerator json, int x, int y) throws IOException {
        json.writeFieldName("x");
        json.writeNumber(decimal(x));
        json.writeFieldName("y");
        json.writeNumber(decimal(y));
    }

    /** Hundredths as a decimal. */
    static String decimal(int hundredths) {
        long magnitude = Math.abs((long) hundredths);
        String sign = hundredths < 0 ? "-" : "";
        long cents = magnitude % 100;
        if (cents == 0) {
            return sign + magnitude / 100;
        }
        return sign + magnitude / 100 + '.' + (cents < 10 ? "0" : "") + cents;
    }
}
