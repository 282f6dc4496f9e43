package io.boxoffice.engine.state;

import io.boxoffice.protocol.seatmap.SeatMap;
import org.agrona.collections.Long2ObjectHashMap;

/** The committed seat maps, each with the search plan its shows share. */
final class SeatMaps {
    /** A committed map. */
    record Entry(long seatMapId, long hallId, long crc32c, SeatMap map, SearchPlan plan) {}

    private final Long2ObjectHashMap<Entry> byId = new Long2ObjectHashMap<>();

    Entry get(long seatMapId) {
        return byId.get(seatMapId);
    }

    int size() {
        return byId.size();
    }

    void add(Entry entry) {
        byId.put(entry.seatMapId(), entry);
    }

    void addTo(StateHash hash) {
        long[] ids = CanonicalState.sortedKeys(byId);
        hash.add(ids.length);
        for (long id : ids) {
            Entry e = byId.get(id);
            hash.add(id).add(e.hallId()).add(e.crc32c()).add(e.map().seatCount());
        }
    }
}
