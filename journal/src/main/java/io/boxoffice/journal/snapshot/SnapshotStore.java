package io.boxoffice.journal.snapshot;

import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.journal.record.NewerVersionException;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The snapshots of a data directory: {@code snapshots/snapshot-SEQUENCE}. Reading is for any thread, also while a server runs;
 * writing and removing for one thread of the server that has the directory's lock.
 */
public final class SnapshotStore {
    /** The name of the directory within the data directory. */
    public static final String DIRECTORY_NAME = "snapshots";

    private static final String TEMPORARY_SUFFIX = ".tmp";

    private final Path directory;
    private final FileSync sync;

    public SnapshotStore(Path dataDirectory) {
        this(dataDirectory, FileSync.FORCE);
    }

    public SnapshotStore(Path dataDirectory, FileSync sync) {
        directory = dataDirectory.resolve(DIRECTORY_NAME);
        this.sync = sync;
    }

    /** What is there by name, newest first; nothing is read. */
    public List<SnapshotFile> list() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(SnapshotFile::named)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(SnapshotFile::sequence).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    /** What the newest snapshot with a sound header is of; null when there is none. The rest of it is not read. */
    public SnapshotHeader newestHeader() {
        for (SnapshotFile file : list()) {
            try (SnapshotReader reader = new SnapshotReader(file)) {
                return reader.header();
            } catch (SnapshotDamagedException | NewerVersionException | UncheckedIOException e) {
                // Whoever recovers will say what is wrong with it.
                continue;
            }
        }
        return null;
    }

    /**
     * What the oldest sound snapshot of a journal is of, from a sequence on; null when there is none. Reads all of those it
     * looks at.
     */
    public SnapshotHeader oldestSound(long journalId, long fromSequence) {
        SnapshotHeader oldest = null;
        for (SnapshotFile file : list()) {
            if (file.sequence() < fromSequence) {
                break;
            }
            try (SnapshotReader reader = open(file, journalId, Integer.MAX_VALUE)) {
                reader.readThrough();
                oldest = reader.header();
            } catch (SnapshotDamagedException | NewerVersionException | UncheckedIOException e) {
                // Whoever recovers will say what is wrong with it.
                continue;
            }
        }
        return oldest;
    }

    /**
     * Opens a snapshot of this journal and checks its header.
     *
     * @param journalId             0: of any journal
     * @param knownBehaviourVersion the newest rules that the program knows
     * @throws SnapshotDamagedException when it is damaged, or of another journal
     * @throws NewerVersionException    when it was written by a newer program
     */
    public SnapshotReader open(SnapshotFile file, long journalId, int knownBehaviourVersion) {
        SnapshotReader reader = new SnapshotReader(file);
        try {
            SnapshotHeader header = reader.header();
            if (journalId != 0 && header.journalId() != journalId) {
                throw new SnapshotDamagedException(
                        file.path(),
                        0,
                        "The snapshot is of journal " + Long.toHexString(header.journalId()) + ", this is journal "
                                + Long.toHexString(journalId));
            }
            requireKnown(file, "schema version", header.schemaVersion(), MessageHeaderDecoder.SCHEMA_VERSION);
            requireKnown(file, "behaviour version", header.behaviourVersion(), knownBehaviourVersion);
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static void requireKnown(SnapshotFile file, String what, int version, int known) {
        if (version > known) {
            throw new NewerVersionException("the snapshot " + file.path() + " has " + what + " " + version
                    + ", this program knows up to " + known);
        }
    }

    /**
     * Begins a snapshot. What an earlier one that was never finished has left is removed.
     *
     * @throws UncheckedIOException when the disk does not take it
     */
    public SnapshotWriter create(SnapshotHeader header) {
        try {
            if (!Files.isDirectory(directory)) {
                OwnerOnly.createDirectories(directory);
                sync.forceDirectory(directory.getParent());
            }
            removeLeftovers();
            SnapshotFile file = SnapshotFile.of(directory, header.sequence());
            Path temporary = directory.resolve(file.path().getFileName() + TEMPORARY_SUFFIX);
            return new SnapshotWriter(file, temporary, header, sync);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory, e);
        }
    }

    /** Removes a snapshot, durably. */
    public void remove(SnapshotFile file) {
        try {
            Files.deleteIfExists(file.path());
            sync.forceDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file.path(), e);
        }
    }

    private void removeLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path path : files.toList()) {
                if (path.getFileName().toString().endsWith(TEMPORARY_SUFFIX)) {
                    Files.delete(path);
                }
            }
        }
    }
}
