package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How seat maps look: the same form in which they are sent in. */
public final class SeatMapJson {
    private SeatMapJson() {}

    /** As an object with its id. */
    public static void write(JsonGenerator json, long seatMapId, SeatMap map) throws IOException {
        write(json, "id", Long.toString(seatMapId), map);
    }

    /** As an object with a name: to be sent in. */
    public static void writeNamed(JsonGenerator json, String name, SeatMap map) throws IOException {
        write(json, "name", name, map);
    }

    private static void write(JsonGenerator json, String field, String value, SeatMap map) throws IOException {
        json.writeStartObject();
        json.writeStringField(field, value);
        json.writeArrayFieldStart("categories");
        for (int i = 0; i < map.categoryCount(); i++) {
            json.writeString(map.categoryName(i));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("focus");
        point(json, map.focusX(), map.focusY());
        json.writeEndObject();
        levels(json, map.guide());
        entrances(json, map.guide());
        json.writeArrayFieldStart("sections");
        int row = 0;
        for (int section = 0; section < map.sectionCount(); section++) {
            json.writeStartObject();
            json.writeStringField("name", map.sectionName(section));
            where(json, map.guide().section(section));
            json.writeArrayFieldStart("rows");
            for (; row < map.rowCount() && map.rowSection(row) == section; row++) {
                row(json, map, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        areas(json, map);
        drawing(json, map.guide());
        json.writeEndObject();
    }

    private static void levels(JsonGenerator json, SeatGuide guide) throws IOException {
        json.writeArrayFieldStart("levels");
        for (SeatGuide.Level level : guide.levels()) {
            json.writeStartObject();
            named(json, level.id(), level.name(), level.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void entrances(JsonGenerator json, SeatGuide guide) throws IOException {
        json.writeArrayFieldStart("entrances");
        for (SeatGuide.Entrance entrance : guide.entrances()) {
            json.writeStartObject();
            named(json, entrance.id(), entrance.name(), entrance.note());
            if (entrance.at() != null) {
                json.writeObjectFieldStart("at");
                point(json, entrance.at().x(), entrance.at().y());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void named(JsonGenerator json, String id, String name, String note) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("name", name);
        optional(json, "note", note);
    }

    private static void where(JsonGenerator json, SeatGuide.Where where) throws IOException {
        optional(json, "level", where.level());
        optional(json, "entrance", where.entrance());
        optional(json, "note", where.note());
    }

    private static void optional(JsonGenerator json, String field, String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    /** A flag that is left out where it is not so. */
    private static void flag(JsonGenerator json, String field, boolean is) throws IOException {
        if (is) {
            json.writeBooleanField(field, true);
        }
    }

    private static void row(JsonGenerator json, SeatMap map, int row) throws IOException {
        SeatGuide.Row told = map.guide().row(row);
        json.writeStartObject();
        json.writeStringField("label", map.rowLabel(row));
        if (told.kind() != SeatGuide.RowKind.ROW) {
            json.writeStringField("kind", told.kind().name().toLowerCase(Locale.ROOT));
        }
        where(json, told.where());
        json.writeArrayFieldStart("seats");
        for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
            seat(json, map, seat);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void seat(JsonGenerator json, SeatMap map, int seat) throws IOException {
        SeatGuide.About about = map.guide().seat(seat);
        json.writeStartObject();
        json.writeStringField("id", map.seatId(seat));
        json.writeStringField("label", map.seatLabel(seat));
        point(json, map.x(seat), map.y(seat));
        json.writeStringField("category", map.categoryName(map.seatCategory(seat)));
        json.writeBooleanField("accessible", map.accessible(seat));
        flag(json, "companion", about.companion());
        flag(json, "restricted", about.restricted());
        flag(json, "couple", about.couple());
        optional(json, "note", about.note());
        flag(json, "gapBefore", map.gapBefore(seat));
        if (map.places(seat) != 1) {
            json.writeNumberField("places", map.places(seat));
        }
        json.writeEndObject();
    }

    private static void areas(JsonGenerator json, SeatMap map) throws IOException {
        json.writeArrayFieldStart("areas");
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            SeatGuide.Outline outline = map.guide().area(i);
            json.writeStartObject();
            json.writeStringField("id", area.id());
            json.writeStringField("name", area.name());
            json.writeNumberField("capacity", area.capacity());
            json.writeStringField("category", map.categoryName(area.category()));
            point(json, area.x(), area.y());
            where(json, outline.where());
            if (!outline.points().isEmpty()) {
                points(json, "outline", outline.points());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void drawing(JsonGenerator json, SeatGuide guide) throws IOException {
        json.writeArrayFieldStart("drawing");
        for (SeatGuide.Shape shape : guide.drawing()) {
            json.writeStartObject();
            json.writeStringField("kind", shape.kind().name().toLowerCase(Locale.ROOT));
            optional(json, "text", shape.text());
            points(json, "points", shape.points());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void points(JsonGenerator json, String field, List<SeatGuide.Point> points) throws IOException {
        json.writeArrayFieldStart(field);
        for (SeatGuide.Point point : points) {
            json.writeStartObject();
            point(json, point.x(), point.y());
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
