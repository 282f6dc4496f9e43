package io.boxoffice.protocol.pricing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * What of a show is not for sale: seats, each with a reason code 1 to 127, and of each area a number of places. It is either
 * all of it (an upload of kind SEAT_BLOCKS: what it does not name becomes unblocked), or what changes (SEAT_BLOCK_CHANGES: what
 * it does not name stays as it is). Mutable, not thread-safe.
 *
 * <p>Upload format ({@link UploadRecords}): {@code 1: int32 first, int32 last, uint8 reason}; since version 3 of the rules
 * {@code 3: uint8 area, int32 places} and {@code 4: int32 first, int32 last}, which unblocks seats. Without any of these, one
 * record {@code 2} with no payload, since an upload has at least one byte.
 */
public final class SeatBlocks {
    /** The {@link #reason} of a seat that is to be unblocked by name. */
    public static final int UNBLOCKED = -1;

    /** The {@link #places} of an area that is not named. */
    public static final int NOT_NAMED = -1;

    private static final int RANGE = 1;
    private static final int NONE = 2;
    private static final int AREA = 3;
    private static final int UNBLOCK = 4;

    private final byte[] reasons;
    private final int[] places;

    /** For a map of so many seats, without areas. */
    public SeatBlocks(int seats) {
        this(seats, 0);
    }

    /** For a map of so many seats and areas; nothing is named yet. */
    public SeatBlocks(int seats, int areas) {
        reasons = new byte[seats];
        places = new int[areas];
        Arrays.fill(places, NOT_NAMED);
    }

    /** The reason code of a seat; 0: it is not named; or {@link #UNBLOCKED}. */
    public int reason(int seat) {
        return reasons[seat];
    }

    /** How many places of an area are blocked, or {@link #NOT_NAMED}. */
    public int places(int area) {
        return places[area];
    }

    /** Whether any area is named. */
    public boolean namesAreas() {
        for (int blocked : places) {
            if (blocked != NOT_NAMED) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws IllegalArgumentException when there is no such seat or reason
     */
    public SeatBlocks block(int first, int last, int reason) {
        requireSeats(first, last, reason >= 1 && reason <= 127);
        Arrays.fill(reasons, first, last + 1, (byte) reason);
        return this;
    }

    /**
     * @throws IllegalArgumentException when there is no such seat
     */
    public SeatBlocks unblock(int first, int last) {
        requireSeats(first, last, true);
        Arrays.fill(reasons, first, last + 1, (byte) UNBLOCKED);
        return this;
    }

    /**
     * Blocks so many places of an area, none when 0.
     *
     * @throws IllegalArgumentException when there is no such area, or the number is negative
     */
    public SeatBlocks area(int area, int blockedPlaces) {
        if (area < 0 || area >= places.length || blockedPlaces < 0) {
            throw new IllegalArgumentException("no such block: " + blockedPlaces + " places of area " + area);
        }
        places[area] = blockedPlaces;
        return this;
    }

    private void requireSeats(int first, int last, boolean reason) {
        if (first < 0 || last < first || last >= reasons.length || !reason) {
            throw new IllegalArgumentException("no such block: " + first + " to " + last);
        }
    }

    /** The blocks as an upload. */
    public byte[] encode() {
        UploadRecords.Writer w = new UploadRecords.Writer();
        int first = 0;
        for (int seat = 1; seat <= reasons.length; seat++) {
            if (seat == reasons.length || reasons[seat] != reasons[first]) {
                if (reasons[first] > 0) {
                    w.begin(RANGE).putInt(first).putInt(seat - 1).putByte(reasons[first]);
                    w.end();
                } else if (reasons[first] == UNBLOCKED) {
                    w.begin(UNBLOCK).putInt(first).putInt(seat - 1).end();
                }
                first = seat;
            }
        }
        for (int area = 0; area < places.length; area++) {
            if (places[area] != NOT_NAMED) {
                w.begin(AREA).putByte(area).putInt(places[area]).end();
            }
        }
        byte[] bytes = w.toBytes();
        return bytes.length > 0
                ? bytes
                : new UploadRecords.Writer().begin(NONE).end().toBytes();
    }

    /**
     * Reads the records of one part, as version 3 of the rules has them.
     *
     * @throws IllegalArgumentException when they are not valid for this map
     */
    public void decode(DirectBuffer buffer, int offset, int length) {
        decode(buffer, offset, length, true);
    }

    /**
     * Reads the records of one part.
     *
     * @param version3 whether the records of version 3 are known
     * @throws IllegalArgumentException when they are not valid for this map
     */
    public void decode(DirectBuffer buffer, int offset, int length, boolean version3) {
        UploadRecords.forEach(buffer, offset, length, (tag, b, at, n) -> {
            if (tag == RANGE && n == 9) {
                block(b.getInt(at, LITTLE_ENDIAN), b.getInt(at + 4, LITTLE_ENDIAN), b.getByte(at + 8));
            } else if (version3 && tag == UNBLOCK && n == 8) {
                unblock(b.getInt(at, LITTLE_ENDIAN), b.getInt(at + 4, LITTLE_ENDIAN));
            } else if (version3 && tag == AREA && n == 5) {
                area(b.getByte(at) & 0xFF, b.getInt(at + 1, LITTLE_ENDIAN));
            } else if (tag != NONE || n != 0) {
                throw new IllegalArgumentException("unknown record " + tag);
            }
        });
    }
}
