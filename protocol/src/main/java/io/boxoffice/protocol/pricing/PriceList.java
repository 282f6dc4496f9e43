package io.boxoffice.protocol.pricing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * What each seat and area of a show costs: a small table of price classes, and the class of each seat and area. Immutable
 * once built; amounts are minor units of the show's currency, zero or more.
 *
 * <p>Upload format ({@link UploadRecords}): {@code 1 class: int64 amount} in the order of the classes, then
 * {@code 2 seats: int32 first, int32 last, uint8 class} and {@code 3 area: uint8 area, uint8 class}. Every seat and area of
 * the map must have a class.
 */
public final class PriceList {
    /** The most classes a list may have. */
    public static final int MAX_CLASSES = 254;

    /** What {@link Builder} says is the class of a seat or area that has none yet. */
    public static final int UNPRICED = 255;

    private static final int CLASS = 1;
    private static final int SEATS = 2;
    private static final int AREA = 3;

    private final long[] amounts;
    private final byte[] seatClass;
    private final byte[] areaClass;

    private PriceList(long[] amounts, byte[] seatClass, byte[] areaClass) {
        this.amounts = amounts;
        this.seatClass = seatClass;
        this.areaClass = areaClass;
    }

    public int classCount() {
        return amounts.length;
    }

    public long amount(int priceClass) {
        return amounts[priceClass];
    }

    public int seatClass(int seat) {
        return seatClass[seat] & 0xFF;
    }

    public int areaClass(int area) {
        return areaClass[area] & 0xFF;
    }

    public long seatPrice(int seat) {
        return amounts[seatClass[seat] & 0xFF];
    }

    public long areaPrice(int area) {
        return amounts[areaClass[area] & 0xFF];
    }

    /** The price of a unit as the SBE schema numbers units: a seat, or -(area + 1). */
    public long unitPrice(int unit) {
        return unit >= 0 ? seatPrice(unit) : areaPrice(-(unit + 1));
    }

    /** A builder that has been given all of this list. */
    public Builder toBuilder() {
        return new Builder(amounts, seatClass.clone(), areaClass.clone());
    }

    public byte[] encode() {
        UploadRecords.Writer w = new UploadRecords.Writer();
        for (long amount : amounts) {
            w.begin(CLASS).putLong(amount).end();
        }
        int first = 0;
        for (int seat = 1; seat <= seatClass.length; seat++) {
            if (seat == seatClass.length || seatClass[seat] != seatClass[first]) {
                w.begin(SEATS).putInt(first).putInt(seat - 1).putByte(seatClass[first]);
                w.end();
                first = seat;
            }
        }
        for (int area = 0; area < areaClass.length; area++) {
            w.begin(AREA).putByte(area).putByte(areaClass[area]).end();
        }
        return w.toBytes();
    }

    /** Builds a list for a map of the given size. Not thread-safe. */
    public static final class Builder {
        private final byte[] seatClass;
        private final byte[] areaClass;
        private long[] amounts = new long[0];

        public Builder(int seats, int areas) {
            seatClass = new byte[seats];
            areaClass = new byte[areas];
            Arrays.fill(seatClass, (byte) UNPRICED);
            Arrays.fill(areaClass, (byte) UNPRICED);
        }

        private Builder(long[] amounts, byte[] seatClass, byte[] areaClass) {
            this.amounts = amounts;
            this.seatClass = seatClass;
            this.areaClass = areaClass;
        }

        public int classCount() {
            return amounts.length;
        }

        public long amount(int priceClass) {
            return amounts[priceClass];
        }

        public int seatCount() {
            return seatClass.length;
        }

        public int areaCount() {
            return areaClass.length;
        }

        /** The class a seat has so far, or {@link #UNPRICED}. */
        public int seatClass(int seat) {
            return seatClass[seat] & 0xFF;
        }

        /** The class an area has so far, or {@link #UNPRICED}. */
        public int areaClass(int area) {
            return areaClass[area] & 0xFF;
        }

        /** The class of an amount, made when new. */
        public int classOf(long amount) {
            for (int i = 0; i < amounts.length; i++) {
                if (amounts[i] == amount) {
                    return i;
                }
            }
            addClass(amount);
            return amounts.length - 1;
        }

        public Builder seats(int first, int last, int priceClass) {
            require(first >= 0 && first <= last && last < seatClass.length, "no such seats: " + first + " to " + last);
            require(priceClass < amounts.length, "no such price class: " + priceClass);
            Arrays.fill(seatClass, first, last + 1, (byte) priceClass);
            return this;
        }

        public Builder area(int area, int priceClass) {
            require(area >= 0 && area < areaClass.length, "no such area: " + area);
            require(priceClass < amounts.length, "no such price class: " + priceClass);
            areaClass[area] = (byte) priceClass;
            return this;
        }

        /**
         * Reads the records of one part.
         *
         * @throws IllegalArgumentException when they are not valid for this map
         */
        public void decode(DirectBuffer buffer, int offset, int length) {
            UploadRecords.forEach(buffer, offset, length, (tag, b, at, n) -> {
                if (tag == CLASS && n == 8) {
                    addClass(b.getLong(at, LITTLE_ENDIAN));
                } else if (tag == SEATS && n == 9) {
                    int first = b.getInt(at, LITTLE_ENDIAN);
                    seats(first, b.getInt(at + 4, LITTLE_ENDIAN), b.getByte(at + 8) & 0xFF);
                } else if (tag == AREA && n == 2) {
                    area(b.getByte(at) & 0xFF, b.getByte(at + 1) & 0xFF);
                } else {
                    throw new IllegalArgumentException("unknown record " + tag);
                }
            });
        }

        /**
         * @throws IllegalArgumentException when a seat or area has no price
         */
        public PriceList build() {
            for (int seat = 0; seat < seatClass.length; seat++) {
                require((seatClass[seat] & 0xFF) != UNPRICED, "seat without a price: index " + seat);
            }
            for (int area = 0; area < areaClass.length; area++) {
                require((areaClass[area] & 0xFF) != UNPRICED, "area without a price: index " + area);
            }
            return new PriceList(amounts, seatClass.clone(), areaClass.clone());
        }

        /** A class after those there are, also when one has the same amount. */
        public void addClass(long amount) {
            require(amount >= 0 && amount <= 1_000_000_000_000L, "amount out of range: " + amount);
            require(amounts.length < MAX_CLASSES, "more than 254 price classes");
            amounts = Arrays.copyOf(amounts, amounts.length + 1);
            amounts[amounts.length - 1] = amount;
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
