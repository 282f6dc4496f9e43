package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/**
 * Draws small halls: a string a row, a letter a seat. The letter is the seat's category, a small one an accessible seat; '_'
 * is an aisle, '/' alone on a row starts a new section. The first row is "A" and its seats are "A-1", "A-2", …; the focus is
 * at the middle of the first row unless said otherwise.
 */
final class Hall {
    private final SeatMap.Builder builder = new SeatMap.Builder();
    private final StringBuilder categories = new StringBuilder();

    private Hall() {}

    static SeatMap of(List<String> rows, SeatMap.Area... areas) {
        Hall hall = new Hall();
        for (char letter :
                String.join("", rows).toUpperCase(java.util.Locale.ROOT).toCharArray()) {
            if (Character.isLetter(letter) && hall.categories.indexOf(String.valueOf(letter)) < 0) {
                hall.categories.append(letter);
                hall.builder.category(String.valueOf(letter));
            }
        }
        if (hall.categories.isEmpty()) {
            hall.builder.category("A");
        }
        hall.builder.section("section 0");
        int number = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).equals("/")) {
                hall.builder.section("section " + row);
            } else {
                hall.row(String.valueOf((char) ('A' + number++)), row, rows.get(row));
            }
        }
        for (SeatMap.Area area : areas) {
            hall.builder.area(area);
        }
        return hall.builder.build();
    }

    private void row(String label, int y, String seats) {
        builder.row(label);
        boolean gap = false;
        int seatNumber = 1;
        for (int x = 0; x < seats.length(); x++) {
            char c = seats.charAt(x);
            if (Character.isLetter(c)) {
                int category = categories.indexOf(String.valueOf(Character.toUpperCase(c)));
                String id = label + "-" + seatNumber;
                boolean accessible = Character.isLowerCase(c);
                builder.seat(id, String.valueOf(seatNumber), x * 100, y * 100, category, accessible, gap, 1);
                seatNumber++;
            }
            gap = !Character.isLetter(c);
        }
    }

    static SeatMap.Area area(String id, int capacity) {
        return new SeatMap.Area(id, id, capacity, 0, 0, 0);
    }

    /** Every seat of a category costs that category's amount; areas cost the first category's. */
    static PriceList priced(SeatMap map, long... amountOfCategory) {
        PriceList.Builder prices = new PriceList.Builder(map.seatCount(), map.areaCount());
        for (int seat = 0; seat < map.seatCount(); seat++) {
            long amount = amountOfCategory[Math.min(map.seatCategory(seat), amountOfCategory.length - 1)];
            prices.seats(seat, seat, prices.classOf(amount));
        }
        for (int area = 0; area < map.areaCount(); area++) {
            prices.area(area, prices.classOf(amountOfCategory[0]));
        }
        return prices.build();
    }
}
