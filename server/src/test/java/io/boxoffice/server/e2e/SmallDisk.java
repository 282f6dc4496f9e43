package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of some megabytes in memory, which can be filled. Needs root; the test that asks for it is skipped elsewhere. */
record SmallDisk(Path directory) implements AutoCloseable {
    private static final int PIECE_BYTES = 65_536;

    static SmallDisk mountAt(Path directory, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        boolean mounted = "root".equals(System.getProperty("user.name"))
                && run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString()) == 0;
        assumeTrue(mounted, "a small disk can be mounted by root only");
        return new SmallDisk(directory);
    }

    /** Adds ballast until no more bytes than these are left. */
    void fillUntil(long bytesLeft) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (OutputStream ballast =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(directory).getUsableSpace() > bytesLeft) {
                ballast.write(piece);
            }
        }
    }

    /** Until not one byte more fits. */
    void fill() throws IOException {
        try {
            fillUntil(-1);
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
