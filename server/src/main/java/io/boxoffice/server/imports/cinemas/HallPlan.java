package io.boxoffice.server.imports.cinemas;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.cinemas.Cinemas.Seat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A hall drawn from its grid: the screen at the top, rows by y, seats by x; a hole in a row is an aisle; a sofa is as wide as
 * its places and has a category of its own, since it is priced as a whole. Best are the middle seats two thirds to the back.
 * Seats are called "A-1" after row and column.
 */
final class HallPlan {
    private static final String[] CATEGORIES = {"Single", "Double", "Triple"};

    private final SeatMap map;
    private final Map<String, String> nameOf = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    HallPlan(String hall, List<Seat> seats) {
        SeatMap.Builder builder = new SeatMap.Builder();
        List<String> categories =
                seats.stream().map(HallPlan::category).distinct().sorted().toList();
        categories.forEach(builder::category);
        Map<String, Map<Integer, List<Seat>>> sections = new LinkedHashMap<>();
        seats.forEach(seat -> sections.computeIfAbsent(
                        seat.section().isEmpty() ? hall : seat.section(), name -> new TreeMap<>())
                .computeIfAbsent(seat.y(), y -> new ArrayList<>())
                .add(seat));
        sections.forEach((section, rows) -> {
            builder.section(section);
            rows.values().forEach(row -> addRow(builder, row, sections.size() == 1 ? "" : section + "-", categories));
        });
        int width = seats.stream().mapToInt(s -> s.x() + s.places() - 1).max().orElse(0);
        int depth = seats.stream().mapToInt(Seat::y).max().orElse(0);
        map = builder.focus(width * 50, depth * 100 * 2 / 3).build();
    }

    private void addRow(SeatMap.Builder builder, List<Seat> row, String prefix, List<String> categories) {
        row.sort(Comparator.comparingInt(Seat::x));
        builder.row(row.get(0).row());
        Seat before = null;
        for (Seat seat : row) {
            String wanted = prefix + seat.row() + "-" + seat.column();
            String name = wanted;
            for (int n = 2; !taken.add(name); n++) {
                name = wanted + "~" + n;
            }
            nameOf.put(seat.id(), name);
            boolean aisle = before != null && seat.x() > before.x() + before.places();
            builder.seat(
                    name,
                    seat.column(),
                    seat.x() * 100 + (seat.places() - 1) * 50,
                    seat.y() * 100,
                    categories.indexOf(category(seat)),
                    seat.accessible(),
                    aisle,
                    seat.places());
            before = seat;
        }
    }

    SeatMap map() {
        return map;
    }

    /** What a seat is called in the map. */
    String name(Seat seat) {
        return nameOf.get(seat.id());
    }

    static String category(Seat seat) {
        if (!seat.category().isEmpty()) {
            return seat.category();
        }
        return seat.places() <= CATEGORIES.length ? CATEGORIES[seat.places() - 1] : "Sofa for " + seat.places();
    }
}
