package io.boxoffice.server.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Golden journals where they are kept: a directory a version, with {@code data.zip} and {@code expected.properties}. */
public final class GoldenFiles {
    private static final Path ROOT = Path.of("src", "test", "resources", "golden");
    private static final int PAGE_BYTES = 4096;
    private static final String DATA = "data.zip";
    private static final String EXPECTED = "expected.properties";

    private GoldenFiles() {}

    /** The directories of all versions. */
    public static List<Path> versions() {
        try (Stream<Path> versions = Files.list(ROOT)) {
            return versions.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a version's journal comes to. */
    public static Properties expected(Path version) {
        Properties expected = new Properties();
        try (InputStream in = Files.newInputStream(version.resolve(EXPECTED))) {
            expected.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return expected;
    }

    /** Makes a data directory of a version's journal. */
    public static void unpack(Path version, Path into) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(version.resolve(DATA)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = into.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds a version.
     *
     * @throws IllegalStateException when it is there: golden journals are never changed
     */
    static Path add(String name, Path data, List<String> expected) {
        Path version = ROOT.resolve(name);
        if (Files.exists(version)) {
            throw new IllegalStateException(version + " is there, and golden journals are never changed");
        }
        try {
            Files.createDirectories(version);
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(version.resolve(DATA)))) {
                zip.setLevel(9);
                for (Path file : files(data)) {
                    ZipEntry entry =
                            new ZipEntry(data.relativize(file).toString().replace('\\', '/'));
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    zip.putNextEntry(entry);
                    zip.write(withoutZeros(Files.readAllBytes(file)));
                }
            }
            Files.write(version.resolve(EXPECTED), expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return version;
    }

    static void copy(Path from, Path to) {
        try {
            for (Path file : files(from)) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return new ArrayList<>(paths.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("server.lock"))
                    .sorted()
                    .toList());
        }
    }

    /** What Chronicle allocated ahead is left out; a batch may end with zeros of its own, so a page of them stays. */
    private static byte[] withoutZeros(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, Math.min(bytes.length, end + PAGE_BYTES));
    }
}
