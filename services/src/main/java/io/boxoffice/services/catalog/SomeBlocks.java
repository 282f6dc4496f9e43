package io.boxoffice.services.catalog;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Seats to be blocked and unblocked.
 *
 * @param block   reason codes by seat id
 * @param unblock seat ids
 */
record SomeBlocks(Map<String, Integer> block, Set<String> unblock) {
    /**
     * Those of a map.
     *
     * @throws InvalidInputException when a seat is not in the map, is to be both, or a reason is none
     */
    static SomeBlocks of(SeatMap map, Map<String, Integer> block, Set<String> unblock) {
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
        return new SomeBlocks(blocked, unblocked);
    }

    /** What is blocked after it. */
    Map<String, Integer> appliedTo(Map<String, Integer> before) {
        Map<String, Integer> after = new HashMap<>(before);
        after.keySet().removeAll(unblock);
        after.putAll(block);
        return after;
    }
}
