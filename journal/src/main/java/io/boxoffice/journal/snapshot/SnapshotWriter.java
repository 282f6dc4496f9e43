package io.boxoffice.journal.snapshot;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one snapshot: {@link #write} its bytes in pieces, {@link #finish} it, then {@link #commit}. Closed before that, it
 * leaves nothing behind. For one thread.
 *
 * <p>After the header come chunks: uint32 length (1 or more), CRC32C, bytes; then a trailer: length 0, CRC32C, uint64 number of
 * bytes in all chunks. Each checksum covers the chunk's number and the header's checksum too, so that no chunk can stand in
 * another place, or in another snapshot, unnoticed.
 */
public final class SnapshotWriter implements AutoCloseable {
    static final int CHUNK_HEADER_BYTES = 8;
    static final int TRAILER_BYTES = CHUNK_HEADER_BYTES + Long.BYTES;

    /** The longest chunk that is read back. */
    static final int MAX_CHUNK_BYTES = 1 << 20;

    private final Path temporary;
    private final SnapshotFile file;
    private final FileSync sync;
    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK_HEADER_BYTES + MAX_CHUNK_BYTES);
    private final UnsafeBuffer chunk = new UnsafeBuffer(bytes.array());
    private final int headerCrc;
    private long chunks;
    private long totalBytes;
    private boolean finished;

    SnapshotWriter(SnapshotFile file, Path temporary, SnapshotHeader header, FileSync sync) throws IOException {
        this.file = file;
        this.temporary = temporary;
        this.sync = sync;
        channel = OwnerOnly.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        header.encode(chunk);
        headerCrc = chunk.getInt(SnapshotHeader.CRC_OFFSET, LITTLE_ENDIAN);
        put(SnapshotHeader.LENGTH_BYTES);
    }

    /**
     * Writes the next bytes, 1 to {@value #MAX_CHUNK_BYTES}.
     *
     * @throws UncheckedIOException when the disk does not take them
     */
    public void write(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > MAX_CHUNK_BYTES || finished) {
            throw new IllegalArgumentException("a chunk of " + length + " bytes");
        }
        chunk.putBytes(CHUNK_HEADER_BYTES, buffer, offset, length);
        chunk.putInt(0, length, LITTLE_ENDIAN);
        chunk.putInt(4, crc(headerCrc, chunks, bytes, length), LITTLE_ENDIAN);
        try {
            put(CHUNK_HEADER_BYTES + length);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + temporary, e);
        }
        chunks++;
        totalBytes += length;
    }

    /** Bytes of all chunks so far. */
    public long totalBytes() {
        return totalBytes;
    }

    /**
     * Writes the trailer and makes everything durable, still under a temporary name.
     *
     * @return that file, for {@link SnapshotStore#open} to read it once more
     */
    public SnapshotFile finish() {
        chunk.putInt(0, 0, LITTLE_ENDIAN);
        chunk.putLong(CHUNK_HEADER_BYTES, totalBytes, LITTLE_ENDIAN);
        chunk.putInt(4, crc(headerCrc, chunks, bytes, Long.BYTES), LITTLE_ENDIAN);
        try {
            put(TRAILER_BYTES);
            sync.force(channel);
            finished = true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + temporary, e);
        }
        return new SnapshotFile(file.sequence(), temporary);
    }

    /** Gives the finished snapshot its name, durably. From here on it counts. */
    public void commit() {
        if (!finished) {
            throw new IllegalStateException("not finished");
        }
        try {
            Files.move(temporary, file.path(), StandardCopyOption.ATOMIC_MOVE);
            sync.forceDirectory(file.path().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot name " + file.path(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + temporary, e);
        }
    }

    private void put(int length) throws IOException {
        bytes.position(0).limit(length);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
    }

    static int crc(int headerCrc, long number, ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            crc.update((int) (number >>> shift));
        }
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            crc.update(headerCrc >>> shift);
        }
        crc.update(bytes.array(), CHUNK_HEADER_BYTES, length);
        return (int) crc.getValue();
    }
}
