package io.boxoffice.protocol.port;

/**
 * The state of a show's seats and areas at one version. Seats are two bits each ({@link SeatState}), 32 to a long, seat 0 in
 * the lowest bits of word 0. Of a show that was cancelled nothing is free: what nobody has is blocked. Not thread-safe.
 */
public final class AvailabilitySnapshot {
    /** The lower of each seat's two bits in a word. */
    public static final long LOW_BITS = 0x5555_5555_5555_5555L;

    /** The sequence of the last command contained. */
    public long version;

    /** Seats in the seat map. */
    public int seats;

    /** Two bits a seat; longer than needed when reused. */
    public long[] words = new long[0];

    /** Areas in the seat map. */
    public int areas;

    /** Places held, an area each. */
    public int[] areaHeld = new int[0];

    /** Places sold, an area each. */
    public int[] areaSold = new int[0];

    /** Places that are not for sale, an area each. */
    public int[] areaBlocked = new int[0];

    /** Makes room for a map of this size. */
    public void ensureCapacity(int seatCount, int areaCount) {
        seats = seatCount;
        areas = areaCount;
        int needed = (seatCount + 31) >>> 5;
        if (words.length < needed) {
            words = new long[needed];
        }
        if (areaHeld.length < areaCount) {
            areaHeld = new int[areaCount];
            areaSold = new int[areaCount];
            areaBlocked = new int[areaCount];
        }
    }

    /** The two bits of one seat, a {@link SeatState} value. */
    public int seatState(int seat) {
        return (int) (words[seat >>> 5] >>> ((seat & 31) << 1)) & 3;
    }
}
