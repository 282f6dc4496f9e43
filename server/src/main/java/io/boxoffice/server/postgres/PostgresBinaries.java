package io.boxoffice.server.postgres;

import io.boxoffice.journal.disk.OwnerOnly;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the archive on the class path. They are kept beside the data and not in the temporary
 * directory, which may forbid execution or be swept while the server runs. Data directories on the file system of the build have hard links
 * to the same files.
 */
final class PostgresBinaries {
    private static final String PREFIX = "binaries-";
    private static final String UNFINISHED = "unfinished";
    private static final int CHUNK_BYTES = 65_536;

    private final Path root;

    private PostgresBinaries(Path root) {
        this.root = root;
    }

    /**
     * Unpacks them into a directory named by the archive's content, unless that is there.
     *
     * @throws EmbeddedDatabaseException when there is no archive for this machine
     */
    static PostgresBinaries unpack(Path directory) throws IOException {
        byte[] archive = archive();
        CRC32C crc = new CRC32C();
        crc.update(archive);
        Path root = directory.resolve(PREFIX + Long.toHexString(crc.getValue()));
        if (!Files.isDirectory(root)) {
            Path unfinished = directory.resolve(PREFIX + UNFINISHED);
            Path built = built(root.getFileName());
            if (!Directories.link(built, unfinished)) {
                Directories.delete(unfinished);
                unpack(archive, unfinished);
                OwnerOnly.tightenTree(unfinished, path -> false);
            }
            Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
            keepForOthers(root, built);
        }
        deleteOthers(directory, root);
        return new PostgresBinaries(root);
    }

    /**
     * Where those of a build stand, that all its data directories share: unpacking takes seconds. A server that runs from elsewhere than
     * a build's directory has none.
     */
    private static Path built(Path name) {
        try {
            Path program = Path.of(PostgresBinaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.getParent().endsWith("target") ? program.resolveSibling(name) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** For the next data directory; somebody else may do the same. */
    private static void keepForOthers(Path root, Path built) throws IOException {
        if (built == null || Files.isDirectory(built)) {
            return;
        }
        Path unfinished = built.resolveSibling(
                PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime() + "-" + UNFINISHED);
        try {
            if (Directories.link(root, unfinished)) {
                Files.move(unfinished, built, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // Another server was first, or nothing may be written there.
        } finally {
            Directories.delete(unfinished);
        }
    }

    /** Where they are. */
    Path root() {
        return root;
    }

    /** The path of a program: initdb, pg_ctl. */
    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        String machine = ArchUtils.normalize(System.getProperty("os.arch"));
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return in.readAllBytes();
        } catch (IllegalStateException e) {
            byte[] first = firstOf("postgres-" + system.toLowerCase(Locale.ROOT) + "-" + machine + ".txz");
            if (first != null) {
                return first;
            }
            throw new EmbeddedDatabaseException(
                    "no PostgreSQL is packed for " + system + " on " + machine + " (" + e.getMessage()
                            + "): install PostgreSQL and name it in the configuration",
                    e);
        }
    }

    /** The resolver refuses an archive that is on the class path twice, which by a jar's manifest it may be; the first will do. */
    private static byte[] firstOf(String archive) throws IOException {
        try (InputStream in = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path into) throws IOException {
        Path compressed = into.resolveSibling(PREFIX + UNFINISHED + ".txz");
        try {
            Files.write(compressed, archive);
            Process xz = startXz(compressed);
            if (xz == null) {
                unpack(new XZCompressorInputStream(new ByteArrayInputStream(archive)), into);
                return;
            }
            try (InputStream uncompressed = xz.getInputStream()) {
                unpack(uncompressed, into);
            }
            if (xz.onExit().join().exitValue() != 0) {
                throw new IOException("xz could not read the archive of PostgreSQL's programs");
            }
        } finally {
            Files.deleteIfExists(compressed);
        }
    }

    /** The system's own program takes a quarter of the time that Java does at its start; null: there is none. */
    private static Process startXz(Path compressed) {
        try {
            return new ProcessBuilder("xz", "--decompress", "--stdout")
                    .redirectInput(compressed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return null;
        }
    }

    private static void unpack(InputStream uncompressed, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(uncompressed, CHUNK_BYTES))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                unpackEntry(tar, entry, path);
            }
            // Who writes it would not end well otherwise.
            uncompressed.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void unpackEntry(InputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Those of former versions. */
    private static void deleteOthers(Path directory, Path current) throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(directory)) {
            others = files.filter(file -> file.getFileName().toString().startsWith(PREFIX) && !file.equals(current))
                    .toList();
        }
        for (Path other : others) {
            Directories.delete(other);
        }
    }
}
