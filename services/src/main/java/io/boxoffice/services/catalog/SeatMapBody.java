package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.databind.util.TokenBufferReadContext;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatGuide;
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
    private final SeatMap.Builder map = new SeatMap.Builder();
    private final GuideBody guide = new GuideBody();
    private final Map<String, Integer> categories = new HashMap<>();
    private final int maxSeats;
    private final long id;
    private String name = "Seat map";
    private int sections;
    private int rows;
    private int areas;

    /** One of a map that is new. */
    SeatMapBody(int maxSeats) {
        this(maxSeats, 0);
    }

    /** One of a map that is there, and may say so. */
    SeatMapBody(int maxSeats, long id) {
        this.maxSeats = maxSeats;
        this.id = id;
    }

    /**
     * The map of a request.
     *
     * @throws ProblemException when the body is not a seat map
     */
    SeatMap read(Call call) {
        return read(() -> call.readJson(this::field));
    }

    /** The same of text that was kept. */
    SeatMap read(byte[] json) {
        return read(() -> JsonFields.read(json, this::field));
    }

    private SeatMap read(Runnable reading) {
        try {
            reading.run();
            SeatMap read = map.guide(guide.build()).build();
            requireWholeCouples(read);
            return read;
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpProblem.INVALID_VALUE, e.getMessage());
        }
    }

    private static void requireWholeCouples(SeatMap map) {
        Neighbours neighbours = new Neighbours(map);
        FieldErrors errors = new FieldErrors();
        for (int seat = 0; seat < map.seatCount(); seat++) {
            if (map.guide().seat(seat).couple() && neighbours.otherHalf(seat) < 0) {
                String at = SeatPointers.seat(map, seat) + "/couple";
                errors.add(at, FieldErrors.INVALID, "has no other half beside it");
            }
        }
        errors.throwIfAny();
    }

    /** The map's name, once it was read; there is one by default. */
    String name() {
        return name;
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "id" -> requireId(json);
            case "name" -> name = JsonFields.string(json);
            case "categories" -> JsonFields.array(json, e -> category(JsonFields.string(e)));
            case "sections" -> JsonFields.array(json, this::section);
            case "areas" -> JsonFields.array(json, this::area);
            case "focus" -> focus(json);
            default -> guide.field(field, json);
        }
    }

    private void requireId(JsonParser json) throws IOException {
        if (id == 0) {
            throw JsonFields.unknown(json);
        }
        if (JsonFields.id(json) != id) {
            throw JsonFields.invalid(json, "is the id of another map");
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
        GuideBody.Place place = guide.place();
        Consumer<String> named = text -> {
            map.section(text);
            sections++;
        };
        new Named("name", "rows", named, this::row, place::field).read(json);
        guide.section(sections - 1, place);
    }

    private void row(JsonParser json) throws IOException {
        GuideBody.Place place = guide.place();
        Consumer<String> named = text -> {
            map.row(text);
            rows++;
        };
        new Named("label", "seats", named, this::seat, place::rowField).read(json);
        guide.row(rows - 1, place);
    }

    /** An object whose name must be known before its content; a content that comes first is kept until the name comes. */
    private static final class Named {
        private final String nameField;
        private final String contentField;
        private final Consumer<String> onName;
        private final JsonFields.ElementHandler onElement;
        private final JsonFields.Handler others;
        private boolean isNamed;
        private JsonParser early;

        Named(
                String nameField,
                String contentField,
                Consumer<String> onName,
                JsonFields.ElementHandler onElement,
                JsonFields.Handler others) {
            this.nameField = nameField;
            this.contentField = contentField;
            this.onName = onName;
            this.onElement = onElement;
            this.others = others;
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
                others.onField(field, json);
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
        Sold seat = new Sold();
        JsonFields.object(json, seat::ofSeat, "id", "category");
        if (map.seatCount() == maxSeats) {
            throw new ProblemException(
                    Problem.of(HttpProblem.TOO_LARGE, "too many seats").with("limit", maxSeats));
        }
        String label = seat.label == null ? seat.id : seat.label;
        int category = category(seat.category);
        guide.seat(map.seatCount(), new SeatGuide.About(seat.companion, seat.restricted, seat.couple, seat.note));
        map.seat(seat.id, label, seat.at.x(), seat.at.y(), category, seat.accessible, seat.gapBefore, seat.places);
    }

    private void area(JsonParser json) throws IOException {
        Sold area = new Sold();
        GuideBody.Place place = guide.place();
        JsonFields.object(
                json,
                (field, value) -> {
                    if (!area.ofArea(field, value)) {
                        place.areaField(field, value);
                    }
                },
                "id",
                "category",
                "capacity");
        String label = area.label == null ? area.id : area.label;
        map.area(new SeatMap.Area(area.id, label, area.capacity, category(area.category), area.at.x(), area.at.y()));
        guide.area(areas++, place);
    }

    private void focus(JsonParser json) throws IOException {
        GuideBody.PointBody point = new GuideBody.PointBody();
        JsonFields.object(json, point::field, "x", "y");
        map.focus(point.x(), point.y());
    }

    /** A seat's or an area's fields. */
    private static final class Sold {
        private final GuideBody.PointBody at = new GuideBody.PointBody();
        private String id;
        private String label;
        private String category;
        private String note;
        private boolean accessible;
        private boolean companion;
        private boolean restricted;
        private boolean couple;
        private boolean gapBefore;
        private int places = 1;
        private int capacity;

        void ofSeat(String field, JsonParser json) throws IOException {
            switch (field) {
                case "label" -> label = JsonFields.string(json);
                case "accessible" -> accessible = JsonFields.bool(json);
                case "companion" -> companion = JsonFields.bool(json);
                case "restricted" -> restricted = JsonFields.bool(json);
                case "couple" -> couple = JsonFields.bool(json);
                case "note" -> note = GuideBody.note(json);
                case "gapBefore" -> gapBefore = JsonFields.bool(json);
                case "places" -> places = (int) JsonFields.integer(json, 1, 9);
                default -> {
                    if (!ofBoth(field, json)) {
                        throw JsonFields.unknown(json);
                    }
                }
            }
        }

        boolean ofArea(String field, JsonParser json) throws IOException {
            switch (field) {
                case "name" -> label = JsonFields.string(json);
                case "capacity" -> capacity = (int) JsonFields.integer(json, 1, 1_000_000);
                default -> {
                    return ofBoth(field, json);
                }
            }
            return true;
        }

        private boolean ofBoth(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = JsonFields.string(json);
                case "category" -> category = JsonFields.string(json);
                case "x", "y" -> at.field(field, json);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
