package io.boxoffice.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of a port hold in memory: answers that are not sent, and requests that are not decoded. Each connection
 * says how its own part changes, when it has done what there was to do; in the steady state that part is 0 and nothing is said.
 * Any thread.
 */
final class HeldBytes {
    private final AtomicLong held = new AtomicLong();
    private final long maxBytes;
    private final long pressedBytes;

    HeldBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        pressedBytes = maxBytes - maxBytes / 4;
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    /** Whether so much has to be held that everybody must make do with little, and slow clients are cut off soon. */
    boolean isPressed() {
        return held.get() > pressedBytes;
    }

    /** Whether there is room for so many bytes more. */
    boolean hasRoomFor(long bytes) {
        return held.get() + bytes <= maxBytes;
    }

    long bytes() {
        return held.get();
    }
}
