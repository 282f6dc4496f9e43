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

    long[] ids() {
        return CanonicalState.sortedKeys(byId);
    }

    void addTo(StateSink sink) {
        long[] ids = ids();
        sink.add(ids.length);
        for (long id : ids) {
            Entry e = byId.get(id);
            sink.add(id).add(e.hallId()).add(e.crc32c()).derived(e.map().seatCount());
            if (sink.wantsContent()) {
                Contents.addSeatMap(sink, e.map().toBuilder());
            }
        }
    }

    void readFrom(SnapshotDecoder in) {
        int count = in.nextCount(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            long id = in.next();
            long hallId = in.next();
            long crc32c = in.next();
            SeatMap map = Contents.readSeatMap(in).build();
            add(new Entry(id, hallId, crc32c, map, new SearchPlan(map)));
        }
    }
}
