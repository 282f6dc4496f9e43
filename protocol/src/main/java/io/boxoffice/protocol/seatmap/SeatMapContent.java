package io.boxoffice.protocol.seatmap;

/**
 * Takes what a seat map is made of, in an order that {@link SeatMap.Builder}, which is one of those, can take it: categories
 * first, then sections with their rows and seats, areas, and the focus. For one thread.
 */
public interface SeatMapContent {
    SeatMapContent category(String name);

    SeatMapContent section(String name);

    /** A row of the section before. */
    SeatMapContent row(String label);

    /** A seat of the row before. */
    SeatMapContent seat(
            String id, String label, int x, int y, int category, boolean accessible, boolean gapBefore, int places);

    SeatMapContent area(SeatMap.Area area);

    SeatMapContent focus(int x, int y);
}
