package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a seat map as it is sent in, seat by seat, without building a tree. Categories that are not listed before they are
 * used are taken in the order of their use.
 */
final class SeatMapBody {
    private static final double MAX_COORDINATE = 20_000_000;

    private final SeatMap.Builder map = new SeatMap.Builder();
    private final Map<String, Integer> categories = new HashMap<>();
    private final int maxSeats;
    private String name = "Seat map";

    SeatMapBody(int maxSeats) {
        this.maxSeats = maxSeats;
    }

    /**
     * @throws ProblemException when the body is not a seat map
     */
    SeatMap read(Call call) {
        try {
            call.readJson(this::field);
            return map.build();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpProblem.INVALID_VALUE, e.getMessage());
        }
    }

    /** The map's name, once it was read; there is one by default. */
    String name() {
        return name;
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "name" -> name = JsonFields.string(json, field);
            case "categories" -> JsonFields.array(json, field, e -> category(JsonFields.string(e, field)));
            case "sections" -> JsonFields.array(json, field, this::section);
            case "areas" -> JsonFields.array(json, field, this::area);
            case "focus" -> focus(json);
            default -> {
                // Skipped.
            }
        }
    }

    private int category(String category) {
        Integer known = categories.get(category);
        if (known == null) {
            known = categories.size();
            map.category(category);
            categories.put(category, known);
        }
        return known;
    }

    private void section(JsonParser json) throws IOException {
        named(json, "sections", "name", "rows", map::section, rows -> JsonFields.array(rows, "rows", this::row));
    }

    private void row(JsonParser json) throws IOException {
        named(json, "rows", "label", "seats", map::row, seats -> JsonFields.array(seats, "seats", this::seat));
    }

    /** Takes what a thing is called, as it must be known first. */
    private interface NameHandler {
        void onName(String name);
    }

    /** An object whose name must be known before its content; a content that comes first is kept until the name comes. */
    private static void named(
            JsonParser json,
            String what,
            String nameField,
            String contentField,
            NameHandler onName,
            JsonFields.ElementHandler onContent)
            throws IOException {
        boolean[] isNamed = {false};
        TokenBuffer[] early = {null};
        JsonFields.object(json, what, (field, value) -> {
            if (field.equals(nameField)) {
                onName.onName(JsonFields.string(value, what + '.' + field));
                isNamed[0] = true;
            } else if (field.equals(contentField)) {
                if (isNamed[0]) {
                    onContent.onElement(value);
                } else {
                    early[0] = new TokenBuffer(value);
                    early[0].copyCurrentStructure(value);
                }
            }
        });
        if (!isNamed[0]) {
            throw JsonFields.invalid(what + '.' + nameField, "is missing");
        }
        if (early[0] != null) {
            try (JsonParser kept = early[0].asParserOnFirstToken()) {
                onContent.onElement(kept);
            }
        }
    }

    /** A seat's or an area's fields. */
    private static final class Place {
        private String id;
        private String label;
        private String category;
        private int x;
        private int y;
        private boolean accessible;
        private boolean gapBefore;
        private int places = 1;
        private int capacity;

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = JsonFields.string(json, field);
                case "label", "name" -> label = JsonFields.string(json, field);
                case "category" -> category = JsonFields.string(json, field);
                case "x" -> x = hundredths(json, field);
                case "y" -> y = hundredths(json, field);
                case "accessible" -> accessible = JsonFields.bool(json, field);
                case "gapBefore" -> gapBefore = JsonFields.bool(json, field);
                case "places" -> places = (int) JsonFields.integer(json, field, 1, 9);
                case "capacity" -> capacity = (int) JsonFields.integer(json, field, 1, 1_000_000);
                default -> {
                    // Skipped.
                }
            }
        }

        void require() {
            if (id == null || id.isEmpty()) {
                throw JsonFields.invalid("id", "is missing");
            }
            if (category == null) {
                throw JsonFields.invalid("category", "is missing of " + id);
            }
        }
    }

    private void seat(JsonParser json) throws IOException {
        Place seat = new Place();
        JsonFields.object(json, "seats", seat::field);
        seat.require();
        if (map.seatCount() == maxSeats) {
            throw new ProblemException(
                    Problem.of(HttpProblem.TOO_LARGE, "too many seats").with("limit", maxSeats));
        }
        String label = seat.label == null ? seat.id : seat.label;
        int category = category(seat.category);
        map.seat(seat.id, label, seat.x, seat.y, category, seat.accessible, seat.gapBefore, seat.places);
    }

    private void area(JsonParser json) throws IOException {
        Place area = new Place();
        JsonFields.object(json, "areas", area::field);
        area.require();
        String label = area.label == null ? area.id : area.label;
        map.area(new SeatMap.Area(area.id, label, area.capacity, category(area.category), area.x, area.y));
    }

    private void focus(JsonParser json) throws IOException {
        Place point = new Place();
        JsonFields.object(json, "focus", point::field);
        map.focus(point.x, point.y);
    }

    private static int hundredths(JsonParser json, String field) throws IOException {
        double value = JsonFields.decimal(json, field);
        if (!(Math.abs(value) <= MAX_COORDINATE)) {
            throw JsonFields.invalid(field, "is out of range");
        }
        return (int) Math.round(value * 100);
    }
}
