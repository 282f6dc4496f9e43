package io.boxoffice.protocol;

/**
 * Fields that a message has no value for: one of an older schema version, which did not have them, or one that left them out. SBE reads
 * both as the type's null value; here all such fields mean 0 then. Any thread.
 */
public final class Absent {
    private static final short NULL_OF_UINT8 = 255;

    private Absent() {}

    /** An int64, or 0. */
    public static long orZero(long value) {
        return value == Long.MIN_VALUE ? 0 : value;
    }

    /** An int32, or 0. */
    public static int orZero(int value) {
        return value == Integer.MIN_VALUE ? 0 : value;
    }

    /** A uint8, or 0. */
    public static int orZero(short value) {
        return value == NULL_OF_UINT8 ? 0 : value;
    }
}
