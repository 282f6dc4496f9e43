package io.boxoffice.protocol;

/** The fixed size of a ring slot, which bounds every command and every reply. */
public final class Slot {
    /** Bytes of one message, its SBE header included. */
    public static final int SIZE_BYTES = 1024;

    /** Seats and places of one hold at most: so many fit a reply. What is configured, and what shows say, is at most this. */
    public static final int MAX_UNITS = 48;

    /** Requests for best available seats of one hold at most; those of one party count one a ticket type. */
    public static final int MAX_BEST_REQUESTS = 8;

    private Slot() {}
}
