package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A hall with all there may be in one, as an organiser sends it in: a thrust stage in the middle, stalls before it and beside it, forty round
 * tables, a standing pit, a circle, boxes, two bays for wheelchairs with their companions, and seats without the whole view.
 */
final class GrandHall {
    static final int TABLES = 40;
    static final int CHAIRS = 10;

    private static final int TABLES_IN_A_LINE = 8;
    private static final int STALLS_SEATS = 20;
    private static final int CIRCLE_SEATS = 30;
    private static final int SIDE_SEATS = 7;

    private final ObjectNode map = JsonNodeFactory.instance.objectNode();

    private GrandHall() {
        map.put("name", "Grand hall");
        ArrayNode categories = map.putArray("categories");
        for (String category : new String[] {"Stalls", "Side", "Table", "Circle", "Box", "Pit"}) {
            categories.add(category);
        }
        map.putObject("focus").put("x", 0).put("y", 0);
        levels();
        entrances();
        ArrayNode sections = map.putArray("sections");
        stalls(sections.addObject());
        side(sections.addObject(), "Left stalls", -1);
        side(sections.addObject(), "Right stalls", 1);
        tables(sections.addObject());
        circle(sections.addObject());
        boxes(sections.addObject());
        pit(map.putArray("areas").addObject());
        drawing(map.putArray("drawing"));
    }

    /** The body of its request. */
    static ObjectNode body() {
        return new GrandHall().map;
    }

    /** What places cost, by category and for the seats without the whole view. */
    static ObjectNode prices() {
        ObjectNode prices = JsonNodeFactory.instance.objectNode();
        prices.putObject("categories")
                .put("Stalls", 6_000)
                .put("Side", 4_500)
                .put("Table", 5_000)
                .put("Circle", 4_000)
                .put("Box", 9_000)
                .put("Pit", 3_000);
        prices.putObject("seats").put("S-D-1", 2_500).put("S-D-20", 2_500);
        return prices;
    }

    private void levels() {
        ArrayNode levels = map.putArray("levels");
        levels.addObject().put("id", "0").put("name", "Ground floor");
        levels.addObject().put("id", "1").put("name", "First floor").put("note", "32 steps, or the lift by door C");
        levels.addObject().put("id", "2").put("name", "Second floor").put("note", "60 steps, no lift");
    }

    private void entrances() {
        ArrayNode entrances = map.putArray("entrances");
        entrance(entrances, "A", "Door A", "no steps", -12, 9);
        entrance(entrances, "B", "Door B", null, -18, 26);
        entrance(entrances, "C", "Door C", null, 18, 42);
        entrance(entrances, "D", "Box stairs", null, 18, 0);
    }

    private static void entrance(ArrayNode entrances, String id, String name, String note, int x, int y) {
        ObjectNode entrance = entrances.addObject().put("id", id).put("name", name);
        if (note != null) {
            entrance.put("note", note);
        }
        entrance.putObject("at").put("x", x).put("y", y);
    }

    private static ObjectNode seat(ArrayNode seats, String id, int label, double x, double y, String category) {
        return seats.addObject()
                .put("id", id)
                .put("label", Integer.toString(label))
                .put("x", Math.round(x * 100) / 100.0)
                .put("y", Math.round(y * 100) / 100.0)
                .put("category", category);
    }

    private static void stalls(ObjectNode section) {
        section.put("name", "Stalls").put("level", "0").put("entrance", "A");
        ArrayNode rows = section.putArray("rows");
        for (char row = 'A'; row <= 'H'; row++) {
            ArrayNode seats = rows.addObject().put("label", String.valueOf(row)).putArray("seats");
            for (int n = 1; n <= STALLS_SEATS; n++) {
                ObjectNode seat = seat(seats, "S-" + row + '-' + n, n, n - 10.5, 7 + row - 'A', "Stalls");
                if (n == STALLS_SEATS / 2 + 1) {
                    seat.put("gapBefore", true);
                }
                if (row == 'D' && (n == 1 || n == STALLS_SEATS)) {
                    seat.put("restricted", true).put("note", "Behind a pillar");
                }
                if (row == 'H' && (n == 1 || n == STALLS_SEATS)) {
                    seat.put("companion", true);
                }
                if (row == 'H' && (n == 2 || n == STALLS_SEATS - 1)) {
                    seat.put("accessible", true).put("note", "Room for one wheelchair");
                }
            }
        }
    }

    private static void side(ObjectNode section, String name, int sign) {
        section.put("name", name).put("level", "0").put("entrance", "A").put("note", "Beside the stage");
        ArrayNode rows = section.putArray("rows");
        for (int row = 1; row <= 3; row++) {
            ArrayNode seats = rows.addObject().put("label", "S" + row).putArray("seats");
            for (int n = 1; n <= SIDE_SEATS; n++) {
                String id = (sign < 0 ? "L" : "R") + '-' + row + '-' + n;
                ObjectNode seat = seat(seats, id, n, sign * (6.0 + row), n - 4, "Side");
                if (n == 1) {
                    seat.put("restricted", true).put("note", "The back of the stage is not seen");
                }
            }
        }
    }

    private static void tables(ObjectNode section) {
        section.put("name", "Tables").put("level", "0").put("entrance", "B");
        ArrayNode rows = section.putArray("rows");
        for (int table = 0; table < TABLES; table++) {
            ObjectNode row =
                    rows.addObject().put("label", Integer.toString(table + 1)).put("kind", "round_table");
            if (table == 0) {
                row.put("note", "Served first");
            }
            ArrayNode seats = row.putArray("seats");
            double x = 4 * (table % TABLES_IN_A_LINE) - 14.0;
            double y = 18 + 4.0 * (table / TABLES_IN_A_LINE);
            for (int chair = 1; chair <= CHAIRS; chair++) {
                double angle = 2 * Math.PI * (chair - 1) / CHAIRS;
                seat(
                        seats,
                        "T" + (table + 1) + '-' + chair,
                        chair,
                        x + 1.3 * Math.sin(angle),
                        y - 1.3 * Math.cos(angle),
                        "Table");
            }
        }
    }

    private static void circle(ObjectNode section) {
        section.put("name", "Circle").put("level", "1").put("entrance", "C");
        ArrayNode rows = section.putArray("rows");
        for (char row = 'A'; row <= 'D'; row++) {
            ArrayNode seats = rows.addObject().put("label", String.valueOf(row)).putArray("seats");
            for (int n = 1; n <= CIRCLE_SEATS; n++) {
                seat(seats, "C-" + row + '-' + n, n, n - 15.5, 40 + row - 'A', "Circle");
            }
        }
    }

    private static void boxes(ObjectNode section) {
        section.put("name", "Boxes").put("level", "2").put("entrance", "D");
        ArrayNode rows = section.putArray("rows");
        for (int box = 1; box <= 6; box++) {
            ObjectNode row = rows.addObject()
                    .put("label", box == 1 ? "Royal box" : Integer.toString(box))
                    .put("kind", "box");
            ArrayNode seats = row.putArray("seats");
            for (int n = 1; n <= 4; n++) {
                double x = box % 2 == 0 ? 13 + n : -13 - n;
                seat(seats, "B" + box + '-' + n, n, x, 5.0 * ((box - 1) / 2), "Box");
            }
        }
    }

    private static void pit(ObjectNode area) {
        area.put("id", "pit").put("name", "The pit").put("capacity", 150).put("category", "Pit");
        area.put("x", 0).put("y", 4).put("level", "0").put("entrance", "A").put("note", "Standing, no seats");
        ArrayNode outline = area.putArray("outline");
        points(outline, -5, -4, -3.2, -4, -3.2, 3.2, 3.2, 3.2, 3.2, -4, 5, -4, 5, 5, -5, 5);
    }

    private static void drawing(ArrayNode drawing) {
        ObjectNode stage = drawing.addObject().put("kind", "stage").put("text", "Stage");
        points(stage.putArray("points"), -9, -9, 9, -9, 9, -5, 3, -5, 3, 3, -3, 3, -3, -5, -9, -5);
        ObjectNode wall = drawing.addObject().put("kind", "wall");
        points(wall.putArray("points"), -20, -9, -20, 45, 20, 45, 20, -9);
        ObjectNode text = drawing.addObject().put("kind", "text").put("text", "Bar");
        points(text.putArray("points"), 17, 20);
        ObjectNode desk = drawing.addObject().put("kind", "other").put("text", "Sound desk");
        points(desk.putArray("points"), -2, 15, 2, 15, 2, 15.8, -2, 15.8);
    }

    private static void points(ArrayNode points, double... at) {
        for (int i = 0; i < at.length; i += 2) {
            points.addObject().put("x", at[i]).put("y", at[i + 1]);
        }
    }
}
