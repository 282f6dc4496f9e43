package io.boxoffice.services.catalog;

import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.pricing.BlockReason;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Seats and places to be blocked and unblocked, all of them of one seat map.
 *
 * @param block   reason codes by seat id
 * @param unblock seat ids
 * @param places  how many are to be blocked, none when 0, by area id
 */
record SomeBlocks(Map<String, Integer> block, Set<String> unblock, Map<String, Integer> places) {
    /**
     * All there are to be.
     *
     * @throws InvalidInputException when the map has no such seat or area, or an area not so many places
     */
    static SomeBlocks of(SeatMap map, SeatBlocks stated) {
        return of(map, "/blocks", new SeatBlockChanges(stated.blocks(), null, stated.areas()));
    }

    /**
     * What changes.
     *
     * @throws InvalidInputException as above, and when a seat is to be both
     */
    static SomeBlocks of(SeatMap map, SeatBlockChanges stated) {
        return of(map, "/block", stated);
    }

    private static SomeBlocks of(SeatMap map, String block, SeatBlockChanges stated) {
        FieldErrors errors = new FieldErrors();
        Map<String, Integer> blocked = new HashMap<>();
        MapNames.known(stated.block(), block, seat -> map.seatIndex(seat) >= 0, errors)
                .forEach((seat, reason) -> blocked.put(seat, BlockReason.codeOf(reason)));
        Set<String> unblocked = unblocked(map, stated.unblock(), blocked, errors);
        Map<String, Integer> places = places(map, stated.areas(), errors);
        errors.throwIfAny();
        return new SomeBlocks(blocked, unblocked, places);
    }

    private static Set<String> unblocked(
            SeatMap map, List<String> stated, Map<String, Integer> blocked, FieldErrors errors) {
        Set<String> unblocked = new HashSet<>();
        for (int i = 0; i < stated.size(); i++) {
            String at = "/unblock/" + i;
            String seat = MapNames.known(stated.get(i), at, id -> map.seatIndex(id) >= 0, errors);
            if (blocked.containsKey(seat)) {
                errors.add(at, FieldErrors.INVALID, "is to be blocked, too");
            }
            unblocked.add(seat);
        }
        return unblocked;
    }

    private static Map<String, Integer> places(SeatMap map, List<BlockedArea> stated, FieldErrors errors) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < stated.size(); i++) {
            String at = "/areas/" + i;
            int blocked = stated.get(i).places();
            String area = MapNames.known(stated.get(i).area(), at + "/area", id -> map.areaIndex(id) >= 0, errors);
            if (area == null) {
                continue;
            }
            int capacity = map.area(map.areaIndex(area)).capacity();
            if (blocked > capacity) {
                errors.add(at + "/places", FieldErrors.INVALID, "is more than the " + capacity + " that the area has");
            }
            if (places.put(area, blocked) != null) {
                errors.add(at + "/area", FieldErrors.INVALID, "is named before");
            }
        }
        return places;
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
