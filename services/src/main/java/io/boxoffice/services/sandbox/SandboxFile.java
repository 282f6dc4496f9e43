package io.boxoffice.services.sandbox;

import io.boxoffice.services.OwnerOnlyFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Lines of text that only grow, each with its checksum, on disk once {@link #force()} returned. A line that a crash cut short
 * is dropped at the next start. Not thread-safe.
 */
final class SandboxFile implements AutoCloseable {
    private static final int CHECKSUM_CHARS = 9;

    private final Path path;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private FileChannel channel;
    private long compactBytes;

    /**
     * @param replay takes the lines there are
     * @throws UncheckedIOException when the file cannot be read or written
     */
    SandboxFile(Path path, Consumer<String> replay) {
        this.path = path;
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            long good = Files.exists(path) ? read(replay) : 0;
            channel = OwnerOnlyFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(good);
            channel.position(good);
            channel.force(true);
            forceDirectory();
            compactBytes = good;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(String line) {
        open.writeBytes(encoded(line));
    }

    /** Makes what was appended durable. */
    void force() {
        if (open.size() == 0) {
            return;
        }
        try {
            write(channel, open.toByteArray());
            open.reset();
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By how much the file grew since it was last opened or replaced. */
    long grownBytes() {
        try {
            return channel.position() - compactBytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces all lines at once: after a crash there are either the old ones or the new ones. */
    void replace(Consumer<Consumer<String>> lines) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            FileChannel into = OwnerOnlyFile.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            lines.accept(line -> {
                try {
                    write(into, encoded(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            into.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
            channel.close();
            channel = into;
            compactBytes = into.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel into, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            into.write(buffer);
        }
    }

    private long read(Consumer<String> replay) throws IOException {
        long good = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                String text = checked(line.toString(StandardCharsets.UTF_8));
                if (text == null) {
                    return good;
                }
                replay.accept(text);
                good += line.size() + 1;
                line.reset();
            }
        }
        return good;
    }

    private static byte[] encoded(String line) {
        return (checksum(line) + ' ' + line + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** The line without its checksum, or null when that is wrong. */
    private static String checked(String line) {
        if (line.length() <= CHECKSUM_CHARS) {
            return null;
        }
        String text = line.substring(CHECKSUM_CHARS);
        return line.startsWith(checksum(text)) ? text : null;
    }

    private static String checksum(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = OwnerOnlyFile.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
