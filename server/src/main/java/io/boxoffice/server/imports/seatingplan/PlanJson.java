package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.imports.ImportException;
import java.util.Locale;

/** Reads values out of a plan's JSON, forgiving where plans in the wild differ, clear where they make no sense. */
final class PlanJson {
    static final double MAX_COORDINATE = 1e7;

    private PlanJson() {}

    /** A position relative to what it stands in, in the plan's unit. */
    record Point(double x, double y) {
        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }

        double distance(Point other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    /** The position of a node; one without a position stands at the origin of what it stands in. */
    static Point position(JsonNode node, String place) {
        return point(node.path("position"), place);
    }

    static Point point(JsonNode position, String place) {
        if (position.isMissingNode() || position.isNull()) {
            return new Point(0, 0);
        }
        return new Point(coordinate(position.get("x"), place, "x"), coordinate(position.get("y"), place, "y"));
    }

    /** A text, a number as text, or empty. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() || value.isContainerNode()
                ? ""
                : value.asText().strip();
    }

    static Iterable<JsonNode> items(JsonNode node, String field, String place) {
        JsonNode items = node.path(field);
        if (items.isMissingNode() || items.isNull()) {
            return java.util.List.of();
        }
        if (!items.isArray()) {
            throw new ImportException(place + ": \"" + field + "\" is not a list");
        }
        return items;
    }

    static int hundredths(double value) {
        return (int) Math.round(value * 100);
    }

    private static double coordinate(JsonNode value, String place, String axis) {
        double number = Double.NaN;
        if (value != null && value.isNumber()) {
            number = value.asDouble();
        } else if (value != null && value.isTextual()) {
            try {
                number = Double.parseDouble(value.asText());
            } catch (NumberFormatException e) {
                number = Double.NaN;
            }
        }
        if (!(Math.abs(number) <= MAX_COORDINATE)) {
            throw new ImportException(String.format(
                    Locale.ROOT, "%s: position.%s is %s, not a number up to %.0f", place, axis, value, MAX_COORDINATE));
        }
        return number;
    }
}
