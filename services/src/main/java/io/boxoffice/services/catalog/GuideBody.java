package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.seatmap.SeatGuide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what a seat map that is sent in tells people beside its seats, every text cleaned. For one thread. */
final class GuideBody {
    private static final double MAX_COORDINATE = 20_000_000;
    private static final int MAX_ID = 50;
    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 300;

    private final SeatGuide.Builder guide = new SeatGuide.Builder();
    private final Set<String> levels = new HashSet<>();
    private final Set<String> entrances = new HashSet<>();
    /** Named before what they name may have been read. */
    private final List<Named> named = new ArrayList<>();

    private int shapes;

    private record Named(String pointer, boolean isLevel, String id) {}

    /**
     * All that was read.
     *
     * @throws InvalidInputException that says each level and entrance which is named and not there
     */
    SeatGuide build() {
        FieldErrors errors = new FieldErrors();
        for (Named name : named) {
            if (!(name.isLevel ? levels : entrances).contains(name.id)) {
                errors.add(
                        name.pointer,
                        FieldErrors.INVALID,
                        name.isLevel ? "is no level of this map" : "is no entrance of this map");
            }
        }
        errors.throwIfAny();
        return guide.build();
    }

    /** A field of the whole map that only people want. */
    void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "levels" -> JsonFields.array(json, this::level);
            case "entrances" -> JsonFields.array(json, this::entrance);
            case "drawing" -> JsonFields.array(json, this::shape);
            default -> throw JsonFields.unknown(json);
        }
    }

    private void level(JsonParser json) throws IOException {
        Door level = new Door();
        JsonFields.object(json, level::levelField, "id", "name");
        if (!levels.add(level.id)) {
            throw JsonFields.invalid(json, "is a level whose id is taken");
        }
        requireRoom(json, levels.size(), SeatGuide.MAX_LEVELS);
        guide.level(new SeatGuide.Level(level.id, level.name, level.note));
    }

    private void entrance(JsonParser json) throws IOException {
        Door door = new Door();
        JsonFields.object(json, door::field, "id", "name");
        if (!entrances.add(door.id)) {
            throw JsonFields.invalid(json, "is an entrance whose id is taken");
        }
        requireRoom(json, entrances.size(), SeatGuide.MAX_LEVELS);
        guide.entrance(new SeatGuide.Entrance(door.id, door.name, door.note, door.at == null ? null : door.at.point()));
    }

    private void shape(JsonParser json) throws IOException {
        ShapeBody shape = new ShapeBody();
        JsonFields.object(json, shape::field, "kind", "points");
        if (shape.points.isEmpty()) {
            throw JsonFields.invalid(json, "has no points");
        }
        if (shape.kind == SeatGuide.ShapeKind.TEXT && shape.text == null) {
            throw JsonFields.invalid(json, "is a text without text");
        }
        requireRoom(json, ++shapes, SeatGuide.MAX_SHAPES);
        guide.shape(new SeatGuide.Shape(shape.kind, shape.text, shape.points));
    }

    /** Of one section, row or area. */
    Place place() {
        return new Place();
    }

    void section(int section, Place place) {
        guide.section(section, place.where());
    }

    void row(int row, Place place) {
        guide.row(row, new SeatGuide.Row(place.kind, place.where()));
    }

    void area(int area, Place place) {
        guide.area(area, new SeatGuide.Outline(place.where(), place.outline));
    }

    void seat(int seat, SeatGuide.About about) {
        guide.seat(seat, about.equals(SeatGuide.About.PLAIN) ? SeatGuide.About.PLAIN : about);
    }

    static String note(JsonParser json) throws IOException {
        return text(json, MAX_NOTE);
    }

    /** A text of one line that says something. */
    private static String text(JsonParser json, int maxLength) throws IOException {
        String stated = JsonFields.string(json);
        String clean;
        try {
            clean = Texts.line(stated, "").strip();
        } catch (InvalidInputException e) {
            throw JsonFields.invalid(json, e.reason());
        }
        if (clean.isEmpty()) {
            throw JsonFields.invalid(json, "is blank");
        }
        if (clean.length() > maxLength) {
            throw JsonFields.invalid(json, "is longer than " + maxLength + " characters");
        }
        return clean;
    }

    private static List<SeatGuide.Point> points(JsonParser json) throws IOException {
        List<SeatGuide.Point> points = new ArrayList<>();
        JsonFields.array(json, value -> {
            PointBody point = new PointBody();
            JsonFields.object(value, point::field, "x", "y");
            requireRoom(value, points.size() + 1, SeatGuide.MAX_POINTS);
            points.add(point.point());
        });
        return points;
    }

    private static void requireRoom(JsonParser json, int count, int max) {
        if (count > max) {
            throw JsonFields.invalid(json, "is one of more than " + max);
        }
    }

    private static <E extends Enum<E>> E oneOf(JsonParser json, Class<E> kinds) throws IOException {
        String text = JsonFields.string(json);
        for (E kind : kinds.getEnumConstants()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        String all = Arrays.toString(kinds.getEnumConstants()).toLowerCase(Locale.ROOT);
        throw JsonFields.invalid(json, "must be one of " + all.substring(1, all.length() - 1));
    }

    /** What a section, row or area says of where it is. */
    final class Place {
        private String level;
        private String entrance;
        private String note;
        private SeatGuide.RowKind kind = SeatGuide.RowKind.ROW;
        private List<SeatGuide.Point> outline = List.of();

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "level" -> level = name(json, true);
                case "entrance" -> entrance = name(json, false);
                case "note" -> note = GuideBody.note(json);
                default -> throw JsonFields.unknown(json);
            }
        }

        void rowField(String field, JsonParser json) throws IOException {
            if (field.equals("kind")) {
                kind = oneOf(json, SeatGuide.RowKind.class);
            } else if (field.equals("level")) {
                throw JsonFields.unknown(json);
            } else {
                field(field, json);
            }
        }

        void areaField(String field, JsonParser json) throws IOException {
            if (field.equals("outline")) {
                outline = points(json);
            } else {
                field(field, json);
            }
        }

        private String name(JsonParser json, boolean isLevel) throws IOException {
            String id = text(json, MAX_ID);
            named.add(new Named(json.getParsingContext().pathAsPointer().toString(), isLevel, id));
            return id;
        }

        SeatGuide.Where where() {
            return new SeatGuide.Where(level, entrance, note);
        }
    }

    /** A level's or an entrance's fields. */
    private static final class Door {
        private String id;
        private String name;
        private String note;
        private PointBody at;

        void levelField(String field, JsonParser json) throws IOException {
            switch (field) {
                case "id" -> id = text(json, MAX_ID);
                case "name" -> name = text(json, MAX_NAME);
                case "note" -> note = GuideBody.note(json);
                default -> throw JsonFields.unknown(json);
            }
        }

        void field(String field, JsonParser json) throws IOException {
            if (field.equals("at")) {
                PointBody point = new PointBody();
                JsonFields.object(json, point::field, "x", "y");
                at = point;
            } else {
                levelField(field, json);
            }
        }
    }

    private static final class ShapeBody {
        private SeatGuide.ShapeKind kind;
        private String text;
        private List<SeatGuide.Point> points = List.of();

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "kind" -> kind = oneOf(json, SeatGuide.ShapeKind.class);
                case "text" -> text = text(json, MAX_NAME);
                case "points" -> points = points(json);
                default -> throw JsonFields.unknown(json);
            }
        }
    }

    /** A point's fields, which become hundredths. */
    static final class PointBody {
        private int x;
        private int y;

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "x" -> x = hundredths(json);
                case "y" -> y = hundredths(json);
                default -> throw JsonFields.unknown(json);
            }
        }

        int x() {
            return x;
        }

        int y() {
            return y;
        }

        SeatGuide.Point point() {
            return new SeatGuide.Point(x, y);
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
