package io.boxoffice.engine.state;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What best-available search needs of a seat map, worked out once and shared by all its shows.
 *
 * <p>A segment is a longest run of adjacent seats: a row, or the part of a row between aisles. A seat's cost is the square of
 * its distance to the map's focus, in units scaled so that sums over a whole map fit a long.
 */
final class SearchPlan {
    /** First seat of each segment, in seat order. */
    final int[] segmentStart;
    /** The seat after the last of each segment. */
    final int[] segmentEnd;
    /** The cost of a segment's cheapest seat. */
    final long[] segmentMinCost;
    /** Segments by their cheapest seat, then by number. */
    final int[] segmentsByCost;
    /** The first segment of each row, and the segment count after the last. */
    final int[] rowFirstSegment;
    /** {@code costBefore[s]}: the costs of all seats before s, so that a window's cost is one subtraction. */
    final long[] costBefore;
    /** One bit a seat, a category each. */
    final long[][] categoryBits;

    final long[] accessibleBits;

    SearchPlan(SeatMap map) {
        int seats = map.seatCount();
        int words = (seats + 63) >>> 6;
        categoryBits = new long[map.categoryCount()][words];
        accessibleBits = new long[words];
        costBefore = new long[seats + 1];
        int shift = scaleShift(map);
        int[] starts = new int[seats];
        int segments = 0;
        rowFirstSegment = new int[map.rowCount() + 1];
        for (int row = 0; row < map.rowCount(); row++) {
            rowFirstSegment[row] = segments;
            for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
                if (seat == map.rowStart(row) || map.gapBefore(seat)) {
                    starts[segments++] = seat;
                }
                long dx = ((long) map.x(seat) - map.focusX()) >> shift;
                long dy = ((long) map.y(seat) - map.focusY()) >> shift;
                costBefore[seat + 1] = costBefore[seat] + dx * dx + dy * dy;
                categoryBits[map.seatCategory(seat)][seat >>> 6] |= 1L << seat;
                if (map.accessible(seat)) {
                    accessibleBits[seat >>> 6] |= 1L << seat;
                }
            }
        }
        rowFirstSegment[map.rowCount()] = segments;
        segmentStart = Arrays.copyOf(starts, segments);
        segmentEnd = new int[segments];
        segmentMinCost = new long[segments];
        for (int s = 0; s < segments; s++) {
            segmentEnd[s] = s + 1 < segments ? segmentStart[s + 1] : seats;
            segmentMinCost[s] = Long.MAX_VALUE;
            for (int seat = segmentStart[s]; seat < segmentEnd[s]; seat++) {
                segmentMinCost[s] = Math.min(segmentMinCost[s], costBefore[seat + 1] - costBefore[seat]);
            }
        }
        Integer[] byCost = new Integer[segments];
        Arrays.setAll(byCost, s -> s);
        Arrays.sort(
                byCost,
                Comparator.<Integer>comparingLong(s -> segmentMinCost[s]).thenComparingInt(s -> s));
        segmentsByCost = new int[segments];
        Arrays.setAll(segmentsByCost, i -> byCost[i]);
    }

    /** Scales distances below 2^20, so that squares of 2^17 seats sum up below 2^58. */
    private static int scaleShift(SeatMap map) {
        long farthest = 0;
        for (int seat = 0; seat < map.seatCount(); seat++) {
            farthest = Math.max(farthest, Math.abs((long) map.x(seat) - map.focusX()));
            farthest = Math.max(farthest, Math.abs((long) map.y(seat) - map.focusY()));
        }
        return Math.max(0, 44 - Long.numberOfLeadingZeros(farthest | 1));
    }
}
