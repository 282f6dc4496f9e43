package io.boxoffice.engine.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes the items of the state as bytes, and hashes them on the way. An item is a number of 1 to 9 bytes: folded so that small
 * ones of either sign are small, in one byte below {@link #FIRST_MARKER}, else in a byte that says how many follow, and these,
 * little-endian. Text is its length in bytes, and as many bytes of UTF-8, an item each. For one thread.
 */
final class SnapshotEncoder implements StateSink {
    /** The lowest first byte that says that 1 byte follows, 2 for the next, to 8. */
    static final int FIRST_MARKER = 248;

    /** The longest item. */
    static final int MAX_ITEM_BYTES = 9;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[SnapshotSink.MAX_PIECE_BYTES]);
    private final StateHash hash = new StateHash();
    private final SnapshotSink sink;
    private int length;

    SnapshotEncoder(SnapshotSink sink) {
        this.sink = sink;
    }

    @Override
    public StateSink add(long item) {
        hash.add(item);
        put(item);
        return this;
    }

    @Override
    public StateSink derived(long item) {
        hash.add(item);
        return this;
    }

    @Override
    public StateSink content(long item) {
        put(item);
        return this;
    }

    @Override
    public StateSink content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes.length);
        for (byte b : bytes) {
            put(b);
        }
        return this;
    }

    @Override
    public boolean wantsContent() {
        return true;
    }

    /** Writes the hash of all items and whatever is buffered; returns the hash. */
    long finish() {
        put(hash.value());
        flush();
        return hash.value();
    }

    private void put(long item) {
        if (length + MAX_ITEM_BYTES > SnapshotSink.MAX_PIECE_BYTES) {
            flush();
        }
        long folded = item << 1 ^ item >> 63;
        if (folded >= 0 && folded < FIRST_MARKER) {
            buffer.putByte(length++, (byte) folded);
        } else {
            int bytes = (71 - Long.numberOfLeadingZeros(folded)) >>> 3;
            buffer.putByte(length, (byte) (FIRST_MARKER - 1 + bytes));
            // The bytes beyond are overwritten by the next item.
            buffer.putLong(length + 1, folded, LITTLE_ENDIAN);
            length += 1 + bytes;
        }
    }

    private void flush() {
        if (length > 0) {
            sink.write(buffer, 0, length);
            length = 0;
        }
    }
}
