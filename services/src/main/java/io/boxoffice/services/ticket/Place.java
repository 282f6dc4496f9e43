package io.boxoffice.services.ticket;

import io.boxoffice.gateway.booking.Ticket;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;

/** Where a unit is, as people are told of the map; without a map, next to nothing. What is not known is null. */
record Place(
        String seat,
        String label,
        String row,
        Ticket.RowKind kind,
        String section,
        String level,
        String entrance,
        String note,
        String area,
        String category,
        int admits) {
    /** Of a unit as the core numbers units. */
    static Place of(SeatMap map, int unit) {
        if (map == null) {
            return new Place(null, null, null, null, null, null, null, null, null, null, 1);
        }
        return unit < 0 ? ofArea(map, -(unit + 1)) : ofSeat(map, unit);
    }

    private static Place ofArea(SeatMap map, int index) {
        SeatMap.Area area = map.area(index);
        SeatGuide.Where where = map.guide().area(index).where();
        return new Place(
                null,
                area.name(),
                null,
                null,
                null,
                level(map, where),
                entrance(map, where),
                where.note(),
                area.id(),
                map.categoryName(area.category()),
                1);
    }

    private static Place ofSeat(SeatMap map, int seat) {
        int row = map.seatRow(seat);
        SeatGuide.Row told = map.guide().row(row);
        SeatGuide.Where section = map.guide().section(map.rowSection(row));
        String byRow = entrance(map, told.where());
        return new Place(
                map.seatId(seat),
                map.seatLabel(seat),
                map.rowLabel(row),
                told.kind() == SeatGuide.RowKind.ROW
                        ? null
                        : Ticket.RowKind.valueOf(told.kind().name()),
                map.sectionName(map.rowSection(row)),
                level(map, section),
                byRow != null ? byRow : entrance(map, section),
                map.guide().seat(seat).note(),
                null,
                map.categoryName(map.seatCategory(seat)),
                map.places(seat));
    }

    private static String level(SeatMap map, SeatGuide.Where where) {
        SeatGuide.Level level = map.guide().level(where);
        return level == null ? null : level.name();
    }

    private static String entrance(SeatMap map, SeatGuide.Where where) {
        SeatGuide.Entrance entrance = map.guide().entrance(where);
        return entrance == null ? null : entrance.name();
    }
}
