package io.boxoffice.engine.state;

import org.agrona.MutableDirectBuffer;

/** Gives the bytes of a snapshot, in order. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Copies the next bytes.
     *
     * @return how many, 1 to {@code maxLength}; -1 at the end
     */
    int read(MutableDirectBuffer into, int offset, int maxLength);
}
