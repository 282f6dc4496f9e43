package io.boxoffice.protocol.pricing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.protocol.upload.UploadRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What each seat and area of a show costs: the class of each seat and area, and a small table of amounts, a row a class and a
 * column a ticket type. A class need not sell every type. Types are numbers; their names are the catalog's. A type may be for
 * companions: a hold has at most as many units of such types as others. Immutable once built; amounts are minor units of the
 * show's currency, zero or more.
 *
 * <p>Upload format ({@link UploadRecords}). A list of one type: {@code 1 class: int64 amount} in the order of the classes, then
 * {@code 2 seats: int32 first, int32 last, uint8 class} and {@code 3 area: uint8 area, uint8 class}. Since version 3 of the
 * rules {@code 4 types: uint8 count, uint16 companions} may come first, a bit a type that is for companions; then
 * {@code 5 class: int64 amount of each type}, {@link #UNSOLD} where the class does not sell it. A list of more than 254
 * classes says {@code 6 seats: int32 first, int32 last, uint16 class} and {@code 7 area: uint8 area, uint16 class}. Every seat
 * and area of the map must have a class.
 */
public final class PriceList {
    /** The most classes a list may have; beyond 254 a seat takes two bytes. */
    public static final int MAX_CLASSES = 4_096;

    /** The most classes before version 3 of the rules. */
    static final int MAX_NARROW_CLASSES = 254;

    /** The most ticket types. */
    public static final int MAX_TYPES = 16;

    /** The most amounts of a show: of all classes and types, now and in all periods to come. */
    public static final int MAX_AMOUNTS = 32_768;

    /** What {@link Builder} says is the class of a seat or area that has none yet. */
    public static final int UNPRICED = 0xFFFF;

    /** The amount of a type that a class does not sell. */
    public static final long UNSOLD = -1;

    /** The largest amount. */
    public static final long MAX_AMOUNT = 1_000_000_000_000L;

    private static final int CLASS = 1;
    private static final int SEATS = 2;
    private static final int AREA = 3;
    private static final int TYPES = 4;
    private static final int TYPED_CLASS = 5;
    private static final int WIDE_SEATS = 6;
    private static final int WIDE_AREA = 7;

    private final int typeCount;
    private final int companions;
    private final long[] amounts;
    private final UnitClasses seats;
    private final UnitClasses areas;

    /** A bit a type that some class sells. */
    private final int soldSomewhere;

    /** A bit a type that every class sells. */
    private final int soldEverywhere;

    private PriceList(int typeCount, int companions, long[] amounts, UnitClasses seats, UnitClasses areas) {
        this.typeCount = typeCount;
        this.companions = companions;
        this.amounts = amounts;
        this.seats = seats;
        this.areas = areas;
        int sold = 0;
        int unsold = 0;
        for (int i = 0; i < amounts.length; i++) {
            sold |= amounts[i] == UNSOLD ? 0 : 1 << i % typeCount;
            unsold |= amounts[i] == UNSOLD ? 1 << i % typeCount : 0;
        }
        soldSomewhere = sold;
        soldEverywhere = sold & ~unsold;
    }

    /** Price classes. */
    public int classCount() {
        return amounts.length / typeCount;
    }

    /** Ticket types, 1 to {@link #MAX_TYPES}. */
    public int typeCount() {
        return typeCount;
    }

    /** A bit a type that is for companions. */
    public int companions() {
        return companions;
    }

    /** Whether a type is for companions. */
    public boolean isCompanion(int type) {
        return (companions >>> type & 1) != 0;
    }

    /** Whether any class sells a type, whatever number that is. */
    public boolean sells(int type) {
        return type >= 0 && type < typeCount && (soldSomewhere >>> type & 1) != 0;
    }

    /** Whether a unit, as the SBE schema numbers units, is sold as a type, whatever number that is. */
    public boolean sells(int unit, int type) {
        return unitPrice(unit, type) != UNSOLD;
    }

    /** Whether a class sells all types of a set, a bit a type. */
    public boolean classSells(int priceClass, int types) {
        for (int left = types; left != 0; left &= left - 1) {
            int type = Integer.numberOfTrailingZeros(left);
            if (type >= typeCount || amounts[priceClass * typeCount + type] == UNSOLD) {
                return false;
            }
        }
        return true;
    }

    /** Whether every class sells all types of a set, a bit a type. */
    public boolean allSell(int types) {
        return (types & ~soldEverywhere) == 0;
    }

    /** What a class costs as a type, or {@link #UNSOLD}. */
    public long amount(int priceClass, int type) {
        return amounts[priceClass * typeCount + type];
    }

    public int seatClass(int seat) {
        return seats.get(seat);
    }

    public int areaClass(int area) {
        return areas.get(area);
    }

    public long seatPrice(int seat) {
        return amount(seats.get(seat), 0);
    }

    public long areaPrice(int area) {
        return amount(areas.get(area), 0);
    }

    /**
     * The price, as a type, whatever number that is, of a unit as the SBE schema numbers units: a seat, or -(area + 1); {@link #UNSOLD}
     * where it is not sold.
     */
    public long unitPrice(int unit, int type) {
        if (type < 0 || type >= typeCount) {
            return UNSOLD;
        }
        return amount(unit >= 0 ? seats.get(unit) : areas.get(-(unit + 1)), type);
    }

    /** All amounts, a row a class and a column a type. A copy. */
    public long[] amounts() {
        return amounts.clone();
    }

    /**
     * The same classes with other amounts.
     *
     * @throws IllegalArgumentException when they are not as many, or no amounts
     */
    public PriceList withAmounts(long[] others) {
        if (others.length != amounts.length) {
            throw new IllegalArgumentException(others.length + " amounts for " + amounts.length);
        }
        requireAmounts(others, typeCount);
        return new PriceList(typeCount, companions, others.clone(), seats, areas);
    }

    /** What the classes of its seats take in memory, in bytes. */
    public int seatBytes() {
        return seats.bytes();
    }

    /** A builder that has been given all of this list. */
    public Builder toBuilder() {
        return new Builder(typeCount, companions, amounts, seats.toArray(), areas.toArray());
    }

    /** The list as an upload. A list of one type and at most 254 classes is encoded as it always was. */
    public byte[] encode() {
        UploadRecords.Writer w = new UploadRecords.Writer();
        boolean typed = typeCount > 1 || companions != 0;
        if (typed) {
            w.begin(TYPES).putByte(typeCount).putShort(companions).end();
        }
        for (int first = 0; first < amounts.length; first += typeCount) {
            w.begin(typed ? TYPED_CLASS : CLASS);
            for (int type = 0; type < typeCount; type++) {
                w.putLong(amounts[first + type]);
            }
            w.end();
        }
        boolean wide = classCount() > MAX_NARROW_CLASSES;
        int first = 0;
        for (int seat = 1; seat <= seats.length(); seat++) {
            if (seat == seats.length() || seats.get(seat) != seats.get(first)) {
                w.begin(wide ? WIDE_SEATS : SEATS).putInt(first).putInt(seat - 1);
                put(w, wide, seats.get(first));
                first = seat;
            }
        }
        for (int area = 0; area < areas.length(); area++) {
            w.begin(wide ? WIDE_AREA : AREA).putByte(area);
            put(w, wide, areas.get(area));
        }
        return w.toBytes();
    }

    private static void put(UploadRecords.Writer w, boolean wide, int priceClass) {
        if (wide) {
            w.putShort(priceClass).end();
        } else {
            w.putByte(priceClass).end();
        }
    }

    /** Each class must sell something, and nothing for less than 0. */
    static void requireAmounts(long[] amounts, int typeCount) {
        for (int first = 0; first < amounts.length; first += typeCount) {
            boolean sold = false;
            for (int i = first; i < first + typeCount; i++) {
                require(amounts[i] >= UNSOLD && amounts[i] <= MAX_AMOUNT, "amount out of range: " + amounts[i]);
                sold |= amounts[i] != UNSOLD;
            }
            require(sold, "a price class without any amount");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Builds a list for a map of the given size; of one type unless told otherwise. Not thread-safe. */
    public static final class Builder {
        private final char[] seatClass;
        private final char[] areaClass;
        private int typeCount = 1;
        private int companions;
        private long[] amounts = new long[0];

        /** The classes of each row of amounts, kept only between calls of {@link #classOf}. */
        private Map<List<Long>, Integer> classes;

        public Builder(int seats, int areas) {
            seatClass = new char[seats];
            areaClass = new char[areas];
            Arrays.fill(seatClass, (char) UNPRICED);
            Arrays.fill(areaClass, (char) UNPRICED);
        }

        private Builder(int typeCount, int companions, long[] amounts, char[] seatClass, char[] areaClass) {
            this.typeCount = typeCount;
            this.companions = companions;
            this.amounts = amounts;
            this.seatClass = seatClass;
            this.areaClass = areaClass;
        }

        /**
         * How many ticket types there are, and which are for companions. Before the first class.
         *
         * @param count        1 to {@link PriceList#MAX_TYPES}
         * @param companionSet a bit a type
         */
        public Builder types(int count, int companionSet) {
            require(amounts.length == 0, "types after a price class");
            require(count >= 1 && count <= MAX_TYPES, "ticket types out of range: " + count);
            require(companionSet >>> count == 0, "companions of no type");
            typeCount = count;
            companions = companionSet;
            return this;
        }

        public int typeCount() {
            return typeCount;
        }

        public int companions() {
            return companions;
        }

        public int classCount() {
            return amounts.length / typeCount;
        }

        /** What a class costs as a type, or {@link PriceList#UNSOLD}. */
        public long amount(int priceClass, int type) {
            return amounts[priceClass * typeCount + type];
        }

        public int seatCount() {
            return seatClass.length;
        }

        public int areaCount() {
            return areaClass.length;
        }

        /** The class a seat has so far, or {@link #UNPRICED}. */
        public int seatClass(int seat) {
            return seatClass[seat];
        }

        /** The class an area has so far, or {@link #UNPRICED}. */
        public int areaClass(int area) {
            return areaClass[area];
        }

        /** The class that costs this much as each type, made when new. */
        public int classOf(long... amountOfType) {
            if (classes == null) {
                classes = new HashMap<>();
                for (int first = 0; first < amounts.length; first += typeCount) {
                    classes.putIfAbsent(row(amounts, first), first / typeCount);
                }
            }
            Map<List<Long>, Integer> known = classes;
            return known.computeIfAbsent(row(amountOfType, 0), row -> {
                addClass(amountOfType);
                classes = known;
                return classCount() - 1;
            });
        }

        private List<Long> row(long[] from, int first) {
            List<Long> row = new ArrayList<>(typeCount);
            for (int i = first; i < Math.min(from.length, first + typeCount); i++) {
                row.add(from[i]);
            }
            return row;
        }

        public Builder seats(int first, int last, int priceClass) {
            require(first >= 0 && first <= last && last < seatClass.length, "no such seats: " + first + " to " + last);
            require(priceClass < classCount(), "no such price class: " + priceClass);
            Arrays.fill(seatClass, first, last + 1, (char) priceClass);
            return this;
        }

        public Builder area(int area, int priceClass) {
            require(area >= 0 && area < areaClass.length, "no such area: " + area);
            require(priceClass < classCount(), "no such price class: " + priceClass);
            areaClass[area] = (char) priceClass;
            return this;
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
         * @param typed whether the records of version 3 are known
         * @throws IllegalArgumentException when they are not valid for this map
         */
        public void decode(DirectBuffer buffer, int offset, int length, boolean typed) {
            UploadRecords.forEach(buffer, offset, length, (tag, b, at, n) -> {
                if (tag == CLASS && n == 8 && typeCount == 1) {
                    require(typed || classCount() < MAX_NARROW_CLASSES, "more than 254 price classes");
                    addClass(b.getLong(at, LITTLE_ENDIAN));
                } else if (tag == SEATS && n == 9) {
                    int first = b.getInt(at, LITTLE_ENDIAN);
                    seats(first, b.getInt(at + 4, LITTLE_ENDIAN), b.getByte(at + 8) & 0xFF);
                } else if (tag == AREA && n == 2) {
                    area(b.getByte(at) & 0xFF, b.getByte(at + 1) & 0xFF);
                } else if (!typed || !decodeTyped(tag, b, at, n)) {
                    throw new IllegalArgumentException("unknown record " + tag);
                }
            });
        }

        private boolean decodeTyped(int tag, DirectBuffer b, int at, int n) {
            if (tag == TYPES && n == 3) {
                types(b.getByte(at) & 0xFF, b.getShort(at + 1, LITTLE_ENDIAN) & 0xFFFF);
            } else if (tag == TYPED_CLASS && n == 8 * typeCount) {
                long[] row = new long[typeCount];
                for (int type = 0; type < typeCount; type++) {
                    row[type] = b.getLong(at + 8 * type, LITTLE_ENDIAN);
                }
                addClass(row);
            } else if (tag == WIDE_SEATS && n == 10) {
                int first = b.getInt(at, LITTLE_ENDIAN);
                seats(first, b.getInt(at + 4, LITTLE_ENDIAN), b.getShort(at + 8, LITTLE_ENDIAN) & 0xFFFF);
            } else if (tag == WIDE_AREA && n == 3) {
                area(b.getByte(at) & 0xFF, b.getShort(at + 1, LITTLE_ENDIAN) & 0xFFFF);
            } else {
                return false;
            }
            return true;
        }

        /**
         * @throws IllegalArgumentException when a seat or area has no price
         */
        public PriceList build() {
            require(amounts.length <= MAX_AMOUNTS, "more than " + MAX_AMOUNTS + " amounts of classes and types");
            for (int seat = 0; seat < seatClass.length; seat++) {
                require(seatClass[seat] != UNPRICED, "seat without a price: index " + seat);
            }
            for (int area = 0; area < areaClass.length; area++) {
                require(areaClass[area] != UNPRICED, "area without a price: index " + area);
            }
            UnitClasses seats = new UnitClasses(seatClass, classCount());
            return new PriceList(typeCount, companions, amounts, seats, new UnitClasses(areaClass, classCount()));
        }

        /** A class after those there are, also when one has the same amounts: one of each type. */
        public void addClass(long... amountOfType) {
            require(amountOfType.length == typeCount, "amounts of another number of types");
            requireAmounts(amountOfType, typeCount);
            require(classCount() < MAX_CLASSES, "more than " + MAX_CLASSES + " price classes");
            amounts = Arrays.copyOf(amounts, amounts.length + typeCount);
            System.arraycopy(amountOfType, 0, amounts, amounts.length - typeCount, typeCount);
            classes = null;
        }
    }
}
