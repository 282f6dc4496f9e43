package io.boxoffice.protocol.pricing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import org.agrona.DirectBuffer;

/**
 * The seats of a show that are not for sale, each with a reason code 1 to 127. An upload states all of them: seats it does
 * not name become unblocked. Mutable, not thread-safe.
 *
 * <p>Upload format ({@link UploadRecords}): {@code 1: int32 first, int32 last, uint8 reason}; without any blocks, one record
 * {@code 2} with no payload, since an upload has at least one byte.
 */
public final class SeatBlocks {
    private static final int RANGE = 1;
    private static final int NONE = 2;

    private final byte[] reasons;

    public SeatBlocks(int seats) {
        reasons = new byte[seats];
    }

    /** The reason code of a seat, or 0 when it is for sale. */
    public int reason(int seat) {
        return reasons[seat];
    }

    /**
     * @throws IllegalArgumentException when there is no such seat or reason
     */
    public SeatBlocks block(int first, int last, int reason) {
        if (first < 0 || last < first || last >= reasons.length || reason < 1 || reason > 127) {
            throw new IllegalArgumentException("no such block: " + first + " to " + last + ", reason " + reason);
        }
        java.util.Arrays.fill(reasons, first, last + 1, (byte) reason);
        return this;
    }

    public byte[] encode() {
        UploadRecords.Writer w = new UploadRecords.Writer();
        int first = 0;
        for (int seat = 1; seat <= reasons.length; seat++) {
            if (seat == reasons.length || reasons[seat] != reasons[first]) {
                if (reasons[first] != 0) {
                    w.begin(RANGE).putInt(first).putInt(seat - 1).putByte(reasons[first]);
                    w.end();
                }
                first = seat;
            }
        }
        byte[] bytes = w.toBytes();
        return bytes.length > 0
                ? bytes
                : new UploadRecords.Writer().begin(NONE).end().toBytes();
    }

    /**
     * Reads the records of one part.
     *
     * @throws IllegalArgumentException when they are not valid for this map
     */
    public void decode(DirectBuffer buffer, int offset, int length) {
        UploadRecords.forEach(buffer, offset, length, (tag, b, at, n) -> {
            if (tag == RANGE && n == 9) {
                block(b.getInt(at, LITTLE_ENDIAN), b.getInt(at + 4, LITTLE_ENDIAN), b.getByte(at + 8));
            } else if (tag != NONE || n != 0) {
                throw new IllegalArgumentException("unknown record " + tag);
            }
        });
    }
}
