package io.boxoffice.protocol.seatmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What people are told of a seat map beside what the booking core sells by: levels, ways in, what to know of a seat, and the drawing.
 * Immutable; any thread may read. The core's own maps have {@link #NONE}.
 */
public final class SeatGuide {
    /** The most levels, and the most entrances, a map may have. */
    public static final int MAX_LEVELS = 100;

    /** The most shapes a drawing may have. */
    public static final int MAX_SHAPES = 1_000;

    /** The most points a shape, or an area's outline, may have. */
    public static final int MAX_POINTS = 1_000;

    /** Of a map of which nothing is told. */
    public static final SeatGuide NONE = new Builder().build();

    private final List<Level> levels;
    private final List<Entrance> entrances;
    private final List<Where> sections;
    private final List<Row> rows;
    private final List<About> seats;
    private final List<Outline> areas;
    private final List<Shape> drawing;

    /** What a row is, which decides how it is called. */
    public enum RowKind {
        ROW,
        /** Each chair is a seat of its own. */
        TABLE,
        /** A table whose first and last chairs are neighbours. */
        ROUND_TABLE,
        BOX;

        /** Whether people sit around it. */
        public boolean isTable() {
            return this == TABLE || this == ROUND_TABLE;
        }
    }

    /** What a shape of the drawing stands for. */
    public enum ShapeKind {
        STAGE,
        SCREEN,
        WALL,
        TEXT,
        OTHER
    }

    /** A point of the plan, in hundredths of its unit. */
    public record Point(int x, int y) {}

    /** A floor of the house. {@code note} may be null. */
    public record Level(String id, String name, String note) {}

    /** A way in. {@code note} may be null, and {@code at}: it is not drawn. */
    public record Entrance(String id, String name, String note, Point at) {}

    /**
     * Where a section, row or area is, and what to know of it.
     *
     * @param level    an id, or null
     * @param entrance an id, or null
     * @param note     or null
     */
    public record Where(String level, String entrance, String note) {
        static final Where UNSAID = new Where(null, null, null);
    }

    /** A row: what it is, and where. */
    public record Row(RowKind kind, Where where) {
        static final Row PLAIN = new Row(RowKind.ROW, Where.UNSAID);
    }

    /**
     * What to know of a seat before it is chosen.
     *
     * @param companion  for somebody who comes along with one who needs an accessible seat
     * @param restricted the view is not whole
     * @param couple     one half of a seat for two; two neighbours in turn belong together
     * @param note       or null
     */
    public record About(boolean companion, boolean restricted, boolean couple, String note) {
        /** A seat like any other. */
        public static final About PLAIN = new About(false, false, false, null);
    }

    /** Where an area is, and its outline, which may be empty. */
    public record Outline(Where where, List<Point> points) {
        static final Outline UNSAID = new Outline(Where.UNSAID, List.of());

        /** Keeps a copy. */
        public Outline {
            points = List.copyOf(points);
        }
    }

    /**
     * A part of the drawing.
     *
     * @param text   or null
     * @param points one: where the text stands; more: a line, closed unless it is a wall
     */
    public record Shape(ShapeKind kind, String text, List<Point> points) {
        /** Keeps a copy. */
        public Shape {
            points = List.copyOf(points);
        }
    }

    private SeatGuide(Builder b) {
        levels = List.copyOf(b.levels);
        entrances = List.copyOf(b.entrances);
        sections = List.copyOf(b.sections);
        rows = List.copyOf(b.rows);
        seats = List.copyOf(b.seats);
        areas = List.copyOf(b.areas);
        drawing = List.copyOf(b.drawing);
    }

    /** In the order in which they were given. */
    public List<Level> levels() {
        return levels;
    }

    /** In the order in which they were given. */
    public List<Entrance> entrances() {
        return entrances;
    }

    /** What is drawn, the hindmost first. */
    public List<Shape> drawing() {
        return drawing;
    }

    /** Where a section is. */
    public Where section(int section) {
        return at(sections, section, Where.UNSAID);
    }

    /** A row by its number in the map. */
    public Row row(int row) {
        return at(rows, row, Row.PLAIN);
    }

    /** A seat by its number in the map. */
    public About seat(int seat) {
        return at(seats, seat, About.PLAIN);
    }

    /** Where an area is. */
    public Outline area(int area) {
        return at(areas, area, Outline.UNSAID);
    }

    /** The level a place says; null: none. */
    public Level level(Where where) {
        for (Level level : levels) {
            if (level.id().equals(where.level())) {
                return level;
            }
        }
        return null;
    }

    /** The entrance a place says; null: none. */
    public Entrance entrance(Where where) {
        for (Entrance entrance : entrances) {
            if (entrance.id().equals(where.entrance())) {
                return entrance;
            }
        }
        return null;
    }

    private static <T> T at(List<T> all, int index, T unsaid) {
        return index < all.size() ? all.get(index) : unsaid;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeatGuide guide
                && levels.equals(guide.levels)
                && entrances.equals(guide.entrances)
                && sections.equals(guide.sections)
                && rows.equals(guide.rows)
                && seats.equals(guide.seats)
                && areas.equals(guide.areas)
                && drawing.equals(guide.drawing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(levels, entrances, sections, rows, seats, areas, drawing);
    }

    /** Collects a guide, each thing by its number in the map. Not thread-safe. */
    public static final class Builder {
        private final List<Level> levels = new ArrayList<>();
        private final List<Entrance> entrances = new ArrayList<>();
        private final List<Where> sections = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private final List<About> seats = new ArrayList<>();
        private final List<Outline> areas = new ArrayList<>();
        private final List<Shape> drawing = new ArrayList<>();

        /**
         * The next level.
         *
         * @throws IllegalArgumentException when its id is taken, or there are too many
         */
        public Builder level(Level level) {
            require(levels.stream().noneMatch(known -> known.id().equals(level.id())), "level twice: " + level.id());
            require(levels.size() < MAX_LEVELS, "more than " + MAX_LEVELS + " levels");
            levels.add(level);
            return this;
        }

        /**
         * The next entrance.
         *
         * @throws IllegalArgumentException when its id is taken, or there are too many
         */
        public Builder entrance(Entrance entrance) {
            require(
                    entrances.stream().noneMatch(known -> known.id().equals(entrance.id())),
                    "entrance twice: " + entrance.id());
            require(entrances.size() < MAX_LEVELS, "more than " + MAX_LEVELS + " entrances");
            entrances.add(entrance);
            return this;
        }

        /** Where a section is. */
        public Builder section(int section, Where where) {
            put(sections, section, where, Where.UNSAID);
            return this;
        }

        /** What a row is, and where. */
        public Builder row(int row, Row told) {
            put(rows, row, told, Row.PLAIN);
            return this;
        }

        /** What to know of a seat. */
        public Builder seat(int seat, About about) {
            put(seats, seat, about, About.PLAIN);
            return this;
        }

        /** Where an area is. */
        public Builder area(int area, Outline outline) {
            put(areas, area, outline, Outline.UNSAID);
            return this;
        }

        /**
         * The next shape, over those before.
         *
         * @throws IllegalArgumentException when there are too many
         */
        public Builder shape(Shape shape) {
            require(drawing.size() < MAX_SHAPES, "more than " + MAX_SHAPES + " shapes");
            drawing.add(shape);
            return this;
        }

        /** The guide. */
        public SeatGuide build() {
            return new SeatGuide(this);
        }

        /** What is like all others needs no room behind the last that is not. */
        private static <T> void put(List<T> all, int index, T told, T unsaid) {
            if (index < all.size()) {
                all.set(index, told);
            } else if (!told.equals(unsaid)) {
                while (all.size() < index) {
                    all.add(unsaid);
                }
                all.add(told);
            }
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
