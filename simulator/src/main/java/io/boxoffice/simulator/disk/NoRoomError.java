package io.boxoffice.simulator.disk;

/** A page without space behind it was touched: the fault that would kill a real JVM. */
public final class NoRoomError extends Error {
    private static final long serialVersionUID = 1L;

    NoRoomError(long wantedBytes, long usableBytes) {
        super("a mapped page was touched without space behind it: " + wantedBytes + " bytes wanted, " + usableBytes
                + " left");
    }
}
