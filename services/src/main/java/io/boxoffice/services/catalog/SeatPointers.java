package io.boxoffice.services.catalog;

import io.boxoffice.protocol.seatmap.SeatMap;

/** Where things stand in a seat map as it is sent in: JSON pointers. */
final class SeatPointers {
    private SeatPointers() {}

    /** Of a row. */
    static String row(SeatMap map, int row) {
        int section = map.rowSection(row);
        int first = row;
        while (first > 0 && map.rowSection(first - 1) == section) {
            first--;
        }
        return "/sections/" + section + "/rows/" + (row - first);
    }

    /** Of a seat. */
    static String seat(SeatMap map, int seat) {
        int row = map.seatRow(seat);
        return row(map, row) + "/seats/" + (seat - map.rowStart(row));
    }
}
