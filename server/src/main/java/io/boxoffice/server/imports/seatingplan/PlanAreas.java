package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells areas that are sold from areas that are drawn. In these plans an area is mostly decoration: a stage, a wall, a
 * label. One is general admission when it says how many it holds ({@code capacity}), or when the caller does so by the area's
 * name or id; a text never is.
 */
final class PlanAreas {
    private static final String DEFAULT_CATEGORY = "General admission";
    private static final int MAX_CAPACITY = 1_000_000;
    private static final Pattern STAGE =
            Pattern.compile("(?iu)\\b(stage|screen|bühne|leinwand|scène|écran|escenario|palco|court)\\b");

    private final Map<String, Integer> asked;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final SeatMap.Builder map;
    private final PlanCategories categories;
    private final List<String> findings;
    private final SeatIds ids = new SeatIds();
    private int texts;
    private int count;

    PlanAreas(Map<String, Integer> asked, SeatMap.Builder map, PlanCategories categories, List<String> findings) {
        this.asked = asked;
        this.map = map;
        this.categories = categories;
        this.findings = findings;
    }

    void add(JsonNode area, Point zone, String zoneName) {
        count++;
        String id = first(PlanJson.text(area, "uuid"), PlanJson.text(area, "id"), PlanJson.text(area, "guid"));
        String name = first(
                PlanJson.text(area, "name"), PlanJson.text(area.path("text"), "text"), id, zoneName + " area " + count);
        String shape = first(PlanJson.text(area, "shape"), "unknown shape");
        Point centre = zone.plus(centre(area, shape, "area \"" + name + "\""));
        if (STAGE.matcher(name).find()) {
            map.focus(PlanJson.hundredths(centre.x()), PlanJson.hundredths(centre.y()));
            findings.add(
                    "area \"" + name + "\" (" + shape + ") looks like the stage: the best seats are nearest to it");
        }
        if (shape.equals("text")) {
            texts++;
            return;
        }
        seen.put(name, shape);
        int capacity = capacity(area, name, id);
        if (capacity == 0) {
            findings.add("area \"" + name + "\" (" + shape
                    + ") states no capacity and is left out as decoration; sell it with" + " --ga \"" + name
                    + "=CAPACITY\"");
            return;
        }
        int category = PlanJson.text(area, "category").isEmpty()
                ? categories.index(DEFAULT_CATEGORY)
                : categories.of(PlanJson.text(area, "category"));
        map.area(new SeatMap.Area(
                ids.id(id.isEmpty() ? name : id, zoneName, "area", Integer.toString(count)),
                ids.fitting(name),
                capacity,
                category,
                PlanJson.hundredths(centre.x()),
                PlanJson.hundredths(centre.y())));
        findings.add("area \"" + name + "\" (" + shape + ") is general admission for " + capacity);
    }

    /**
     * @throws ImportException when the caller named an area that is not there
     */
    void report() {
        if (texts > 0) {
            findings.add(texts + " texts are left out as decoration");
        }
        for (String name : asked.keySet()) {
            if (!answered.contains(name)) {
                throw new ImportException("no area is called \"" + name + "\" as --ga says; areas: "
                        + (seen.isEmpty() ? "none" : String.join(", ", seen.keySet())));
            }
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
                return at.plus(new Point(
                        area.path("rectangle").path("width").asDouble() / 2,
                        area.path("rectangle").path("height").asDouble() / 2));
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
