package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.databind.util.TokenBufferReadContext;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

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
            case "name" -> name = JsonFields.string(json);
            case "categories" -> JsonFields.array(json, e -> category(JsonFields.string(e)));
            case "sections" -> JsonFields.array(json, e -> new Named("name", "rows", map::section, this::row).read(e));
            case "areas" -> JsonFields.array(json, this::area);
            case "focus" -> focus(json);
            default -> throw JsonFields.unknown(json);
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

    private void row(JsonParser json) throws IOException {
        new Named("label", "seats", map::row, this::seat).read(json);
    }

    /** An object whose name must be known before its content; a content that comes first is kept until the name comes. */
    private static final class Named {
        private final String nameField;
        private final String contentField;
        private final Consumer<String> onName;
        private final JsonFields.ElementHandler onElement;
        private boolean isNamed;
        private JsonParser early;

        Named(String nameField, String contentField, Consumer<String> onName, JsonFields.ElementHandler onElement) {
            this.nameField = nameField;
            this.contentField = contentField;
            this.onName = onName;
            this.onElement = onElement;
        }

        void read(JsonParser json) throws IOException {
            JsonFields.object(json, this::field, nameField, contentField);
        }

        private void field(String field, JsonParser json) throws IOException {
            if (field.equals(nameField)) {
                onName.accept(JsonFields.string(json));
                isNamed = true;
                if (early != null) {
                    JsonFields.array(early, onElement);
                }
            } else if (!field.equals(contentField)) {
                throw JsonFields.unknown(json);
            } else if (isNamed) {
                JsonFields.array(json, onElement);
            } else {
                TokenBuffer kept = new TokenBuffer(json);
                // As it is now, while the other parser stands there: errors are told with their place in the body.
                kept.overrideParentContext(TokenBufferReadContext.createRootContext(
                        json.getParsingContext().getParent()));
                kept.copyCurrentStructure(json);
                early = kept.asParserOnFirstToken();
            }
        }
    }

    private void seat(JsonParser json) throws IOException {
        Place seat = new Place();
        JsonFields.object(json, seat::ofSeat, "id", "category");
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
        JsonFields.object(json, area::ofArea, "id", "category", "capacity");
        String label = area.label == null ? area.id : area.label;
        map.area(new SeatMap.Area(area.id, label, area.capacity, category(area.category), area.x, area.y));
    }

    private void focus(JsonParser json) throws IOException {
        Place point = new Place();
        JsonFields.object(json, point::ofPoint, "x", "y");
        map.focus(point.x, point.y);
    }

    /** A seat's, an area's or a point's fields. */
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

        void ofSeat(String field, JsonParser json) throws IOException {
            switch (field) {
                case "label" -> label = JsonFields.string(json);
                case "accessible" -> accessible = JsonFields.bool(json);
                case "gapBefore" -> gapBefore = JsonFields.bool(json);
                case "places" -> places = (int) JsonFields.integer(json, 1, 9);
                default -> ofBoth(field, json);
            }
        }

        void ofArea(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> label = JsonFields.string(json);
                case "capacity" -> capacity = (int) JsonFields.integer(json, 1, 1_000_000);
                default -> ofBoth(field, json);
            }
        }

        private void ofBoth(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = JsonFields.string(json);
                case "category" -> category = JsonFields.string(json);
                default -> ofPoint(field, json);
            }
        }

        void ofPoint(String field, JsonParser json) throws IOException {
            switch (field) {
                case "x" -> x = hundredths(json);
                case "y" -> y = hundredths(json);
                default -> throw JsonFields.unknown(json);
            }
        }

        private static int hundredths(JsonParser json) throws IOException {
            double value = JsonFields.decimal(json);
            if (!(Math.abs(value) <= MAX_COORDINATE)) {
                throw JsonFields.invalid(json, "is out of range");
            }
            return (int) Math.round(value * 100);
        }
    }
}
