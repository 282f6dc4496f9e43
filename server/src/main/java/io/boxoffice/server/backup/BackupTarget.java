package io.boxoffice.server.backup;

import io.boxoffice.gateway.http.Digests;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory that is being filled with copies. Whatever is in it may be read by its owner only, and is on disk when it is
 * closed: a copy is synced in pieces, so that a server which syncs its journal on the same disk does not have to wait for all
 * of it at once. For one thread.
 */
final class BackupTarget {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final long SYNC_EVERY_BYTES = 8L << 20;

    private final Path root;
    private final Set<Path> directories = new TreeSet<>();

    private BackupTarget(Path root) {
        this.root = root;
    }

    /**
     * Makes the directory, or takes an empty one.
     *
     * @throws BackupException when something is in it
     */
    static BackupTarget empty(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        if (Files.exists(root)) {
            try (Stream<Path> children = Files.list(root)) {
                if (children.findAny().isPresent()) {
                    throw new BackupException(root + " is not empty: name a directory that is, or does not exist");
                }
            }
        }
        BackupTarget target = new BackupTarget(root);
        target.makeDirectories(root);
        OwnerOnly.tighten(root);
        return target;
    }

    Path root() {
        return root;
    }

    /**
     * Where a path of a manifest lies here.
     *
     * @throws BackupException when it leads out of this directory
     */
    Path resolve(String path) {
        return resolve(root, path);
    }

    /** The same in another directory. */
    static Path resolve(Path directory, String path) {
        Path base = directory.toAbsolutePath().normalize();
        Path resolved = base.resolve(path).normalize();
        if (!resolved.startsWith(base) || resolved.equals(base)) {
            throw new BackupException("the manifest names a file outside the backup: " + path);
        }
        return resolved;
    }

    void makeDirectory(String path) throws IOException {
        makeDirectories(resolve(path));
    }

    /** Copies the first bytes of a file, or what there is of them. */
    BackupFile copy(Path source, String path, long bytes) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
                NewFile to = create(path)) {
            long left = bytes;
            while (left > 0) {
                window.clear().limit((int) Math.min(left, WINDOW_BYTES));
                int read = from.read(window);
                if (read < 0) {
                    break;
                }
                to.write(window.array(), 0, read);
                left -= read;
            }
            return to.finish();
        }
    }

    /** Writes a small file. */
    void write(String path, byte[] bytes) throws IOException {
        try (NewFile file = create(path)) {
            file.write(bytes, 0, bytes.length);
            file.finish();
        }
    }

    /** Starts a file. */
    NewFile create(String path) throws IOException {
        Path file = resolve(path);
        makeDirectories(file.getParent());
        return new NewFile(file, path);
    }

    /** Gives a file of this directory another name, on disk. */
    void rename(String path, String newPath) throws IOException {
        Files.move(resolve(path), resolve(newPath), StandardCopyOption.ATOMIC_MOVE);
        FileSync.FORCE.forceDirectory(resolve(newPath).getParent());
    }

    /** Makes durable that all files are there. */
    void forceDirectories() throws IOException {
        for (Path directory : directories) {
            FileSync.FORCE.forceDirectory(directory);
        }
        FileSync.FORCE.forceDirectory(root.getParent());
    }

    /** Deletes a part, or with "" all that is in here. */
    void delete(String path) throws IOException {
        Path part = path.isEmpty() ? root : resolve(path);
        if (!Files.exists(part)) {
            return;
        }
        directories.removeIf(directory -> directory.startsWith(part) && !directory.equals(root));
        Files.walkFileTree(part, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                if (!directory.equals(root)) {
                    Files.delete(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void makeDirectories(Path directory) throws IOException {
        if (directories.add(directory)) {
            OwnerOnly.createDirectories(directory);
            // Those between, which were made too.
            for (Path above = directory.getParent(); above.startsWith(root); above = above.getParent()) {
                directories.add(above);
            }
        }
    }

    /** A file that is being written. Closed without {@link #finish()} it may be anything. */
    static final class NewFile extends OutputStream {
        private final String path;
        private final FileChannel channel;
        private final MessageDigest digest = Digests.sha256();
        private long bytes;
        private long unsyncedBytes;

        private NewFile(Path file, String path) throws IOException {
            this.path = path;
            channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            digest.update(from, offset, length);
            bytes += length;
            unsyncedBytes += length;
            if (unsyncedBytes >= SYNC_EVERY_BYTES) {
                channel.force(false);
                unsyncedBytes = 0;
            }
        }

        /** Puts all of it on disk. */
        BackupFile finish() throws IOException {
            channel.force(true);
            return new BackupFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
