package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.protocol.port.Reservation;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.Neighbours;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why the seats of a hold are good ones, in words: what anybody can check on the plan. */
final class WhySeats {
    private final SeatMap map;
    private final Neighbours neighbours;

    WhySeats(SeatMap map) {
        this.map = map;
        neighbours = new Neighbours(map);
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
        // Around a table they may begin and end anywhere: all but one of them is followed by another.
        long followed = seats.stream()
                .filter(seat -> seats.contains(neighbours.after(seat)))
                .count();
        return followed >= seats.size() - 1;
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
            int before = neighbours.before(seat);
            int after = neighbours.after(seat);
            if (isAlone(before, before < 0 ? -1 : neighbours.before(before), now)
                    || isAlone(after, after < 0 ? -1 : neighbours.after(after), now)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a seat is free, and the one beyond it is not, or is none. */
    private static boolean isAlone(int seat, int beyond, ShowSnapshot now) {
        return seat >= 0 && isFree(seat, now) && !(beyond >= 0 && isFree(beyond, now));
    }

    private static boolean isFree(int seat, ShowSnapshot now) {
        return now.seats().seatState(seat) == SeatState.FREE;
    }
}
