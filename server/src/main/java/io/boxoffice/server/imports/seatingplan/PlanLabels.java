package io.boxoffice.server.imports.seatingplan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What tickets read: the section, the row and the seat as the plan calls them, told apart with (2), (3), … where two seats would
 * read the same. For one plan and one thread.
 */
final class PlanLabels {
    private static final String NUMBER = "%s";
    /** What plans write where they want nothing but the number. */
    private static final Set<String> PLAIN = Set.of("", NUMBER, "Row " + NUMBER, "Seat " + NUMBER);

    private static final int MAX_REPORTED = 5;

    private final SeatIds fitting;
    private final Set<List<String>> taken = new HashSet<>();
    private final Set<String> areas = new HashSet<>();
    private final Set<String> toldApart = new LinkedHashSet<>();
    private int seatsTwiceInARow;

    PlanLabels(SeatIds fitting) {
        this.fitting = fitting;
    }

    /**
     * The label of a row, such that with it no seat reads as another.
     *
     * @param template of the plan, with or without {@code %s} for the number; may be empty
     * @param seats    labels of its seats, no two the same
     */
    String row(String section, String template, String number, List<String> seats) {
        String wanted = PLAIN.contains(template) ? number : template.replace(NUMBER, number);
        String label = fitting.fitting(wanted);
        for (int n = 2; isTaken(section, label, seats); n++) {
            label = fitting.fitting(wanted + " (" + n + ")");
        }
        if (!label.equals(fitting.fitting(wanted))) {
            toldApart.add(section + ", " + label);
        }
        for (String seat : seats) {
            taken.add(List.of(section, label, seat));
        }
        return label;
    }

    private boolean isTaken(String section, String row, List<String> seats) {
        return seats.stream().anyMatch(seat -> taken.contains(List.of(section, row, seat)));
    }

    /**
     * The label of a seat, before those of its row are told apart.
     *
     * @param template as of a row; one without {@code %s} stands before the number
     */
    String seat(String template, String number) {
        String text = PLAIN.contains(template)
                ? number
                : template.contains(NUMBER) ? template.replace(NUMBER, number) : template + " " + number;
        return fitting.fitting(text);
    }

    /** The labels of one row's seats told apart. */
    List<String> distinct(List<String> labels) {
        Set<String> seen = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String label : labels) {
            String own = unique(label, seen);
            seatsTwiceInARow += own.equals(label) ? 0 : 1;
            distinct.add(own);
        }
        return distinct;
    }

    /** The name of an area, told apart from those of other areas. */
    String area(String name) {
        String own = unique(fitting.fitting(name), areas);
        if (!own.equals(fitting.fitting(name))) {
            toldApart.add(own);
        }
        return own;
    }

    private String unique(String label, Set<String> seen) {
        String own = label;
        for (int n = 2; !seen.add(own); n++) {
            own = fitting.fitting(label + " (" + n + ")");
        }
        return own;
    }

    void report(Findings findings) {
        if (!toldApart.isEmpty()) {
            List<String> some = toldApart.stream().limit(MAX_REPORTED).toList();
            findings.add(
                    "rows or areas that read the same as others got (2), (3), …, so that no two tickets read the same",
                    toldApart.size() + ", such as " + String.join("; ", some));
        }
        if (seatsTwiceInARow > 0) {
            findings.add(
                    "seats of one row that had the same number got (2), (3), …", Integer.toString(seatsTwiceInARow));
        }
    }
}
