package io.boxoffice.engine.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the items that {@link SnapshotEncoder} wrote. For one thread. */
final class SnapshotDecoder {
    private static final int CAPACITY = 2 * SnapshotSink.MAX_PIECE_BYTES;
    private static final int MAX_TEXT_BYTES = 1 << 16;

    /** Larger than what is read into it, so that the last item may be loaded as a whole long. */
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY + Long.BYTES]);

    private final SnapshotSource source;
    private int position;
    private int limit;
    private boolean ended;

    SnapshotDecoder(SnapshotSource source) {
        this.source = source;
    }

    long next() {
        if (limit - position < SnapshotEncoder.MAX_ITEM_BYTES && !ended) {
            fill();
        }
        int first = buffer.getByte(position) & 0xFF;
        long folded = first;
        int length = 1;
        if (first >= SnapshotEncoder.FIRST_MARKER) {
            int bytes = first - SnapshotEncoder.FIRST_MARKER + 1;
            folded = buffer.getLong(position + 1, LITTLE_ENDIAN) & -1L >>> Long.SIZE - (bytes << 3);
            length += bytes;
        }
        position += length;
        require(position <= limit, "it ends too early");
        return folded >>> 1 ^ -(folded & 1);
    }

    int nextInt() {
        long item = next();
        require(item == (int) item, "a number is too large");
        return (int) item;
    }

    /** A number of things, at most a limit. */
    int nextCount(int max) {
        long count = next();
        require(count >= 0 && count <= max, "a count of something", count);
        return (int) count;
    }

    boolean nextFlag() {
        return nextCount(1) == 1;
    }

    String nextText() {
        byte[] bytes = new byte[nextCount(MAX_TEXT_BYTES)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) next();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** There must be nothing more. */
    void requireEnd() {
        fill();
        require(position == limit, "it has bytes too many");
    }

    static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not a snapshot of this state machine: " + what);
        }
    }

    /** The same with a number to be named. */
    static void require(boolean condition, String what, long number) {
        if (!condition) {
            throw new IllegalArgumentException("not a snapshot of this state machine: " + what + ": " + number);
        }
    }

    private void fill() {
        int left = limit - position;
        buffer.putBytes(0, buffer, position, left);
        position = 0;
        limit = left;
        while (!ended && CAPACITY - limit >= SnapshotSink.MAX_PIECE_BYTES) {
            int read = source.read(buffer, limit, CAPACITY - limit);
            if (read < 0) {
                ended = true;
            } else {
                limit += read;
            }
        }
    }
}
