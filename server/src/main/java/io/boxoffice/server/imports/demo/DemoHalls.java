package io.boxoffice.server.imports.demo;

import io.boxoffice.protocol.seatmap.SeatMap;

/** Three houses that do not exist. Rows run away from the stage at the top; distances are in hundredths of a seat's width. */
final class DemoHalls {
    static final String STALLS = "Stalls";
    static final String CIRCLE = "Circle";
    static final String LOWER_TIER = "Lower tier";
    static final String UPPER_TIER = "Upper tier";
    static final String PIT = "Pit";
    static final String STANDARD = "Standard";
    static final String SOFA = "Sofa";

    private static final int ARENA_BLOCKS = 8;
    private static final int ARENA_ROWS = 10;
    private static final int ARENA_ROW_SEATS = 25;

    private DemoHalls() {}

    /** 288 seats in the stalls with two aisles and six places for wheelchairs at the back, and 100 in the circle. */
    static SeatMap theatre() {
        SeatMap.Builder map = new SeatMap.Builder().category(STALLS).category(CIRCLE);
        map.section(STALLS);
        for (int row = 0; row < 12; row++) {
            String label = letter(row);
            map.row(label);
            for (int seat = 1; seat <= 24; seat++) {
                boolean aisle = seat == 7 || seat == 19;
                int x = seat * 100 + (seat >= 7 ? 100 : 0) + (seat >= 19 ? 100 : 0);
                boolean accessible = row == 11 && (seat <= 3 || seat >= 22);
                map.seat(label + "-" + seat, Integer.toString(seat), x, 300 + row * 100, 0, accessible, aisle, 1);
            }
        }
        map.section(CIRCLE);
        for (int row = 0; row < 5; row++) {
            String label = letter(row);
            map.row(label);
            for (int seat = 1; seat <= 20; seat++) {
                int x = 200 + seat * 100 + (seat >= 11 ? 200 : 0);
                map.seat(
                        "C" + label + "-" + seat,
                        Integer.toString(seat),
                        x,
                        1_800 + row * 100,
                        1,
                        false,
                        seat == 11,
                        1);
            }
        }
        return map.focus(1_400, 600).build();
    }

    /** 2,000 seats in eight blocks on two tiers, and 1,500 standing in the pit. */
    static SeatMap arena() {
        SeatMap.Builder map =
                new SeatMap.Builder().category(LOWER_TIER).category(UPPER_TIER).category(PIT);
        for (int block = 0; block < ARENA_BLOCKS; block++) {
            boolean upper = block >= ARENA_BLOCKS / 2;
            int left = (block % (ARENA_BLOCKS / 2)) * (ARENA_ROW_SEATS + 3) * 100;
            int top = upper ? 3_500 : 2_000;
            map.section("Block " + (block + 1));
            for (int row = 0; row < ARENA_ROWS; row++) {
                map.row(letter(row));
                for (int seat = 1; seat <= ARENA_ROW_SEATS; seat++) {
                    map.seat(
                            (block + 1) + "-" + letter(row) + "-" + seat,
                            Integer.toString(seat),
                            left + seat * 100,
                            top + row * 100,
                            upper ? 1 : 0,
                            row == 0 && !upper && seat <= 2,
                            false,
                            1);
                }
            }
        }
        int middle = ARENA_BLOCKS / 2 * (ARENA_ROW_SEATS + 3) * 50;
        return map.area(new SeatMap.Area("pit", PIT, 1_500, 2, middle, 1_000))
                .focus(middle, 0)
                .build();
    }

    /** 96 seats, and six sofas for two at the back. */
    static SeatMap cinema() {
        SeatMap.Builder map =
                new SeatMap.Builder().category(STANDARD).category(SOFA).section("Screen 1");
        for (int row = 0; row < 8; row++) {
            String label = letter(row);
            map.row(label);
            for (int seat = 1; seat <= 12; seat++) {
                boolean accessible = row == 0 && seat >= 11;
                map.seat(label + "-" + seat, Integer.toString(seat), seat * 100, row * 100, 0, accessible, false, 1);
            }
        }
        map.row("I");
        for (int sofa = 1; sofa <= 6; sofa++) {
            map.seat("I-" + sofa, Integer.toString(sofa), sofa * 200 - 50, 800, 1, false, false, 2);
        }
        return map.focus(650, 500).build();
    }

    private static String letter(int row) {
        return Character.toString((char) ('A' + row));
    }
}
