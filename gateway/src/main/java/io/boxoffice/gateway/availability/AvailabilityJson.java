package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;

/** How availability looks. */
public final class AvailabilityJson {
    private AvailabilityJson() {}

    /** All of it. */
    public static void write(JsonGenerator json, long showId, long seatMapId, SeatMap map, AvailabilitySnapshot now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("showId", Long.toString(showId));
        json.writeStringField("sequence", Long.toString(now.version));
        json.writeStringField("seatMapId", Long.toString(seatMapId));
        counts(json, now);
        seats(json, "held", SeatState.HELD, map, now);
        seats(json, "sold", SeatState.SOLD, map, now);
        seats(json, "blocked", SeatState.BLOCKED, map, now);
        json.writeArrayFieldStart("areas");
        for (int area = 0; area < now.areas; area++) {
            area(json, map, now, area);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Two bits a seat in the map's order, four seats a byte, the first in the lowest bits. */
    public static byte[] bits(AvailabilitySnapshot now) {
        byte[] bytes = new byte[(now.seats + 3) >>> 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (now.words[i >>> 3] >>> ((i & 7) << 3));
        }
        return bytes;
    }

    /** How many seats are in which state. */
    public static void counts(JsonGenerator json, AvailabilitySnapshot now) throws IOException {
        long low = 0x5555_5555_5555_5555L;
        int held = 0;
        int sold = 0;
        int blocked = 0;
        for (int word = 0; word < (now.seats + 31) >>> 5; word++) {
            long first = now.words[word] & low;
            long second = (now.words[word] >>> 1) & low;
            held += Long.bitCount(first & ~second);
            sold += Long.bitCount(second & ~first);
            blocked += Long.bitCount(first & second);
        }
        json.writeObjectFieldStart("counts");
        json.writeNumberField("free", now.seats - held - sold - blocked);
        json.writeNumberField("held", held);
        json.writeNumberField("sold", sold);
        json.writeNumberField("blocked", blocked);
        json.writeEndObject();
    }

    /** One area. */
    public static void area(JsonGenerator json, SeatMap map, AvailabilitySnapshot now, int area) throws IOException {
        int capacity = map.area(area).capacity();
        json.writeStartObject();
        json.writeStringField("area", map.area(area).id());
        json.writeNumberField("capacity", capacity);
        json.writeNumberField("free", capacity - now.areaHeld[area] - now.areaSold[area]);
        json.writeEndObject();
    }

    private static void seats(JsonGenerator json, String name, int state, SeatMap map, AvailabilitySnapshot now)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int seat = 0; seat < now.seats; seat++) {
            if ((seat & 31) == 0 && now.words[seat >>> 5] == 0) {
                // 32 free seats at once.
                seat += 31;
            } else if (now.seatState(seat) == state) {
                json.writeString(map.seatId(seat));
            }
        }
        json.writeEndArray();
    }
}
