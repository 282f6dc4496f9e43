package io.boxoffice.journal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what was written to a file durable, however it was written. A port, so that a test can make it fail. */
@FunctionalInterface
public interface FileSync {
    /** The real one: {@code fdatasync}, which also writes pages that are dirty through a mapping of the same file. */
    FileSync FORCE = channel -> channel.force(false);

    /**
     * @throws IOException when it may not be on disk; what was written is then lost or not, and trying again proves nothing
     */
    void force(FileChannel channel) throws IOException;

    /** Makes the entries of a directory durable. */
    default void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            force(channel);
        }
    }

    /** Makes durable that a directory exists: the entries of all those above it, as far as they are on the same disk. */
    default void forceDirectoriesAbove(Path directory) throws IOException {
        Path real = directory.toRealPath();
        FileStore disk = Files.getFileStore(real);
        for (Path above = real.getParent();
                above != null
                        && Files.isReadable(above)
                        && Files.getFileStore(above).equals(disk);
                above = above.getParent()) {
            forceDirectory(above);
        }
    }

    /** Makes a file durable that is not kept open. */
    default void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            force(channel);
        }
    }
}
