package io.boxoffice.protocol.seatmap;

/** Which seats of a map stand side by side. Immutable; any thread. */
public final class Neighbours {
    private final SeatMap map;

    /** Those of a map, by its guide. */
    public Neighbours(SeatMap map) {
        this.map = map;
    }

    /** Whether two seats have nothing between them: they follow each other in a row, or close the round of a table. */
    public boolean are(int seat, int other) {
        int left = Math.min(seat, other);
        int right = Math.max(seat, other);
        return left >= 0 && right < map.seatCount() && (after(left) == right || after(right) == left);
    }

    /** The seat that follows in the row, or around the table; -1: none. */
    public int after(int seat) {
        int row = map.seatRow(seat);
        int next = seat + 1 < map.rowStart(row + 1) ? seat + 1 : isRound(row) ? map.rowStart(row) : seat;
        return next == seat || map.gapBefore(next) ? -1 : next;
    }

    /** The seat before it in the row, or around the table; -1: none. */
    public int before(int seat) {
        int row = map.seatRow(seat);
        int last = map.rowStart(row + 1) - 1;
        int previous = seat > map.rowStart(row) ? seat - 1 : isRound(row) ? last : seat;
        return previous == seat || map.gapBefore(seat) ? -1 : previous;
    }

    private boolean isRound(int row) {
        return map.guide().row(row).kind() == SeatGuide.RowKind.ROUND_TABLE;
    }

    /** The other half of a seat for two, which are two neighbours in turn; -1: it is none, or stands alone. */
    public int otherHalf(int seat) {
        if (!isHalf(seat)) {
            return -1;
        }
        int first = seat;
        while (first > map.rowStart(map.seatRow(seat)) && !map.gapBefore(first) && isHalf(first - 1)) {
            first--;
        }
        int other = (seat - first) % 2 == 0 ? seat + 1 : seat - 1;
        return other < map.rowStart(map.seatRow(seat) + 1) && are(seat, other) && isHalf(other) ? other : -1;
    }

    private boolean isHalf(int seat) {
        return map.guide().seat(seat).couple();
    }
}
