package io.boxoffice.journal.recordlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A window of one file in a direct buffer, read-only, moved along by {@link #load}. For one thread. */
final class FileWindow implements AutoCloseable {
    /** Read at a time: what follows the end of a log that is being written is zeros, up to the end of its file. */
    private static final int CHUNK_BYTES = 1 << 15;

    private static final int ZEROS_AFTER_THE_END_BYTES = 64;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final ByteBuffer word = ByteBuffer.allocateDirect(Integer.BYTES);
    private final int capacityBytes;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);
    private FileChannel channel;
    private Path file;
    private long start;
    private int filled;

    /**
     * @param capacityBytes of the window, as far as the file is that large
     */
    FileWindow(int capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    void open(Path newFile) {
        closeFile();
        try {
            channel = FileChannel.open(newFile, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file = newFile;
        forget();
    }

    Path file() {
        return file;
    }

    boolean isOpen() {
        return channel != null;
    }

    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was read may have changed since. */
    void forget() {
        filled = 0;
        start = 0;
    }

    /** Forgets what was read, if it is zero at a position: something may have been written there since. */
    void forgetIfZeroAt(long position) {
        if (position >= start && position + Integer.BYTES <= start + filled && buffer.getInt(offsetOf(position)) == 0) {
            forget();
        }
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Where a loaded position stands in the buffer. */
    int offsetOf(long position) {
        return (int) (position - start);
    }

    /** End of the loaded bytes in the buffer. */
    int limit() {
        return filled;
    }

    /**
     * Makes the bytes from a position on available.
     *
     * @param atLeast how many are wanted; the window grows to that size
     * @return how many are there; fewer than wanted at the end of the file
     */
    int load(long position, int atLeast) {
        if (position < start || position + atLeast > start + filled) {
            read(position, atLeast);
        }
        return filled - offsetOf(position);
    }

    /** Whether the four bytes at a position are zero, or not there, in the file as it is now. */
    boolean isZeroOnDisk(long position) {
        word.clear();
        try {
            return channel.read(word, position) < Integer.BYTES || word.getInt(0) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void close() {
        closeFile();
        BufferUtil.free(bytes);
        BufferUtil.free(word);
    }

    private void read(long position, int atLeast) {
        int wanted = (int) Math.max(atLeast, Math.min(capacityBytes, size() - position));
        if (wanted > bytes.capacity()) {
            ByteBuffer small = bytes;
            bytes = ByteBuffer.allocateDirect(Math.max(wanted, 2 * small.capacity()));
            buffer.wrap(bytes);
            BufferUtil.free(small);
        }
        start = position;
        bytes.clear();
        while (bytes.position() < atLeast || bytes.position() < wanted && !endsWithZeros()) {
            if (!readChunk()) {
                break;
            }
        }
        filled = bytes.position();
    }

    private boolean readChunk() {
        bytes.limit(Math.min(bytes.capacity(), bytes.position() + CHUNK_BYTES));
        try {
            return channel.read(bytes, start + bytes.position()) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private boolean endsWithZeros() {
        int end = bytes.position();
        int at = Math.max(0, end - ZEROS_AFTER_THE_END_BYTES);
        while (at < end && bytes.get(at) == 0) {
            at++;
        }
        return at == end && end > 0;
    }

    private void closeFile() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                channel = null;
            }
        }
    }
}
