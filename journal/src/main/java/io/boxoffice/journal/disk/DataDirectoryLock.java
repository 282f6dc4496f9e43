package io.boxoffice.journal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one lock that admits one server to a data directory. The operating system holds it, and lets go of it when the process
 * ends, however it ends. Any thread.
 */
public final class DataDirectoryLock implements AutoCloseable {
    /** The file in the data directory that is locked. It has the process id of the server that was started there last. */
    public static final String FILE_NAME = "server.lock";

    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock; makes the directory when there is none.
     *
     * @throws IllegalStateException when another server has it
     * @throws UncheckedIOException  when the directory cannot be written
     */
    public static DataDirectoryLock acquire(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE_NAME);
        FileChannel channel = null;
        try {
            OwnerOnly.createDirectories(dataDirectory);
            channel =
                    OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = readOwner(channel);
                channel.close();
                throw new IllegalStateException("Another server (process " + owner + ") uses the data directory "
                        + dataDirectory.toAbsolutePath() + ". Stop it, or give this one another directory.");
            }
            writeOwner(channel);
            return new DataDirectoryLock(channel);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    /** Lets go of the lock. The file stays: deleting it would let two servers lock two files. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String readOwner(FileChannel channel) throws IOException {
        ByteBuffer owner = ByteBuffer.allocate(32);
        channel.read(owner, 0);
        String text = new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII).trim();
        return text.isEmpty() ? "unknown" : text;
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        byte[] owner = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner), 0);
    }

    private static void closeQuietly(FileChannel channel, IOException cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
