package io.boxoffice.server.imports.demo;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a hall is furnished. Lengths are in seat widths; the stage is at the top, and y grows away from it.
 *
 * @param sections blocks of rows; those that follow each other under one name are one section
 * @param tiers    rings of blocks around the middle
 * @param areas    where people stand
 * @param focus    x and y of the point that the best seats are nearest to; null: the middle of the front
 */
record DemoHall(List<Section> sections, List<Tier> tiers, List<Standing> areas, int[] focus) {
    private static final int UNIT = 100;
    /** Of an aisle, and of a row from the next. */
    private static final int AISLE = UNIT;

    DemoHall {
        sections = sections == null ? List.of() : sections;
        tiers = tiers == null ? List.of() : tiers;
        areas = areas == null ? List.of() : areas;
    }

    /**
     * Straight rows, one behind the other.
     *
     * @param prefix     of the ids of its seats, or null
     * @param aisles     the seats, from 1, that an aisle lies before
     * @param accessible how many seats of the last row are accessible, half of them at each end
     * @param places     people a seat admits; 0: one
     * @param x          its left
     * @param y          its front
     */
    record Section(
            String name,
            String category,
            String prefix,
            int rows,
            int seats,
            List<Integer> aisles,
            int accessible,
            int places,
            int x,
            int y) {
        Section {
            prefix = prefix == null ? "" : prefix;
            aisles = aisles == null ? List.of() : aisles;
            places = Math.max(1, places);
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
        Map<String, Integer> categories = new HashMap<>();
        sections.forEach(section -> category(map, categories, section.category));
        tiers.forEach(tier -> category(map, categories, tier.category));
        areas.forEach(area -> category(map, categories, area.category));
        Section before = null;
        int row = 0;
        for (Section section : sections) {
            boolean goesOn = before != null && section.name.equals(before.name);
            if (!goesOn) {
                map.section(section.name);
                row = 0;
            }
            addRows(map, section, row, categories.get(section.category));
            row += section.rows;
            before = section;
        }
        tiers.forEach(tier -> addBlocks(map, tier, categories.get(tier.category)));
        areas.forEach(area -> map.area(new SeatMap.Area(
                area.id, area.name, area.capacity, categories.get(area.category), area.x * UNIT, area.y * UNIT)));
        if (focus != null) {
            map.focus(focus[0] * UNIT, focus[1] * UNIT);
        }
        return map.build();
    }

    private static void category(SeatMap.Builder map, Map<String, Integer> categories, String name) {
        if (categories.putIfAbsent(name, categories.size()) == null) {
            map.category(name);
        }
    }

    private static void addRows(SeatMap.Builder map, Section section, int firstRow, int category) {
        for (int row = 0; row < section.rows; row++) {
            String label = letter(firstRow + row);
            map.row(label);
            int x = section.x * UNIT;
            for (int seat = 1; seat <= section.seats; seat++) {
                boolean aisle = section.aisles.contains(seat);
                x += (section.places + 1) * UNIT / 2 + (aisle ? AISLE : 0);
                boolean accessible = row == section.rows - 1
                        && (seat <= section.accessible / 2 || seat > section.seats - section.accessible / 2);
                map.seat(
                        section.prefix + label + "-" + seat,
                        Integer.toString(seat),
                        x,
                        (section.y + firstRow + row) * UNIT,
                        category,
                        accessible,
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
