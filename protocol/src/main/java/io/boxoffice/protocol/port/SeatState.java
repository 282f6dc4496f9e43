package io.boxoffice.protocol.port;

/** The two bits a seat of published availability. */
public final class SeatState {
    public static final int FREE = 0;
    public static final int HELD = 1;
    public static final int SOLD = 2;
    public static final int BLOCKED = 3;

    private SeatState() {}
}
