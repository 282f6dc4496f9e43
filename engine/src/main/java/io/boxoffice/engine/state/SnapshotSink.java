package io.boxoffice.engine.state;

import org.agrona.DirectBuffer;

/** Takes the bytes of a snapshot, one piece after the other. */
@FunctionalInterface
public interface SnapshotSink {
    /** The bytes are valid during the call only; a piece has at most {@link #MAX_PIECE_BYTES}. */
    void write(DirectBuffer buffer, int offset, int length);

    /** The longest piece. */
    int MAX_PIECE_BYTES = 1 << 18;
}
