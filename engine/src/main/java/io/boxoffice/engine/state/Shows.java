package io.boxoffice.engine.state;

import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/** All shows, and the work that cancelled and archived ones still need. */
final class Shows {
    /** Shows with work for Continue commands, in the order in which it was ordered. */
    final LongArrayList pendingWork = new LongArrayList();

    private final Long2ObjectHashMap<ShowSeats> byId = new Long2ObjectHashMap<>();
    private long capacityOnSale;

    ShowSeats get(long showId) {
        return byId.get(showId);
    }

    int size() {
        return byId.size();
    }

    /** Seats and area places of all shows together. */
    long capacityOnSale() {
        return capacityOnSale;
    }

    void add(ShowSeats show) {
        byId.put(show.showId, show);
        capacityOnSale += show.capacity();
    }

    void remove(ShowSeats show) {
        byId.remove(show.showId);
        capacityOnSale -= show.capacity();
    }

    /** All shows in order of id. Allocates. */
    ShowSeats[] sorted() {
        ShowSeats[] all = byId.values().toArray(ShowSeats[]::new);
        Arrays.sort(all, (a, b) -> Long.compare(a.showId, b.showId));
        return all;
    }
}
