package io.boxoffice.protocol;

/** The fixed size of a ring slot, which bounds every command and every reply. */
public final class Slot {
    /** Bytes of one message, its SBE header included. */
    public static final int SIZE_BYTES = 1024;

    private Slot() {}
}
