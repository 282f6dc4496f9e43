package io.boxoffice.simulator.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file, or an open directory, which can only be forced. */
final class SimulatedChannel extends FileChannel {
    private final SimulatedDisk disk;
    private final SimulatedNode node;
    private final boolean readable;
    private final boolean writable;
    private final boolean append;
    private long position;
    private boolean locked;
    private int toldOfFailures;

    SimulatedChannel(SimulatedDisk disk, SimulatedNode node, boolean readable, boolean writable, boolean append) {
        this.disk = disk;
        this.node = node;
        this.readable = readable;
        this.writable = writable;
        this.append = append;
        toldOfFailures = node instanceof SimulatedFile file ? file.failedSyncs() : 0;
        disk.opened(this);
    }

    private SimulatedFile file() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        disk.requireRunning();
        if (node instanceof SimulatedFile file) {
            return file;
        }
        throw new IOException("is a directory");
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        if (!readable) {
            throw new NonReadableChannelException();
        }
        return file().read(at, into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            int read = read(into[i]);
            if (read < 0) {
                return count == 0 ? -1 : count;
            }
            count += read;
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, append ? file().length() : position);
        position = append ? file().length() : position + count;
        return count;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        if (!writable) {
            throw new NonWritableChannelException();
        }
        SimulatedFile file = file();
        if (disk.usableBytes() < from.remaining()) {
            throw new IOException("No space left on device");
        }
        int count = disk.accepted(from.remaining());
        store(file, from, at, count);
        return count;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            int wanted = from[i].remaining();
            int written = write(from[i]);
            count += written;
            if (written < wanted) {
                break;
            }
        }
        return count;
    }

    /** As through a mapping of the file: never short, and without space behind it a fault. */
    void writeMapped(long at, ByteBuffer from) throws IOException {
        SimulatedFile file = file();
        disk.takeRoom(from.remaining());
        store(file, from, at, from.remaining());
    }

    private void store(SimulatedFile file, ByteBuffer from, long at, int count) {
        boolean stops = disk.stopsNow();
        int limit = from.limit();
        from.limit(from.position() + (stops ? disk.part(count) : count));
        file.write(at, from);
        from.limit(limit);
        if (stops) {
            throw new PowerCut();
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (node instanceof SimulatedDirectory directory) {
            disk.force(directory);
            return;
        }
        SimulatedFile file = file();
        if (toldOfFailures != file.failedSyncs()) {
            toldOfFailures = file.failedSyncs();
            throw new IOException("simulated: a sync of this file through another channel failed");
        }
        try {
            disk.force(file);
        } finally {
            toldOfFailures = file.failedSyncs();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        return file().length();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        SimulatedFile file = file();
        if (disk.stopsNow()) {
            throw new PowerCut();
        }
        file.truncate(size);
        position = Math.min(position, size);
        return this;
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(count, size() - at)));
        read(bytes, at);
        return target.write(bytes.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        int read = source.read(bytes);
        return read <= 0 ? 0 : write(bytes.flip(), at);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException("no file of this disk can be mapped");
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) throws IOException {
        return tryLock(at, size, shared);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) throws IOException {
        if (disk.isLocked(file())) {
            throw new OverlappingFileLockException();
        }
        locked = true;
        return new FileLock(this, at, size, shared) {
            @Override
            public boolean isValid() {
                return locked;
            }

            @Override
            public void release() {
                locked = false;
            }
        };
    }

    boolean holdsLockOf(SimulatedFile file) {
        return locked && node == file;
    }

    @Override
    protected void implCloseChannel() {
        locked = false;
        disk.closed(this);
    }

    /** Its process is gone. */
    void abandon() {
        closeQuietly();
    }

    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
