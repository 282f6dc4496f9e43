package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/**
 * A seating plan as read.
 *
 * @param findings what was mended, left out, decided or guessed
 */
public record SeatingPlan(String name, SeatMap map, List<Finding> findings) {
    /**
     * One thing that was found.
     *
     * @param kind   the same words for everything of the kind, in any plan
     * @param detail what it concerns in this plan
     */
    public record Finding(String kind, String detail) {
        @Override
        public String toString() {
            return kind + ": " + detail;
        }
    }
}
