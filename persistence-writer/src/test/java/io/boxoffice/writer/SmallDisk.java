package io.boxoffice.writer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A disk of a few megabytes in memory, which can be filled. Needs root; the test that asks for it is skipped elsewhere. */
record SmallDisk(Path directory) implements AutoCloseable {
    private static final int PIECE_BYTES = 4_096;

    static SmallDisk mount(int mebibytes) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "small-disk");
        boolean mounted = "root".equals(System.getProperty("user.name"))
                && run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString()) == 0;
        if (!mounted) {
            Files.delete(directory);
        }
        assumeTrue(mounted, "a small disk can be mounted by root only");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return new SmallDisk(directory);
    }

    /** Until not one byte more fits. */
    void fill() throws IOException {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] piece = new byte[PIECE_BYTES];
            while (true) {
                ballast.write(piece);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void clear() throws IOException {
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
