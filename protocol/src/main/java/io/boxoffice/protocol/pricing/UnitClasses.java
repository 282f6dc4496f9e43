package io.boxoffice.protocol.pricing;

import java.util.Arrays;

/** The price class of each seat, or of each area: a byte each, two where a list has more classes than a byte can name. Immutable. */
final class UnitClasses {
    /** Classes that fit a byte each, beside {@link PriceList#UNPRICED} of older formats. */
    private static final int NARROW = 254;

    private final byte[] narrow;
    private final char[] wide;

    /**
     * @param classes of each seat or area, all below {@code classCount}
     */
    UnitClasses(char[] classes, int classCount) {
        narrow = classCount <= NARROW ? new byte[classes.length] : null;
        wide = narrow == null ? classes.clone() : null;
        for (int i = 0; narrow != null && i < classes.length; i++) {
            narrow[i] = (byte) classes[i];
        }
    }

    int get(int index) {
        return narrow != null ? narrow[index] & 0xFF : wide[index];
    }

    int length() {
        return narrow != null ? narrow.length : wide.length;
    }

    char[] toArray() {
        char[] classes = new char[length()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (char) get(i);
        }
        return classes;
    }

    /** What the classes take in memory, in bytes. */
    int bytes() {
        return narrow != null ? narrow.length : wide.length * Character.BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitClasses that && Arrays.equals(toArray(), that.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }
}
