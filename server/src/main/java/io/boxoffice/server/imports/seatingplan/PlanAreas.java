package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells areas that are sold from areas that are drawn. In these plans an area is mostly decoration: a stage, a wall, a
 * label. One is general admission when it says how many it holds ({@code capacity}), or when the caller does so by the area's
 * name or id; a text never is.
 */
final class PlanAreas {
    private static final String DEFAULT_CATEGORY = "General admission";
    private static final int MAX_CAPACITY = 1_000_000;
    private static final String DECORATION =
            "areas that state no capacity are left out as decoration; sell one with --ga NAME=CAPACITY";

    private final Map<String, Integer> asked;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final SeatMap.Builder map;
    private final PlanCategories categories;
    private final PlanFocus focus;
    private final PlanExtent extent;
    private final Findings findings;
    private final PlanLabels labels;
    private int texts;
    private int count;
    private int sold;

    PlanAreas(
            Map<String, Integer> asked,
            SeatMap.Builder map,
            PlanCategories categories,
            PlanLabels labels,
            PlanFocus focus,
            PlanExtent extent,
            Findings findings) {
        this.asked = asked;
        this.map = map;
        this.categories = categories;
        this.labels = labels;
        this.focus = focus;
        this.extent = extent;
        this.findings = findings;
    }

    void add(JsonNode area, Point zone, String zoneName) {
        count++;
        String id = first(PlanJson.text(area, "uuid"), PlanJson.text(area, "id"), PlanJson.text(area, "guid"));
        // Older plans write the text itself where newer ones have it in an object.
        String word = first(
                PlanJson.text(area, "name"), PlanJson.text(area.path("text"), "text"), PlanJson.text(area, "text"));
        String name = first(word, zoneName + " area " + count);
        String shape = first(PlanJson.text(area, "shape"), area.has("width") ? "rectangle" : "unknown shape");
        Point centre = zone.plus(centre(area, shape, "area \"" + name + "\""));
        if (shape.equals("text")) {
            focus.add(word, shape, centre, false);
            texts++;
            return;
        }
        seen.put(name, shape);
        int capacity = capacity(area, name, id);
        focus.add(word, shape, centre, capacity > 0);
        if (capacity == 0) {
            findings.add(DECORATION, "\"" + name + "\" (" + shape + ")");
            return;
        }
        int category = PlanJson.text(area, "category").isEmpty()
                ? categories.index(DEFAULT_CATEGORY)
                : categories.of(PlanJson.text(area, "category"));
        String own = labels.area(name);
        map.area(new SeatMap.Area(
                own, own, capacity, category, PlanJson.hundredths(centre.x()), PlanJson.hundredths(centre.y())));
        extent.add(centre);
        sold++;
        findings.add("areas sold as general admission", "\"" + own + "\" (" + shape + ") for " + capacity);
    }

    /**
     * @throws ImportException when the caller named an area that is not there
     */
    void report() {
        if (texts > 0) {
            findings.add("texts left out as decoration", Integer.toString(texts));
        }
        for (String name : asked.keySet()) {
            if (!answered.contains(name)) {
                throw new ImportException("no area is called \"" + name + "\" as --ga says; areas: "
                        + (seen.isEmpty() ? "none" : String.join(", ", seen.keySet())));
            }
        }
    }

    /**
     * @throws ImportException when nothing is sold, and there is something that could be
     */
    void requireSold() {
        if (sold == 0 && !seen.isEmpty()) {
            throw new ImportException(
                    "no seats, and no area states a capacity: sell one with --ga NAME=CAPACITY; areas: "
                            + String.join(", ", seen.keySet()));
        }
    }

    private int capacity(JsonNode area, String name, String id) {
        String key = asked.containsKey(id) ? id : name;
        Integer given = asked.get(key);
        if (given != null) {
            if (!answered.add(key)) {
                throw new ImportException("several areas are called \"" + name + "\": name the one by its id in --ga");
            }
            return given;
        }
        long stated = area.path("capacity").asLong(0);
        if (stated < 0 || stated > MAX_CAPACITY) {
            throw new ImportException(
                    "area \"" + name + "\": capacity " + stated + " is not from 1 to " + MAX_CAPACITY);
        }
        return (int) stated;
    }

    /** The middle of an area, relative to its zone. */
    private static Point centre(JsonNode area, String shape, String place) {
        Point at = PlanJson.position(area, place);
        switch (shape) {
            case "rectangle":
                JsonNode size = area.has("rectangle") ? area.path("rectangle") : area;
                return at.plus(new Point(
                        size.path("width").asDouble() / 2, size.path("height").asDouble() / 2));
            case "polygon":
                double x = 0;
                double y = 0;
                int points = 0;
                for (JsonNode point : PlanJson.items(area.path("polygon"), "points", place)) {
                    Point corner = PlanJson.point(point, place);
                    x += corner.x();
                    y += corner.y();
                    points++;
                }
                return points == 0 ? at : at.plus(new Point(x / points, y / points));
            default:
                return at;
        }
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
