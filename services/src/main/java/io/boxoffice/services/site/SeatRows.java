package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rows, tables and boxes of a part of a map to choose from. For one page. */
final class SeatRows {
    private final SeatMap map;
    private final SeatWords words;
    private final PriceList prices;
    private final ShowSnapshot now;
    private final Neighbours neighbours;

    SeatRows(SeatMap map, SeatWords words, PriceList prices, ShowSnapshot now) {
        this.map = map;
        this.words = words;
        this.prices = prices;
        this.now = now;
        neighbours = new Neighbours(map);
    }

    /**
     * All rows of a part.
     *
     * @param marked ids of seats that somebody marked
     * @param most   how many may be taken at once
     */
    List<View.SeatRow> of(SeatParts.Part part, Set<String> marked, int most) {
        List<View.SeatRow> rows = new ArrayList<>();
        for (int row = part.firstRow(); row < part.endRow(); row++) {
            List<View.Seat> seats = new ArrayList<>();
            for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
                int half = freeHalf(seat);
                if (half < 0 || half > seat) {
                    seats.add(seat(seat, half, marked));
                }
            }
            // A bare number is taken for a row.
            boolean isRow = map.guide().row(row).kind() == SeatGuide.RowKind.ROW;
            String label = isRow ? map.rowLabel(row) : words.row(row);
            rows.add(new View.SeatRow(label, words.row(row), words.aboutRow(row), whole(row, most), seats));
        }
        return rows;
    }

    /** How seats of a part look beside plain ones: for a legend. */
    List<String> kinds(SeatParts.Part part) {
        Set<String> kinds = new TreeSet<>();
        for (int seat = part.firstSeat(map); seat < part.endSeat(map); seat++) {
            kinds.add(kind(seat));
        }
        kinds.remove("");
        return List.copyOf(kinds);
    }

    private boolean isFree(int seat) {
        return now.seats().seatState(seat) == SeatState.FREE;
    }

    /** The other half of a seat for two, both free; -1: it is taken alone. */
    private int freeHalf(int seat) {
        int half = neighbours.otherHalf(seat);
        return half >= 0 && isFree(seat) && isFree(half) ? half : -1;
    }

    private View.Seat seat(int seat, int half, Set<String> marked) {
        String id = map.seatId(seat);
        boolean one = words.typeCount() == 1;
        boolean gap = map.gapBefore(seat) && seat > map.rowStart(map.seatRow(seat));
        if (half >= 0) {
            return new View.Seat(
                    id,
                    map.seatLabel(seat) + " + " + map.seatLabel(half),
                    words.pair(seat, half),
                    words.pairWithAll(seat, half, prices),
                    one ? prices.seatPrice(seat) + prices.seatPrice(half) : -1,
                    true,
                    kind(seat),
                    gap,
                    marked.contains(id),
                    map.seatId(half));
        }
        boolean free = isFree(seat);
        return new View.Seat(
                id,
                map.seatLabel(seat),
                words.seat(seat),
                words.seatWithAll(seat, prices, free),
                one ? prices.seatPrice(seat) : -1,
                free,
                kind(seat),
                gap,
                free && marked.contains(id),
                null);
    }

    private String kind(int seat) {
        SeatGuide.About about = map.guide().seat(seat);
        if (map.accessible(seat)) {
            return "access";
        }
        return about.companion() ? "companion" : about.restricted() ? "restricted" : "";
    }

    /** All chairs of a table at once, if they are free, and not too many. */
    private View.Whole whole(int row, int most) {
        int chairs = map.rowStart(row + 1) - map.rowStart(row);
        if (!map.guide().row(row).kind().isTable() || chairs > most || chairs == 0) {
            return null;
        }
        for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
            if (!isFree(seat)) {
                return null;
            }
        }
        return new View.Whole(map.seatId(map.rowStart(row)), words.whole(chairs));
    }
}
