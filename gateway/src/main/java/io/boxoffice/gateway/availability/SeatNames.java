package io.boxoffice.gateway.availability;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.Arrays;

/**
 * The ids of a map's seats as JSON strings, one behind the other with commas between, so that neighbours of one state are
 * copied as one piece. Immutable. All shows of a seat map share one, for as long as any of them keeps it.
 */
final class SeatNames {
    private static final LoadingCache<SeatMap, SeatNames> KNOWN =
            Caffeine.newBuilder().weakKeys().weakValues().build(SeatNames::new);

    private final byte[] text;
    private final int[] offsets;

    private SeatNames(SeatMap map) {
        offsets = new int[map.seatCount() + 1];
        byte[] names = new byte[Math.max(16, map.seatCount() * 12)];
        int length = 0;
        for (int seat = 0; seat < map.seatCount(); seat++) {
            String id = map.seatId(seat);
            byte[] name = JsonBytes.write(json -> json.string(id));
            if (names.length - length < name.length + 1) {
                names = Arrays.copyOf(names, Math.max(2 * names.length, length + name.length + 1));
            }
            System.arraycopy(name, 0, names, length, name.length);
            length += name.length;
            names[length++] = ',';
            offsets[seat + 1] = length;
        }
        text = Arrays.copyOf(names, length);
    }

    static SeatNames of(SeatMap map) {
        return KNOWN.get(map);
    }

    /** Writes neighbours' names, as elements of the array that is open. */
    void write(JsonBytes json, int from, int to) {
        json.raw(text, offsets[from], offsets[to] - offsets[from] - 1);
    }

    /** Of all names together. */
    int bytes() {
        return text.length;
    }
}
