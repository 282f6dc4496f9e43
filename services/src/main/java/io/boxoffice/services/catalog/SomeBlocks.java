package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Seats and places to be blocked and unblocked.
 *
 * @param block   reason codes by seat id
 * @param unblock seat ids
 * @param places  how many are to be blocked, none when 0, by area id
 */
record SomeBlocks(Map<String, Integer> block, Set<String> unblock, Map<String, Integer> places) {
    /**
     * Those of a map.
     *
     * @throws InvalidInputException when a seat or area is not in the map, a seat is to be both, a reason is none, or an area has
     *                               not so many places
     */
    static SomeBlocks of(SeatMap map, Map<String, Integer> block, Set<String> unblock, Map<String, Integer> places) {
        Map<String, Integer> blocked = Texts.asNamed(block, "block", seat -> map.seatIndex(seat) >= 0);
        ShowChecks.check(blocked, map);
        Map<String, Boolean> stated = new HashMap<>();
        unblock.forEach(seat -> stated.put(seat, true));
        Set<String> unblocked = Texts.asNamed(stated, "unblock", seat -> map.seatIndex(seat) >= 0)
                .keySet();
        for (String seat : unblocked) {
            Check.that(map.seatIndex(seat) >= 0, "unblock", "no seat " + seat);
            Check.that(!blocked.containsKey(seat), "unblock", "names a seat that is to be blocked: " + seat);
        }
        return new SomeBlocks(blocked, unblocked, ShowChecks.places(places, map));
    }

    /** What is blocked after it. */
    Blocks appliedTo(Blocks before) {
        Map<String, Integer> seats = new HashMap<>(before.seats());
        seats.keySet().removeAll(unblock);
        seats.putAll(block);
        Map<String, Integer> ofAreas = new HashMap<>(before.places());
        ofAreas.putAll(places);
        ofAreas.values().removeIf(blocked -> blocked == 0);
        return new Blocks(seats, ofAreas);
    }
}
