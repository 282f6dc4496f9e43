package io.boxoffice.gateway.availability;

import io.boxoffice.gateway.http.JsonBytes;
import io.boxoffice.protocol.port.AvailabilitySnapshot;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How availability looks. Any thread. */
public final class AvailabilityJson {
    private static final byte[] SHOW_ID = JsonBytes.prepared("showId");
    private static final byte[] SEQUENCE = JsonBytes.prepared("sequence");
    private static final byte[] SEAT_MAP_ID = JsonBytes.prepared("seatMapId");
    private static final byte[] PRICES_VERSION = JsonBytes.prepared("pricesVersion");
    private static final byte[] SALE_STATUS = JsonBytes.prepared("saleStatus");
    private static final byte[] COUNTS = JsonBytes.prepared("counts");
    private static final byte[] FREE = JsonBytes.prepared("free");
    private static final byte[] HELD = JsonBytes.prepared("held");
    private static final byte[] SOLD = JsonBytes.prepared("sold");
    private static final byte[] BLOCKED = JsonBytes.prepared("blocked");
    private static final byte[] AREAS = JsonBytes.prepared("areas");
    private static final byte[] AREA = JsonBytes.prepared("area");
    private static final byte[] CAPACITY = JsonBytes.prepared("capacity");

    private static final int NONE = -1;
    private static final int BYTES_BESIDE_SEATS = 512;
    private static final int BYTES_OF_AREA = 96;
    private static final int SEATS_PER_WORD = 32;

    private AvailabilityJson() {}

    /**
     * All of it.
     *
     * @param nowMs since 1970
     */
    public static byte[] encode(SeatMap map, ShowSnapshot told, long nowMs) {
        AvailabilitySnapshot now = told.seats();
        SeatNames names = SeatNames.of(map);
        int capacity = BYTES_BESIDE_SEATS + now.areas * BYTES_OF_AREA + names.bytes();
        return JsonBytes.writeLarge(capacity, json -> {
            json.startObject();
            json.name(SHOW_ID).id(told.definition().showId());
            json.name(SEQUENCE).id(now.version);
            json.name(SEAT_MAP_ID).id(told.definition().seatMapId());
            standing(json, map, told, nowMs);
            counts(json, now);
            seats(json.name(HELD), SeatState.HELD, names, now);
            seats(json.name(SOLD), SeatState.SOLD, names, now);
            seats(json.name(BLOCKED), SeatState.BLOCKED, names, now);
            json.name(AREAS).startArray();
            for (int area = 0; area < now.areas; area++) {
                area(json, map, told, area);
            }
            json.endArray();
            json.endObject();
        });
    }

    /** Two bits a seat in the map's order, four seats a byte, the first in the lowest bits. */
    public static byte[] bits(AvailabilitySnapshot now) {
        int words = (now.seats + 31) >>> 5;
        ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(now.words, 0, words);
        return Arrays.copyOf(bytes.array(), (now.seats + 3) >>> 2);
    }

    /** Which prices are in force, and whether seats can be had. */
    public static void standing(JsonBytes json, SeatMap map, ShowSnapshot told, long nowMs) {
        json.name(PRICES_VERSION).id(told.definition().priceVersion());
        json.name(SALE_STATUS).string(told.saleStatus(map, nowMs).text());
    }

    /** How many seats are in which state. */
    public static void counts(JsonBytes json, AvailabilitySnapshot now) {
        int held = 0;
        int sold = 0;
        int blocked = 0;
        for (int word = 0; word < (now.seats + 31) >>> 5; word++) {
            held += Long.bitCount(seatsInState(now.words[word], SeatState.HELD));
            sold += Long.bitCount(seatsInState(now.words[word], SeatState.SOLD));
            blocked += Long.bitCount(seatsInState(now.words[word], SeatState.BLOCKED));
        }
        json.name(COUNTS).startObject();
        json.name(FREE).number(now.seats - held - sold - blocked);
        json.name(HELD).number(held);
        json.name(SOLD).number(sold);
        json.name(BLOCKED).number(blocked);
        json.endObject();
    }

    /** One area. */
    public static void area(JsonBytes json, SeatMap map, ShowSnapshot told, int area) {
        json.startObject();
        json.name(AREA).string(map.area(area).id());
        json.name(CAPACITY).number(map.area(area).capacity());
        json.name(FREE).number(told.freePlaces(map, area));
        json.name(BLOCKED).number(told.seats().areaBlocked[area]);
        json.endObject();
    }

    private static void seats(JsonBytes json, int state, SeatNames names, AvailabilitySnapshot now) {
        json.startArray();
        int runStart = NONE;
        for (int word = 0; word < (now.seats + 31) >>> 5; word++) {
            long inState = seatsInState(now.words[word], state);
            int at = 0;
            // From one end of a run to the next, by counting zeros.
            while (at < SEATS_PER_WORD) {
                long ends = (runStart == NONE ? inState : ~inState & AvailabilitySnapshot.LOW_BITS) >>> 2 * at;
                if (ends == 0) {
                    break;
                }
                at += Long.numberOfTrailingZeros(ends) >>> 1;
                int seat = word * SEATS_PER_WORD + at;
                if (runStart == NONE) {
                    runStart = seat;
                } else {
                    names.write(json, runStart, seat);
                    runStart = NONE;
                }
            }
        }
        if (runStart != NONE) {
            names.write(json, runStart, now.seats);
        }
        json.endArray();
    }

    /** The lower bit of each seat of a word that is in a state. */
    private static long seatsInState(long word, int state) {
        long low = (state & 1) == 0 ? ~word : word;
        long high = ((state & 2) == 0 ? ~word : word) >>> 1;
        return low & high & AvailabilitySnapshot.LOW_BITS;
    }
}
