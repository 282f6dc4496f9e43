package io.boxoffice.server.imports.demo;

import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a hall is furnished. Lengths are in seat widths; the stage is at the top, and y grows away from it.
 *
 * @param tables    round tables, before the rows
 * @param sections  blocks of rows; those that follow each other under one name are one section
 * @param tiers     rings of blocks around the middle
 * @param areas     where people stand
 * @param focus     x and y of the point that the best seats are nearest to; null: the middle of the front
 * @param levels    floors, which sections name
 * @param entrances ways in, which sections name
 * @param drawing   what is drawn and not sold
 */
record DemoHall(
        List<Tables> tables,
        List<Section> sections,
        List<Tier> tiers,
        List<Standing> areas,
        int[] focus,
        List<SeatGuide.Level> levels,
        List<SeatGuide.Entrance> entrances,
        List<Drawn> drawing) {
    private static final int UNIT = 100;
    /** Of an aisle, and of a row from the next. */
    private static final int AISLE = UNIT;

    private static final int TABLES_A_LINE = 3;
    /** From the middle of a table to that of the next. */
    private static final int TABLES_APART = 9 * UNIT / 2;
    /** From the middle of a table to its chairs. */
    private static final int TABLE_RADIUS = 13 * UNIT / 10;

    private static final SeatGuide.Where UNSAID = new SeatGuide.Where(null, null, null);

    DemoHall {
        tables = tables == null ? List.of() : tables;
        sections = sections == null ? List.of() : sections;
        tiers = tiers == null ? List.of() : tiers;
        areas = areas == null ? List.of() : areas;
        levels = levels == null ? List.of() : levels;
        entrances = entrances == null ? List.of() : entrances;
        drawing = drawing == null ? List.of() : drawing;
    }

    /**
     * Round tables in lines of three, in a section of their own.
     *
     * @param prefix of the ids of its chairs
     * @param chairs of each table
     * @param x      the middle of the first
     * @param y      the middle of the first
     * @param where  what people are told of all of them; null: nothing
     */
    record Tables(
            String name, String category, String prefix, int count, int chairs, int x, int y, SeatGuide.Where where) {}

    /**
     * A part of the drawing.
     *
     * @param kind   such as {@code STAGE}
     * @param points x and y of each corner
     */
    record Drawn(SeatGuide.ShapeKind kind, String text, List<int[]> points) {}

    /**
     * Straight rows, one behind the other.
     *
     * @param prefix     of the ids of its seats, or null
     * @param aisles     the seats, from 1, that an aisle lies before
     * @param accessible how many seats of the last row are accessible, half of them at each end
     * @param companions whether every other one of those is for somebody who comes along
     * @param restricted how many seats at each end of each row do not see everything
     * @param couples    whether two seats in turn are a seat for two
     * @param places     people a seat admits; 0: one
     * @param x          its left
     * @param y          its front
     * @param where      what people are told of all of it; null: nothing
     */
    record Section(
            String name,
            String category,
            String prefix,
            int rows,
            int seats,
            List<Integer> aisles,
            int accessible,
            boolean companions,
            int restricted,
            boolean couples,
            int places,
            int x,
            int y,
            SeatGuide.Where where) {
        Section {
            prefix = prefix == null ? "" : prefix;
            aisles = aisles == null ? List.of() : aisles;
            places = Math.max(1, places);
        }

        /** How far a seat, from 1, is from the nearer end of its row: 1 is the end. */
        private int fromEnd(int seat) {
            return Math.min(seat, seats + 1 - seat);
        }

        /** Whether a seat, from 1, is kept for those who need an accessible one, and for who comes along. */
        private boolean isKept(int row, int seat) {
            return row == rows - 1 && fromEnd(seat) <= accessible / 2;
        }

        private boolean isCompanions(int row, int seat) {
            return companions && isKept(row, seat) && fromEnd(seat) % 2 == 0;
        }
    }

    /**
     * Blocks of straight rows around the middle.
     *
     * @param firstBlock its number; the others count on
     * @param radius     from the middle to the first row
     * @param accessible whether the first two seats of each block's first row are
     */
    record Tier(String category, int firstBlock, int blocks, int rows, int seats, int radius, boolean accessible) {}

    /** Places without numbers. */
    record Standing(String id, String name, String category, int capacity, int x, int y) {}

    /** The map that the catalog takes. */
    SeatMap draw() {
        SeatMap.Builder map = new SeatMap.Builder();
        SeatGuide.Builder guide = new SeatGuide.Builder();
        Map<String, Integer> categories = new HashMap<>();
        tables.forEach(some -> category(map, categories, some.category));
        sections.forEach(section -> category(map, categories, section.category));
        tiers.forEach(tier -> category(map, categories, tier.category));
        areas.forEach(area -> category(map, categories, area.category));
        tables.forEach(some -> addTables(map, guide, some, categories.get(some.category)));
        Section before = null;
        int row = 0;
        for (Section section : sections) {
            boolean goesOn = before != null && section.name.equals(before.name);
            if (!goesOn) {
                map.section(section.name);
                tell(guide, map, section.where);
                row = 0;
            }
            addRows(map, guide, section, row, categories.get(section.category));
            row += section.rows;
            before = section;
        }
        tiers.forEach(tier -> addBlocks(map, tier, categories.get(tier.category)));
        areas.forEach(area -> map.area(new SeatMap.Area(
                area.id, area.name, area.capacity, categories.get(area.category), area.x * UNIT, area.y * UNIT)));
        if (focus != null) {
            map.focus(focus[0] * UNIT, focus[1] * UNIT);
        }
        levels.forEach(guide::level);
        entrances.forEach(guide::entrance);
        drawing.forEach(drawn -> guide.shape(new SeatGuide.Shape(
                drawn.kind,
                drawn.text,
                drawn.points.stream()
                        .map(point -> new SeatGuide.Point(point[0] * UNIT, point[1] * UNIT))
                        .toList())));
        return map.guide(guide.build()).build();
    }

    /** What people are told of the section that the map has just begun. */
    private static void tell(SeatGuide.Builder guide, SeatMap.Builder map, SeatGuide.Where where) {
        if (where != null) {
            guide.section(map.sectionCount() - 1, where);
        }
    }

    private static void addTables(SeatMap.Builder map, SeatGuide.Builder guide, Tables tables, int category) {
        map.section(tables.name);
        tell(guide, map, tables.where);
        for (int i = 0; i < tables.count; i++) {
            String label = Integer.toString(i + 1);
            map.row(label);
            guide.row(map.rowCount() - 1, new SeatGuide.Row(SeatGuide.RowKind.ROUND_TABLE, UNSAID));
            int x = tables.x * UNIT + i % TABLES_A_LINE * TABLES_APART;
            int y = tables.y * UNIT + i / TABLES_A_LINE * TABLES_APART;
            for (int chair = 1; chair <= tables.chairs; chair++) {
                double angle = 2 * Math.PI * (chair - 0.5) / tables.chairs;
                map.seat(
                        tables.prefix + label + "-" + chair,
                        Integer.toString(chair),
                        (int) Math.round(x + TABLE_RADIUS * Math.sin(angle)),
                        (int) Math.round(y - TABLE_RADIUS * Math.cos(angle)),
                        category,
                        false,
                        false,
                        1);
            }
        }
    }

    private static void category(SeatMap.Builder map, Map<String, Integer> categories, String name) {
        if (categories.putIfAbsent(name, categories.size()) == null) {
            map.category(name);
        }
    }

    private static void addRows(
            SeatMap.Builder map, SeatGuide.Builder guide, Section section, int firstRow, int category) {
        for (int row = 0; row < section.rows; row++) {
            String label = letter(firstRow + row);
            map.row(label);
            int x = section.x * UNIT;
            for (int seat = 1; seat <= section.seats; seat++) {
                boolean aisle = section.aisles.contains(seat);
                x += (section.places + 1) * UNIT / 2 + (aisle ? AISLE : 0);
                boolean companions = section.isCompanions(row, seat);
                guide.seat(
                        map.seatCount(),
                        new SeatGuide.About(
                                companions, section.fromEnd(seat) <= section.restricted, section.couples, null));
                map.seat(
                        section.prefix + label + "-" + seat,
                        Integer.toString(seat),
                        x,
                        (section.y + firstRow + row) * UNIT,
                        category,
                        section.isKept(row, seat) && !companions,
                        aisle,
                        section.places);
                x += (section.places - 1) * UNIT / 2;
            }
        }
    }

    private static void addBlocks(SeatMap.Builder map, Tier tier, int category) {
        for (int i = 0; i < tier.blocks; i++) {
            int block = tier.firstBlock + i;
            double angle = 2 * Math.PI * i / tier.blocks;
            map.section("Block " + block);
            for (int row = 0; row < tier.rows; row++) {
                String label = letter(row);
                map.row(label);
                double away = tier.radius + row;
                for (int seat = 1; seat <= tier.seats; seat++) {
                    double along = seat - (tier.seats + 1) / 2.0;
                    map.seat(
                            block + label + "-" + seat,
                            Integer.toString(seat),
                            (int) Math.round(UNIT * (away * Math.sin(angle) + along * Math.cos(angle))),
                            (int) Math.round(UNIT * (along * Math.sin(angle) - away * Math.cos(angle))),
                            category,
                            tier.accessible && row == 0 && seat <= 2,
                            false,
                            1);
                }
            }
        }
    }

    private static String letter(int row) {
        return Character.toString((char) ('A' + row));
    }
}
