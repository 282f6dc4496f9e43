package io.boxoffice.server.backup;

import io.boxoffice.journal.disk.DataDirectoryLock;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.postgres.DatabaseRole;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.services.payment.PaymentKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings a backup up in a new data directory, and an empty database, and proves that it agrees with itself and with what its
 * manifest says of the original. For one thread.
 *
 * <p>The files become those of a data directory only after the proof, the journal last. When anything fails, everything that was
 * made is deleted again, in the database too.
 */
public final class Restore {
    private static final String UNFINISHED = "restoring";
    private static final int MARK_BYTES = 6;
    private static final long SPARE_BYTES = 256L << 20;

    /** How much more the rows take in PostgreSQL, with indexes and log, than compressed. */
    private static final int EXPANSION = 20;

    private final Path backup;
    private final ServerConfig config;
    private final DataDirectory data;
    private final Consumer<String> progress;

    /**
     * What was restored, and what of it was found to agree.
     *
     * @param comparedEvents      events of the log and of a replay
     * @param transitions         rows of the reservations' history and events
     * @param bookedUnits         seats and places that rows and replay have as sold
     * @param showsWithoutCatalog shows that the journal has and the catalog, which was copied before it, has not
     * @param exampleOfThose      one of them, or 0
     */
    public record Summary(
            BackupManifest manifest,
            long comparedEvents,
            long transitions,
            int shows,
            long bookedUnits,
            int showsWithoutCatalog,
            long exampleOfThose) {}

    /**
     * @param config   names the new data directory, and the database when it is not to be the server's own
     * @param progress hears what is being done
     */
    public Restore(Path backup, ServerConfig config, Consumer<String> progress) {
        this.backup = backup.toAbsolutePath().normalize();
        this.config = config;
        this.progress = progress;
        data = new DataDirectory(config.dataDirectory().toAbsolutePath().normalize());
    }

    /**
     * Does it. The database runs no longer when this returns, if it is the server's own.
     *
     * @throws BackupException when the backup is incomplete or damaged, the target is not empty, or something does not agree
     */
    public Summary run() throws IOException, SQLException {
        BackupManifest manifest = BackupManifest.read(backup);
        checkHashes(manifest);
        BackupTarget target = emptyTarget();
        requireRoom(manifest);
        // No server may start here meanwhile.
        DataDirectoryLock lock = DataDirectoryLock.acquire(data.root());
        try {
            return restore(manifest, target);
        } catch (IOException | SQLException | RuntimeException e) {
            target.delete("");
            throw e;
        } finally {
            lock.close();
        }
    }

    /**
     * For whoever is about to start a server on a data directory.
     *
     * @throws IllegalStateException when a restore into it was cut off, or it is a backup, which a server would change
     */
    public static void requireDataDirectory(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        if (Files.exists(root.resolve(UNFINISHED))) {
            throw new IllegalStateException(
                    "a restore into " + root + " was cut off: empty that directory, and restore again");
        }
        if (Files.exists(root.resolve(BackupManifest.FILE_NAME))) {
            throw new IllegalStateException(root + " is a backup, which a server would change: restore it first, with"
                    + " boxoffice restore --from '" + root + "' --data NEW_DIR");
        }
    }

    private void checkHashes(BackupManifest manifest) throws IOException {
        progress.accept("checking the hashes of " + manifest.files().size() + " files");
        for (BackupFile file : manifest.files()) {
            Path path = BackupTarget.resolve(backup, file.path());
            try {
                if (Files.size(path) != file.bytes()) {
                    throw damaged(path, "has " + Files.size(path) + " bytes and not " + file.bytes());
                }
                if (!Sha256.of(path).equals(file.sha256())) {
                    throw damaged(path, "does not have the hash that it was written with");
                }
            } catch (NoSuchFileException e) {
                throw damaged(path, "is missing");
            }
        }
    }

    private static BackupException damaged(Path path, String what) {
        return new BackupException("the backup is damaged: " + path + " " + what + "; use another backup");
    }

    private BackupTarget emptyTarget() throws IOException {
        if (data.root().startsWith(backup)) {
            throw new BackupException("the new data directory would be within the backup: name another directory");
        }
        return BackupTarget.empty(data.root());
    }

    private void requireRoom(BackupManifest manifest) throws IOException {
        long rowBytes = manifest.database().tables().stream()
                .flatMap(table ->
                        manifest.files().stream().filter(file -> file.path().equals(table.file())))
                .mapToLong(BackupFile::bytes)
                .sum();
        long neededBytes =
                SPARE_BYTES + manifest.bytes() - rowBytes + (config.database().embedded() ? EXPANSION * rowBytes : 0);
        long usableBytes = Files.getFileStore(data.root()).getUsableSpace();
        if (usableBytes < neededBytes) {
            throw new BackupException("the restored data may take " + (neededBytes >> 20) + " MiB, and " + data.root()
                    + " has " + (usableBytes >> 20) + " MiB left: make room, or name a directory on another disk");
        }
    }

    private Summary restore(BackupManifest manifest, BackupTarget target) throws IOException, SQLException {
        for (String directory : manifest.directories()) {
            target.makeDirectory(UNFINISHED + '/' + directory);
        }
        for (BackupFile file : manifest.files()) {
            if (!isOfDatabase(manifest, file)) {
                Path source = BackupTarget.resolve(backup, file.path());
                BackupFile copy = target.copy(source, UNFINISHED + '/' + file.path(), file.bytes());
                if (!copy.sha256().equals(file.sha256())) {
                    throw damaged(source, "has changed while it was read");
                }
            }
        }
        Path unfinished = target.resolve(UNFINISHED);
        progress.accept("replaying the journal");
        JournalProof journal = JournalProof.of(unfinished, progress);
        requireAgreement(manifest, journal);
        DatabaseProof.Result rows = restoreDatabase(manifest, unfinished, journal);
        addToRestores(unfinished, Math.max(journal.lastReservation(), rows.lastReservation()));
        target.forceDirectories();
        putInPlace(unfinished);
        long[] unknown = rows.showsWithoutCatalog();
        return new Summary(
                manifest,
                journal.comparedEvents(),
                rows.transitions(),
                rows.shows(),
                rows.bookedUnits(),
                unknown.length,
                unknown.length == 0 ? 0 : unknown[0]);
    }

    private static boolean isOfDatabase(BackupManifest manifest, BackupFile file) {
        return manifest.database().tables().stream()
                .anyMatch(table -> table.file().equals(file.path()));
    }

    private static void requireAgreement(BackupManifest manifest, JournalProof journal) {
        String expected = manifest.journalId() + ", sequence " + manifest.sequence() + ", state hash "
                + manifest.stateHash() + ", events through " + manifest.eventSequence();
        String found = Long.toHexString(journal.journalId()) + ", sequence " + journal.sequence() + ", state hash "
                + journal.stateHash() + ", events through " + journal.eventSequence();
        if (!expected.equals(found)) {
            throw new BackupException("what was restored is not what was backed up: journal " + found + ", and not "
                    + expected + ". Keep the backup, and restore it with the version of Boxoffice that took it: "
                    + manifest.program());
        }
    }

    private DatabaseProof.Result restoreDatabase(BackupManifest manifest, Path logs, JournalProof journal)
            throws IOException, SQLException {
        DatabaseConfig configured = config.database();
        if (!configured.embedded()) {
            DatabaseConfig.Login owner = configured.owner();
            DatabaseAddress address = new DatabaseAddress(configured.jdbcUrl(), owner.user(), owner.password());
            return fill(address, manifest, logs, journal);
        }
        progress.accept("making PostgreSQL in " + data.postgres());
        try (EmbeddedDatabase own = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(data.postgres()))) {
            return fill(own.address(DatabaseRole.OWNER), manifest, logs, journal);
        }
    }

    private DatabaseProof.Result fill(DatabaseAddress address, BackupManifest manifest, Path logs, JournalProof journal)
            throws IOException, SQLException {
        DatabaseImport rows = new DatabaseImport(address, backup, progress);
        try {
            rows.run(manifest.database());
            progress.accept("comparing PostgreSQL with the event log");
            try (Connection connection = DatabaseConnection.open(address)) {
                return new DatabaseProof(connection, logs, manifest.database()).run(journal);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            try {
                rows.undo();
            } catch (SQLException | RuntimeException notUndone) {
                e.addSuppressed(notUndone);
            }
            throw e;
        }
    }

    /** Ids of reservations that are given from now on may have been given by the original since, and paid for. */
    private static void addToRestores(Path unfinished, long lastReservation) throws IOException {
        Path file = new DataDirectory(unfinished).restores();
        byte[] mark = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(mark);
        PaymentKeys.Restore restore =
                new PaymentKeys.Restore(lastReservation, HexFormat.of().formatHex(mark));
        Files.writeString(file, restore.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        OwnerOnly.tighten(file);
        FileSync.FORCE.forceFile(file);
    }

    /** The journal last: a server refuses a directory that has the event log and not the journal. */
    private void putInPlace(Path unfinished) throws IOException {
        List<Path> parts;
        try (Stream<Path> children = Files.list(unfinished)) {
            parts = new ArrayList<>(children.toList());
        }
        parts.sort(Comparator.comparingInt(Restore::place));
        for (Path part : parts) {
            FileSync.FORCE.forceDirectory(data.root());
            Files.move(part, data.root().resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(unfinished);
        FileSync.FORCE.forceDirectory(data.root());
        FileSync.FORCE.forceDirectory(data.root().getParent());
    }

    private static int place(Path part) {
        String name = part.getFileName().toString();
        return name.equals(LogKind.EVENTS.directoryName()) ? 0 : name.equals(LogKind.COMMANDS.directoryName()) ? 2 : 1;
    }
}
