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

    /** Makes durable that a directory exists: all entries that lead to it on its file system, as far as they can be read. */
    default void forceExistence(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        Path parent = directory.toAbsolutePath().getParent();
        while (parent != null && Files.isReadable(parent) && Files.getFileStore(parent).equals(store)) {
            forceDirectory(parent);
            parent = parent.getParent();
        }
    }

    /** Makes a file durable that is not kept open. */
    default void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            force(channel);
        }
    }
}
