package io.boxoffice.journal.snapshot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.journal.record.NewerVersionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads one snapshot, checking every byte before it hands it out. For one thread. */
public final class SnapshotReader implements AutoCloseable {
    private static final int SMALLEST_HEADER_BYTES = 20;
    private static final int LARGEST_HEADER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    /** Grows to the longest chunk. */
    private ByteBuffer bytes = ByteBuffer.allocate(1024);

    private final UnsafeBuffer chunk = new UnsafeBuffer(bytes.array());
    private final SnapshotHeader header;
    private final int headerCrc;
    private long filePosition;
    private long chunks;
    private long totalBytes;
    private int position;
    private int limit;
    private boolean ended;

    SnapshotReader(SnapshotFile file) {
        path = file.path();
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
        try {
            header = readHeader();
            headerCrc = chunk.getInt(SnapshotHeader.CRC_OFFSET, LITTLE_ENDIAN);
            if (header.sequence() != file.sequence()) {
                throw damaged(0, "A snapshot of sequence " + header.sequence() + " has the name of " + file.sequence());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What it is of. */
    public SnapshotHeader header() {
        return header;
    }

    /**
     * Copies the next bytes.
     *
     * @return how many, 1 to {@code maxLength}; -1 when all was read and the file ends where it should
     * @throws SnapshotDamagedException when it is not what was written
     */
    public int read(MutableDirectBuffer into, int offset, int maxLength) {
        if (position == limit && !ended) {
            readChunk();
        }
        if (ended) {
            return -1;
        }
        int length = Math.min(maxLength, limit - position);
        into.putBytes(offset, bytes.array(), position, length);
        position += length;
        return length;
    }

    /** Reads what is left, for the checks alone; returns the bytes of all chunks. */
    public long readThrough() {
        while (!ended) {
            readChunk();
        }
        return totalBytes;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }

    private SnapshotHeader readHeader() {
        if (!fill(0, SMALLEST_HEADER_BYTES)
                || chunk.getLong(SnapshotHeader.MAGIC_OFFSET, LITTLE_ENDIAN) != SnapshotHeader.MAGIC) {
            throw damaged(0, "This is no snapshot");
        }
        int length = chunk.getInt(SnapshotHeader.LENGTH_OFFSET, LITTLE_ENDIAN);
        boolean whole = length >= SMALLEST_HEADER_BYTES
                && length <= LARGEST_HEADER_BYTES
                && fill(SMALLEST_HEADER_BYTES, length - SMALLEST_HEADER_BYTES);
        if (!whole || chunk.getInt(SnapshotHeader.CRC_OFFSET, LITTLE_ENDIAN) != SnapshotHeader.crc(chunk, length)) {
            throw damaged(0, "The header of a snapshot is damaged");
        }
        int format = chunk.getInt(SnapshotHeader.FORMAT_OFFSET, LITTLE_ENDIAN);
        if (format > SnapshotHeader.FORMAT_VERSION) {
            throw new NewerVersionException("the snapshot " + path + " has format version " + format
                    + ", this program knows up to " + SnapshotHeader.FORMAT_VERSION);
        }
        if (length != SnapshotHeader.LENGTH_BYTES) {
            throw damaged(0, "The header of a snapshot has " + length + " bytes");
        }
        return SnapshotHeader.decode(chunk);
    }

    private void readChunk() {
        long start = filePosition;
        if (!fill(0, SnapshotWriter.CHUNK_HEADER_BYTES)) {
            throw damaged(start, "A snapshot ends too early");
        }
        int length = chunk.getInt(0, LITTLE_ENDIAN);
        if (length < 0 || length > SnapshotWriter.MAX_CHUNK_BYTES) {
            throw damaged(start, "A part of a snapshot has " + length + " bytes");
        }
        int content = length == 0 ? Long.BYTES : length;
        if (!fill(SnapshotWriter.CHUNK_HEADER_BYTES, content)) {
            throw damaged(start, "A snapshot ends too early");
        }
        if (chunk.getInt(4, LITTLE_ENDIAN) != SnapshotWriter.crc(headerCrc, chunks, bytes, content)) {
            throw damaged(start, "A part of a snapshot is damaged");
        }
        if (length == 0) {
            requireEnd(start);
            ended = true;
            return;
        }
        chunks++;
        totalBytes += length;
        position = SnapshotWriter.CHUNK_HEADER_BYTES;
        limit = position + length;
    }

    private void requireEnd(long start) {
        long said = chunk.getLong(SnapshotWriter.CHUNK_HEADER_BYTES, LITTLE_ENDIAN);
        if (said != totalBytes) {
            throw damaged(start, "A snapshot should have " + said + " bytes and has " + totalBytes);
        }
        if (fill(0, 1)) {
            throw damaged(filePosition - 1, "A snapshot goes on after its end");
        }
    }

    /** Reads the next bytes of the file to a place in the buffer; false when there are fewer. */
    private boolean fill(int at, int length) {
        if (at + length > bytes.capacity()) {
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), at + length));
            chunk.wrap(bytes.array());
        }
        bytes.limit(at + length).position(at);
        try {
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes);
                if (read < 0) {
                    return false;
                }
                filePosition += read;
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private SnapshotDamagedException damaged(long at, String what) {
        return new SnapshotDamagedException(path, at, what);
    }
}
