package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why the seats of a hold are good ones, in words: what anybody can check on the plan. */
final class WhySeats {
    private final SeatMap map;

    WhySeats(SeatMap map) {
        this.map = map;
    }

    /**
     * The reasons in one sentence; empty when there is no seat.
     *
     * @param now the show's seats, these taken
     */
    String of(Reservation hold, ShowSnapshot now, Say say) {
        List<Integer> seats = hold.units().stream()
                .map(Reservation.Unit::unit)
                .filter(unit -> unit >= 0)
                .sorted()
                .toList();
        if (seats.isEmpty()) {
            return "";
        }
        TreeSet<Integer> rows = new TreeSet<>();
        seats.forEach(seat -> rows.add(map.seatRow(seat)));
        String together;
        if (seats.size() == 1) {
            together = "one";
        } else if (rows.size() == 1 && isSideBySide(seats)) {
            together = "row";
        } else {
            together = rows.last() - rows.first() == rows.size() - 1 ? "rows" : "apart";
        }
        return say.text(
                "why.seats",
                "together",
                together,
                "rank",
                rank(rows.first()),
                "alone",
                leavesSeatAlone(seats, now) ? "some" : "none");
    }

    private boolean isSideBySide(List<Integer> seats) {
        for (int i = 1; i < seats.size(); i++) {
            if (seats.get(i) != seats.get(i - 1) + 1 || map.gapBefore(seats.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** How many rows are nearer to what all look at, and one: the first row is 1. */
    private int rank(int row) {
        TreeMap<Long, Integer> byDistance = new TreeMap<>();
        long own = distance(row);
        for (int other = 0; other < map.rowCount(); other++) {
            byDistance.merge(distance(other), 1, Integer::sum);
        }
        return byDistance.headMap(own).size() + 1;
    }

    /** Along the plan, from its focal point; rows beside each other are equally far. */
    private long distance(int row) {
        int seat = map.rowStart(row);
        return seat == map.rowStart(row + 1) ? Long.MAX_VALUE : Math.abs((long) map.y(seat) - map.focusY());
    }

    /** Whether a free seat beside these has no free neighbour any more. */
    private boolean leavesSeatAlone(List<Integer> seats, ShowSnapshot now) {
        for (int seat : seats) {
            if (isAlone(seat - 1, seat, now) || isAlone(seat + 1, seat, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAlone(int seat, int beside, ShowSnapshot now) {
        if (!areNeighbours(seat, beside) || !isFree(seat, now)) {
            return false;
        }
        int further = seat + (seat - beside);
        return !(areNeighbours(further, seat) && isFree(further, now));
    }

    private boolean areNeighbours(int seat, int other) {
        int right = Math.max(seat, other);
        return Math.min(seat, other) >= 0
                && right < map.seatCount()
                && map.seatRow(seat) == map.seatRow(other)
                && !map.gapBefore(right);
    }

    private static boolean isFree(int seat, ShowSnapshot now) {
        return now.seats().seatState(seat) == SeatState.FREE;
    }
}
