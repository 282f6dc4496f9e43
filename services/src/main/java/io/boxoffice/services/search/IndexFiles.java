package io.boxoffice.services.search;

import io.boxoffice.services.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories of indexes: one that serves, and one that is being made beside it. For one thread. */
final class IndexFiles {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final String PREFIX = "index-";

    private final Path root;
    private final int bufferMb;
    private final Consumer<IndexSearcher> warm;

    IndexFiles(Path root, int bufferMb, Consumer<IndexSearcher> warm) {
        this.root = root;
        this.bufferMb = bufferMb;
        this.warm = warm;
    }

    private List<Path> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> all =
                    new ArrayList<>(entries.filter(entry -> number(entry) > 0).toList());
            all.sort(Comparator.comparingLong(IndexFiles::number).reversed());
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path directory) {
        String name = directory.getFileName().toString();
        return name.matches(PREFIX + "[0-9]{1,18}") ? Long.parseLong(name.substring(PREFIX.length())) : 0;
    }

    /** The newest that is whole and of this format; null: there is none. Others are removed. */
    OpenIndex newest() {
        OpenIndex found = null;
        for (Path directory : all()) {
            if (found == null) {
                found = OpenIndex.existing(directory, bufferMb, warm);
            }
            if (found == null || !found.directory().equals(directory)) {
                remove(directory);
            }
        }
        return found;
    }

    /** A new one. */
    OpenIndex create() throws IOException {
        long last = all().stream().mapToLong(IndexFiles::number).max().orElse(0);
        Path directory = root.resolve(PREFIX + (last + 1));
        OwnerOnlyFile.createDirectories(directory);
        return OpenIndex.create(directory, bufferMb, warm);
    }

    void remove(OpenIndex index) {
        remove(index.directory());
    }

    void removeBut(OpenIndex kept) {
        all().stream().filter(directory -> !directory.equals(kept.directory())).forEach(this::remove);
    }

    private void remove(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.warn("An old index cannot be removed: {}", e.toString());
        }
    }

    long bytes() {
        long bytes = 0;
        for (Path directory : all()) {
            try (Stream<Path> files = Files.list(directory)) {
                bytes += files.mapToLong(file -> file.toFile().length()).sum();
            } catch (IOException e) {
                // It was just removed.
                bytes += 0;
            }
        }
        return bytes;
    }
}
