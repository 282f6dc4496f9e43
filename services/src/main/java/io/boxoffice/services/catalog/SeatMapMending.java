package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs between a seat map and the same map mended. Labels, drawing and attributes may; what the core sells by may not: which seats
 * and areas there are, in which order, where, of which category, and beside each other. For one thread.
 */
final class SeatMapMending {
    private final SeatMap before;
    private final SeatMap after;
    private final FieldErrors errors = new FieldErrors();
    private final List<Integer> units = new ArrayList<>();
    private int labels;
    private int attributes;
    private int access;

    /**
     * Compares.
     *
     * @throws InvalidInputException that says what would be sold otherwise
     */
    SeatMapMending(SeatMap before, SeatMap after) {
        this.before = before;
        this.after = after;
        requireTheSameSeats();
        requireTheSameAreas();
        errors.throwIfAny();
        compareSeats();
        compareAreas();
    }

    /** Seats by their numbers, and areas as minus their number and one, of which something else is told now. */
    List<Integer> units() {
        return units;
    }

    /** Sections, rows, seats and areas that are called otherwise. */
    int labels() {
        return labels;
    }

    /** Seats and areas of which something else is told. */
    int attributes() {
        return attributes;
    }

    /** Seats that become accessible or for companions, or are no longer. */
    int access() {
        return access;
    }

    boolean drawing() {
        return !before.guide().drawing().equals(after.guide().drawing())
                || !before.guide().levels().equals(after.guide().levels())
                || !before.guide().entrances().equals(after.guide().entrances());
    }

    boolean isNothing() {
        return labels == 0 && before.guide().equals(after.guide()) && access == 0;
    }

    private void requireTheSameSeats() {
        require(before.sectionCount() == after.sectionCount(), "/sections", "must be as many as there are");
        require(before.rowCount() == after.rowCount(), "/sections", "must have as many rows as there are");
        require(
                before.focusX() == after.focusX() && before.focusY() == after.focusY(),
                "/focus",
                "cannot be changed: best available goes by it");
        require(categories(before).equals(categories(after)), "/categories", "cannot be changed");
        int rows = Math.min(before.rowCount(), after.rowCount());
        for (int row = 0; row < rows && !errors.isFull(); row++) {
            String at = SeatPointers.row(after, row);
            require(before.rowSection(row) == after.rowSection(row), at, "stands in another section");
            requireTheSameRow(row, at + "/seats");
        }
    }

    private void requireTheSameRow(int row, String at) {
        int size = before.rowStart(row + 1) - before.rowStart(row);
        for (int i = 0; i < size; i++) {
            int old = before.rowStart(row) + i;
            int seat = after.rowStart(row) + i;
            if (seat >= after.rowStart(row + 1) || !before.seatId(old).equals(after.seatId(seat))) {
                require(false, at, "must have the same seats in the same order; missing here: " + before.seatId(old));
                return;
            }
            boolean same = before.x(old) == after.x(seat)
                    && before.y(old) == after.y(seat)
                    && before.seatCategory(old) == after.seatCategory(seat)
                    && before.gapBefore(old) == after.gapBefore(seat)
                    && before.places(old) == after.places(seat);
            require(same, at + '/' + i, "has another place, category, gap or number of places");
        }
        require(after.rowStart(row + 1) - after.rowStart(row) == size, at, "has seats that were not there");
    }

    private void requireTheSameAreas() {
        require(before.areaCount() == after.areaCount(), "/areas", "must be as many as there are");
        for (int i = 0; i < Math.min(before.areaCount(), after.areaCount()); i++) {
            SeatMap.Area old = before.area(i);
            SeatMap.Area area = after.area(i);
            require(
                    area.equals(
                            new SeatMap.Area(old.id(), area.name(), old.capacity(), old.category(), old.x(), old.y())),
                    "/areas/" + i,
                    "has another id, place, category or capacity");
        }
    }

    private void require(boolean condition, String pointer, String message) {
        if (!condition) {
            errors.add(pointer, FieldErrors.FIXED, message);
        }
    }

    private static List<String> categories(SeatMap map) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < map.categoryCount(); i++) {
            names.add(map.categoryName(i));
        }
        return names;
    }

    private void compareSeats() {
        for (int section = 0; section < before.sectionCount(); section++) {
            labels += before.sectionName(section).equals(after.sectionName(section)) ? 0 : 1;
        }
        for (int row = 0; row < before.rowCount(); row++) {
            boolean called = !before.rowLabel(row).equals(after.rowLabel(row));
            labels += called ? 1 : 0;
            int section = before.rowSection(row);
            boolean all = called
                    || !before.sectionName(section).equals(after.sectionName(section))
                    || before.guide().row(row).kind() != after.guide().row(row).kind()
                    || !told(before, before.guide().row(row).where())
                            .equals(told(after, after.guide().row(row).where()))
                    || !told(before, before.guide().section(section))
                            .equals(told(after, after.guide().section(section)));
            for (int seat = before.rowStart(row); seat < before.rowStart(row + 1); seat++) {
                compareSeat(seat, all);
            }
        }
    }

    private void compareSeat(int seat, boolean all) {
        SeatGuide.About old = before.guide().seat(seat);
        SeatGuide.About now = after.guide().seat(seat);
        boolean called = !before.seatLabel(seat).equals(after.seatLabel(seat));
        boolean told = !old.equals(now) || before.accessible(seat) != after.accessible(seat);
        labels += called ? 1 : 0;
        attributes += told ? 1 : 0;
        access += (before.accessible(seat) || old.companion()) == (after.accessible(seat) || now.companion()) ? 0 : 1;
        if (all || called || told) {
            units.add(seat);
        }
    }

    private void compareAreas() {
        for (int i = 0; i < before.areaCount(); i++) {
            boolean called = !before.area(i).name().equals(after.area(i).name());
            SeatGuide.Where old = before.guide().area(i).where();
            SeatGuide.Where now = after.guide().area(i).where();
            boolean told = !told(before, old).equals(told(after, now));
            labels += called ? 1 : 0;
            attributes += told ? 1 : 0;
            if (called || told) {
                units.add(-(i + 1));
            }
        }
    }

    /** What a place says, with the names of level and entrance. */
    private static List<Object> told(SeatMap map, SeatGuide.Where where) {
        List<Object> told = new ArrayList<>();
        told.add(map.guide().level(where));
        told.add(map.guide().entrance(where));
        told.add(where.note());
        return told;
    }
}
