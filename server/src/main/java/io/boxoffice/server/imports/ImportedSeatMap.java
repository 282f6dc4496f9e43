package io.boxoffice.server.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.math.BigDecimal;

/** The JSON form of a seat map that the API takes. */
public final class ImportedSeatMap {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ImportedSeatMap() {}

    /** The server finds a map again by its content. */
    public static ObjectNode of(SeatMap map, String name) {
        ObjectNode body = JSON.objectNode();
        body.put("name", name);
        ArrayNode categories = body.putArray("categories");
        for (int i = 0; i < map.categoryCount(); i++) {
            categories.add(map.categoryName(i));
        }
        ArrayNode sections = body.putArray("sections");
        for (int i = 0; i < map.sectionCount(); i++) {
            sections.addObject().put("name", map.sectionName(i)).putArray("rows");
        }
        for (int row = 0; row < map.rowCount(); row++) {
            ArrayNode rows = (ArrayNode) sections.get(map.rowSection(row)).get("rows");
            ArrayNode seats = rows.addObject().put("label", map.rowLabel(row)).putArray("seats");
            for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
                seats.add(seat(map, seat));
            }
        }
        ArrayNode areas = body.putArray("areas");
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            ObjectNode node = areas.addObject();
            node.put("id", area.id()).put("name", area.name()).put("capacity", area.capacity());
            node.put("category", map.categoryName(area.category()));
            node.put("x", decimal(area.x())).put("y", decimal(area.y()));
        }
        body.putObject("focus").put("x", decimal(map.focusX())).put("y", decimal(map.focusY()));
        return body;
    }

    private static ObjectNode seat(SeatMap map, int seat) {
        ObjectNode node = JSON.objectNode();
        node.put("id", map.seatId(seat)).put("label", map.seatLabel(seat));
        node.put("x", decimal(map.x(seat))).put("y", decimal(map.y(seat)));
        node.put("category", map.categoryName(map.seatCategory(seat)));
        if (map.accessible(seat)) {
            node.put("accessible", true);
        }
        if (map.gapBefore(seat)) {
            node.put("gapBefore", true);
        }
        if (map.places(seat) > 1) {
            node.put("places", map.places(seat));
        }
        return node;
    }

    /** Hundredths as a decimal number. */
    private static BigDecimal decimal(int hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }
}
