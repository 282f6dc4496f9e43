package io.boxoffice.services.site;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.List;

/** A seat map cut into parts that one page can show: a section, or some of its rows. Immutable. */
final class SeatParts {
    private static final int MAX_SEATS = 600;

    private final List<Part> parts = new ArrayList<>();

    /**
     * Rows that stand together.
     *
     * @param firstRow of the map, as is {@code endRow}, the one after the last
     * @param whole    whether these are all rows of the section
     */
    record Part(String section, int firstRow, int endRow, boolean whole) {
        int firstSeat(SeatMap map) {
            return map.rowStart(firstRow);
        }

        int endSeat(SeatMap map) {
            return map.rowStart(endRow);
        }
    }

    SeatParts(SeatMap map) {
        int row = 0;
        while (row < map.rowCount()) {
            int section = map.rowSection(row);
            int end = row;
            while (end < map.rowCount() && map.rowSection(end) == section) {
                end++;
            }
            cut(map, map.sectionName(section), row, end);
            row = end;
        }
    }

    private void cut(SeatMap map, String section, int firstRow, int endRow) {
        int first = firstRow;
        while (first < endRow) {
            int end = first + 1;
            while (end < endRow && map.rowStart(end + 1) - map.rowStart(first) <= MAX_SEATS) {
                end++;
            }
            parts.add(new Part(section, first, end, first == firstRow && end == endRow));
            first = end;
        }
    }

    List<Part> all() {
        return parts;
    }

    /** The part that has a seat; -1: none. */
    int ofSeat(SeatMap map, int seat) {
        for (int i = 0; i < parts.size(); i++) {
            if (seat >= parts.get(i).firstSeat(map) && seat < parts.get(i).endSeat(map)) {
                return i;
            }
        }
        return -1;
    }
}
