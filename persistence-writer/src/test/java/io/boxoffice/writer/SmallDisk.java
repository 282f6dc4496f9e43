package io.boxoffice.writer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A disk of some megabytes in memory, which can be filled. Needs root; the test that asks for it is skipped elsewhere. Whoever
 * mounts it closes it; its directory then goes too.
 */
public record SmallDisk(Path directory) implements AutoCloseable {
    private static final int PIECE_BYTES = 65_536;

    /** One at a directory of its own, which its owner alone may enter. */
    static SmallDisk mount(int mebibytes) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "small-disk");
        SmallDisk disk = mountAt(directory, mebibytes);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return disk;
    }

    /**
     * One at a directory, which is made when it is missing.
     *
     * @param mebibytes its size in MiB, 1 or more
     */
    public static SmallDisk mountAt(Path directory, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        boolean mounted = "root".equals(System.getProperty("user.name"))
                && run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString()) == 0;
        if (!mounted) {
            Files.delete(directory);
        }
        assumeTrue(mounted, "a small disk can be mounted by root only");
        return new SmallDisk(directory);
    }

    /** Adds ballast until no more bytes than these are left. */
    public void fillUntil(long bytesLeft) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (OutputStream ballast =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(directory).getUsableSpace() > bytesLeft) {
                ballast.write(piece);
            }
        }
    }

    /** Adds ballast until not one byte more fits. */
    public void fill() throws IOException {
        try {
            fillUntil(-1);
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    /** Takes the ballast away. */
    public void clear() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            if (run("umount", directory.toString()) != 0) {
                run("umount", "--lazy", directory.toString());
            }
            Files.deleteIfExists(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
