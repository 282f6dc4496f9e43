package io.boxoffice.engine.state;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The committed seat maps, each with the search plan its shows share. A map is in use while a show has it, or an upload for a
 * show that had it; one that is not is forgotten once {@link Limits#seatMapRetentionMs} have passed since it was last in use,
 * or committed. While maps are kept for ever, nothing is noted of that.
 */
final class SeatMaps {
    private static final long IN_USE = -1;

    /** A committed map. */
    static final class Entry {
        private final long seatMapId;
        private final long hallId;
        private final long crc32c;
        private final SeatMap map;
        private final SearchPlan plan;
        private int users;
        /** When it came into the list of those that are to be forgotten; {@link #IN_USE} when it is not in it. */
        private long unusedSinceMs = IN_USE;

        private Entry previous;
        private Entry next;

        Entry(long seatMapId, long hallId, long crc32c, SeatMap map, SearchPlan plan) {
            this.seatMapId = seatMapId;
            this.hallId = hallId;
            this.crc32c = crc32c;
            this.map = map;
            this.plan = plan;
        }

        long seatMapId() {
            return seatMapId;
        }

        long hallId() {
            return hallId;
        }

        long crc32c() {
            return crc32c;
        }

        SeatMap map() {
            return map;
        }

        SearchPlan plan() {
            return plan;
        }

        /** Shows and uploads that have it. */
        int users() {
            return users;
        }

        /** Whether it will be forgotten unless it is used. */
        boolean listed() {
            return unusedSinceMs != IN_USE;
        }
    }

    private final Long2ObjectHashMap<Entry> byId = new Long2ObjectHashMap<>();
    private final BookingState state;

    /** Those that nothing uses, in order of (unusedSinceMs, id); empty while maps are kept for ever. */
    private Entry first;

    private Entry last;
    private boolean forgetting;

    SeatMaps(BookingState state) {
        this.state = state;
    }

    Entry get(long seatMapId) {
        return byId.get(seatMapId);
    }

    int size() {
        return byId.size();
    }

    void add(Entry entry) {
        byId.put(entry.seatMapId, entry);
        touch(entry);
    }

    /** A show or upload has come that needs it. */
    void use(Entry entry) {
        entry.users++;
        unlist(entry);
    }

    /** A show or upload that needed it has gone. */
    void release(Entry entry) {
        entry.users--;
        touch(entry);
    }

    /** Somebody has just spoken of it: its time begins again. */
    void touch(Entry entry) {
        unlist(entry);
        if (forgetting && entry.users == 0) {
            list(entry, state.nowMs);
        }
    }

    /** When the next one is due to be forgotten; {@link Long#MAX_VALUE} when none is. */
    long earliestMs() {
        return first == null ? Long.MAX_VALUE : first.unusedSinceMs + state.limits.seatMapRetentionMs;
    }

    /** Forgets the one that is due next; only when there is one. */
    Entry forgetFirst() {
        Entry forgotten = first;
        unlist(forgotten);
        byId.remove(forgotten.seatMapId);
        return forgotten;
    }

    /**
     * The limits may have changed. When maps begin to be forgotten, the time of those that nothing uses begins: this one command
     * costs as much as there are maps.
     */
    void followLimits() {
        boolean forget = state.limits.seatMapRetentionMs > 0;
        if (forget != forgetting) {
            forgetting = forget;
            for (long id : ids()) {
                touch(byId.get(id));
            }
        }
    }

    private void list(Entry entry, long sinceMs) {
        Entry before = last;
        while (before != null && before.unusedSinceMs == sinceMs && before.seatMapId > entry.seatMapId) {
            before = before.previous;
        }
        entry.unusedSinceMs = sinceMs;
        entry.previous = before;
        entry.next = before == null ? first : before.next;
        link(before, entry);
        link(entry, entry.next);
    }

    private void unlist(Entry entry) {
        if (entry.listed()) {
            link(entry.previous, entry.next);
            entry.previous = null;
            entry.next = null;
            entry.unusedSinceMs = IN_USE;
        }
    }

    private void link(Entry before, Entry after) {
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
    }

    long[] ids() {
        return CanonicalState.sortedKeys(byId);
    }

    void addTo(StateSink sink) {
        long[] ids = ids();
        sink.add(ids.length);
        for (long id : ids) {
            Entry e = byId.get(id);
            sink.add(id).add(e.hallId).add(e.crc32c).derived(e.map.seatCount());
            if (forgetting) {
                sink.add(e.unusedSinceMs);
            }
            if (sink.wantsContent()) {
                Contents.addSeatMap(sink, e.map.toBuilder());
            }
        }
    }

    /** Shows and uploads are read later, and say that they use a map. */
    void readFrom(SnapshotDecoder in) {
        forgetting = state.limits.seatMapRetentionMs > 0;
        List<Entry> unused = new ArrayList<>();
        int count = in.nextCount(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            long id = in.next();
            long hallId = in.next();
            long crc32c = in.next();
            long unusedSinceMs = forgetting ? in.next() : IN_USE;
            SeatMap map = Contents.readSeatMap(in).build();
            Entry entry = new Entry(id, hallId, crc32c, map, new SearchPlan(map));
            byId.put(id, entry);
            if (unusedSinceMs != IN_USE) {
                entry.unusedSinceMs = unusedSinceMs;
                unused.add(entry);
            }
        }
        unused.sort(Comparator.comparingLong(entry -> entry.unusedSinceMs));
        for (Entry entry : unused) {
            list(entry, entry.unusedSinceMs);
        }
    }
}
