package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws a hall as SVG from nothing but what the API answers of its seat map, as a client would. */
final class HallDrawing {
    private static final double MARGIN = 3;
    private static final String[] COLOURS = {"#b4457a", "#7a5cc2", "#2f7f79", "#b3721b", "#8a3324", "#4a6fa5"};

    private final JsonNode map;
    private final StringBuilder shapes = new StringBuilder();
    private final Map<String, String> colours = new TreeMap<>();
    private double minX = Double.MAX_VALUE;
    private double minY = Double.MAX_VALUE;
    private double maxX = -Double.MAX_VALUE;
    private double maxY = -Double.MAX_VALUE;
    private int seats;

    private HallDrawing(JsonNode map) {
        this.map = map;
    }

    /** The drawing, and how many seats are in it. */
    record Drawn(String svg, int seats) {}

    static Drawn of(JsonNode seatMap) {
        return new HallDrawing(seatMap).draw();
    }

    private Drawn draw() {
        map.path("categories")
                .forEach(category -> colours.put(category.asText(), COLOURS[colours.size() % COLOURS.length]));
        map.path("drawing").forEach(this::shape);
        map.path("areas").forEach(this::area);
        map.path("sections").forEach(this::section);
        map.path("entrances").forEach(this::entrance);
        double x = map.at("/focus/x").asDouble();
        double y = map.at("/focus/y").asDouble();
        add("<path d=\"M%.2f %.2fh1M%.2f %.2fv1\" stroke=\"#000\" stroke-width=\".15\"/>", x - .5, y, x, y - .5);
        String head = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.2f %.2f %.2f %.2f\" width=\"1200\" font-family=\"sans-serif\""
                        + " text-anchor=\"middle\"><rect x=\"%1$.2f\" y=\"%2$.2f\" width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                minX - MARGIN,
                minY - MARGIN,
                maxX - minX + 2 * MARGIN,
                maxY - minY + 2 * MARGIN);
        return new Drawn(head + shapes + "</svg>\n", seats);
    }

    private void add(String format, Object... values) {
        shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void reach(double x, double y) {
        minX = Math.min(minX, x);
        minY = Math.min(minY, y);
        maxX = Math.max(maxX, x);
        maxY = Math.max(maxY, y);
    }

    private String path(JsonNode points, boolean closed) {
        StringBuilder path = new StringBuilder();
        for (JsonNode point : points) {
            double x = point.path("x").asDouble();
            double y = point.path("y").asDouble();
            reach(x, y);
            path.append(path.isEmpty() ? 'M' : 'L').append(x).append(' ').append(y);
        }
        return closed ? path.append('Z').toString() : path.toString();
    }

    private void text(double x, double y, double size, String text) {
        add(
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\">%s</text>",
                x, y, size, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    /** In the middle of what it is written on. */
    private void text(JsonNode points, double size, String text) {
        double x = 0;
        double y = 0;
        for (JsonNode point : points) {
            x += point.path("x").asDouble() / points.size();
            y += point.path("y").asDouble() / points.size();
        }
        text(x, y, size, text);
    }

    private void shape(JsonNode shape) {
        String kind = shape.path("kind").asText();
        JsonNode points = shape.path("points");
        String path = path(points, !kind.equals("wall"));
        if (points.size() > 1) {
            String fill =
                    kind.equals("stage") || kind.equals("screen") ? "#ddd" : kind.equals("wall") ? "none" : "#f4f4f4";
            add("<path d=\"%s\" fill=\"%s\" stroke=\"#999\" stroke-width=\".2\"/>", path, fill);
        }
        if (shape.has("text")) {
            text(points, .8, shape.path("text").asText());
        }
    }

    private void area(JsonNode area) {
        add(
                "<path d=\"%s\" fill=\"%s\" fill-opacity=\".25\"/>",
                path(area.path("outline"), true),
                colours.get(area.path("category").asText()));
        text(
                area.path("x").asDouble(),
                area.path("y").asDouble() + .3,
                .9,
                area.path("name").asText() + " (" + area.path("capacity").asInt() + ")");
    }

    private void section(JsonNode section) {
        section.path("rows").forEach(row -> row(section, row));
    }

    private void row(JsonNode section, JsonNode row) {
        double x = 0;
        double y = 0;
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        JsonNode all = row.path("seats");
        for (JsonNode seat : all) {
            seat(seat);
            x += seat.path("x").asDouble() / all.size();
            y += seat.path("y").asDouble() / all.size();
            left = Math.min(left, seat.path("x").asDouble());
            top = Math.min(top, seat.path("y").asDouble());
        }
        String label = row.path("label").asText();
        boolean first = row == section.path("rows").get(0);
        if (row.path("kind").asText().contains("table")) {
            add("<circle cx=\"%.2f\" cy=\"%.2f\" r=\".75\" fill=\"#eee\" stroke=\"#999\" stroke-width=\".05\"/>", x, y);
            text(x, y + .25, .7, label);
        } else if (x - left < .5 && all.size() > 1) {
            text(x, top - .6, .6, label);
        } else {
            text(left - .4 - .3 * label.length(), y + .25, .7, label);
        }
        if (first) {
            text(x, top - 1.4, .8, section.path("name").asText() + ", " + level(section));
        }
    }

    private String level(JsonNode section) {
        for (JsonNode level : map.path("levels")) {
            if (level.path("id").equals(section.path("level"))) {
                return level.path("name").asText();
            }
        }
        return "no level";
    }

    private void seat(JsonNode seat) {
        double x = seat.path("x").asDouble();
        double y = seat.path("y").asDouble();
        reach(x, y);
        seats++;
        String colour = colours.get(seat.path("category").asText());
        boolean restricted = seat.path("restricted").asBoolean();
        add(
                "<circle cx=\"%.2f\" cy=\"%.2f\" r=\".36\" fill=\"%s\" stroke=\"%s\" stroke-width=\".1\"/>",
                x, y, restricted ? "#fff" : colour, colour);
        String sign = seat.path("accessible").asBoolean()
                ? "♿"
                : seat.path("companion").asBoolean() ? "C" : seat.path("label").asText();
        add(
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\".36\" fill=\"%s\">%s</text>",
                x, y + .13, restricted ? "#000" : "#fff", sign);
    }

    private void entrance(JsonNode entrance) {
        double x = entrance.at("/at/x").asDouble();
        double y = entrance.at("/at/y").asDouble();
        reach(x, y);
        add("<path d=\"M%.2f %.2fl.6 1h-1.2z\" fill=\"#176\"/>", x, y);
        text(x, y - .3, .8, entrance.path("name").asText());
    }
}
