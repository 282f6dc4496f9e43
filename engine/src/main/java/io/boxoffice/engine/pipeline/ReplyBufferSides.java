package io.boxoffice.engine.pipeline;

/**
 * How far the two threads of a {@link ReplyBuffer} are, each in cache lines of its own: with every reply both count, and would
 * otherwise take the line from each other.
 */
final class ReplyBufferSides {
    private ReplyBufferSides() {}

    /** Two cache lines, because processors fetch them in pairs. */
    private static class Padding {
        long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
    }

    /** The fields of {@link Owner}. */
    static class OwnerFields extends Padding {
        int inFlight;
        int readEntry;
        boolean draining;

        /** Replies handed out; the booking thread looks at it. */
        long drained;
    }

    /** The fields of {@link Booking}. */
    static class BookingFields extends Padding {
        long written;
        int writeEntry;

        /** What the owner's count was when it was looked at last. */
        long drainedAtLeast;

        /** Replies the owner may see; it looks at it. */
        long visible;
    }

    /** What the owner's thread writes. */
    static final class Owner extends OwnerFields {
        long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }

    /** What the booking thread writes. */
    static final class Booking extends BookingFields {
        long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
    }
}
