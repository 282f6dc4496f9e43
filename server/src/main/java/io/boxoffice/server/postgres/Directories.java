package io.boxoffice.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Whole directories at once. */
final class Directories {
    private Directories() {}

    /** Deletes a directory and all in it, following no links; does nothing when there is none. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Makes a directory with hard links to all files of another one, anew.
     *
     * @param from null or not there: there is nothing to link to
     * @return whether it is whole; when not, what was made of it is left
     */
    static boolean link(Path from, Path to) throws IOException {
        delete(to);
        if (from == null || !Files.isDirectory(from)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path linked = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(
                            linked, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(path)));
                } else {
                    Files.createLink(linked, path);
                }
            }
            return true;
        } catch (FileSystemException | UnsupportedOperationException | UncheckedIOException e) {
            // Another file system, or somebody else's files.
            return false;
        }
    }
}
