package io.boxoffice.server.backup;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.LogExtent;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.snapshot.SnapshotDamagedException;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.postgres.DatabaseRole;
import io.boxoffice.server.postgres.EmbeddedDatabase;
import io.boxoffice.server.postgres.EmbeddedDatabaseConfig;
import io.boxoffice.services.media.MediaFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes a backup of a data directory and its PostgreSQL, whether a server runs on it or not. A server that runs is not asked and
 * not stopped: everything is read from its files and in a transaction of its own. For one thread.
 *
 * <p>Acknowledged before the backup began means present in it. When anything fails, what was copied is deleted.
 */
public final class Backup {
    private static final int ATTEMPTS = 3;

    /** Room to be left beside what is copied. */
    private static final long SPARE_BYTES = 64L << 20;

    private final ServerConfig config;
    private final DataDirectory data;
    private final String program;
    private final Consumer<String> progress;
    private final List<BackupFile> files = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();

    /**
     * @param program  name and version of this one, for the manifest
     * @param progress hears what is being done
     */
    public Backup(ServerConfig config, String program, Consumer<String> progress) {
        this.config = config;
        this.program = program;
        this.progress = progress;
        data = new DataDirectory(config.dataDirectory().toAbsolutePath().normalize());
    }

    /**
     * Takes it.
     *
     * @param directory does not exist, or is empty
     * @return the manifest of a whole backup that has proved itself
     * @throws BackupException  when it cannot be taken
     * @throws RuntimeException when the original is damaged
     */
    public BackupManifest into(Path directory) throws IOException, SQLException {
        if (directory.toAbsolutePath().normalize().startsWith(data.root())) {
            throw new BackupException("the backup would be within the data directory it is of: name another directory");
        }
        BackupTarget target = BackupTarget.empty(directory);
        try {
            return copy(target);
        } catch (IOException | SQLException | RuntimeException e) {
            target.delete("");
            throw e;
        }
    }

    private BackupManifest copy(BackupTarget target) throws IOException, SQLException {
        DatabaseContent database = copyDatabase(target);
        long eventSequence = copySnapshotsAndLogs(target);
        copyRest(target);
        target.forceDirectories();
        progress.accept("proving the copy");
        JournalProof proof = JournalProof.of(target.root(), progress);
        if (proof.eventSequence() != eventSequence || !proof.covers(database.watermark())) {
            throw new BackupException("the copied journal goes to sequence " + proof.sequence()
                    + " and its event log to "
                    + proof.eventSequence() + ", where it had gone to " + eventSequence + " and PostgreSQL had come to "
                    + database.watermark() + ": take another backup");
        }
        BackupManifest manifest = new BackupManifest(
                BackupManifest.FORMAT_VERSION,
                program,
                Clock.systemUTC().instant().toString(),
                MessageHeaderDecoder.SCHEMA_VERSION,
                BookingStateMachine.BEHAVIOUR_VERSION,
                Long.toHexString(proof.journalId()),
                proof.sequence(),
                Instant.ofEpochMilli(proof.timeMs()).toString(),
                proof.stateHash(),
                proof.eventSequence(),
                database,
                List.copyOf(directories),
                List.copyOf(files));
        manifest.write(target);
        return manifest;
    }

    /** First, in one transaction: what the event log, copied afterwards, goes beyond. */
    private DatabaseContent copyDatabase(BackupTarget target) throws IOException, SQLException {
        try (RunningDatabase database = runningDatabase();
                DatabaseExport export = new DatabaseExport(database.address, target, progress)) {
            requireRoom(target, export.tableBytes());
            DatabaseContent content = export.copy();
            files.addAll(export.files());
            return content;
        }
    }

    private void requireRoom(BackupTarget target, long tableBytes) throws IOException {
        long neededBytes = SPARE_BYTES
                + tableBytes
                + LogExtent.usedBytes(data.root(), LogKind.EVENTS)
                + LogExtent.usedBytes(data.root(), LogKind.COMMANDS)
                + new SnapshotStore(data.root())
                        .list().stream()
                                .mapToLong(file -> file.path().toFile().length())
                                .sum();
        boolean sameDisk = Files.getFileStore(target.root()).equals(Files.getFileStore(data.root()));
        // A server on the same disk must not run into its floor because of its backup.
        long floorBytes = sameDisk ? config.journal().lowFloorBytes() : 0;
        long usableBytes = Files.getFileStore(target.root()).getUsableSpace();
        if (usableBytes < neededBytes + floorBytes) {
            throw new BackupException("the backup may take " + mib(neededBytes) + " MiB, and " + target.root() + " has "
                    + mib(usableBytes) + " MiB left"
                    + (sameDisk ? ", of which " + mib(floorBytes) + " MiB are the server's to sell with" : "")
                    + ": make room, or name a directory on another disk");
        }
    }

    /**
     * Snapshots before the logs, which then go beyond them. When so much is sold meanwhile that the logs no longer begin where
     * a copied snapshot stands, all of it is copied again.
     */
    private long copySnapshotsAndLogs(BackupTarget target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<BackupFile> snapshots = copySnapshots(target);
            LogCopy events = copyLog(LogKind.EVENTS, target);
            LogCopy commands = copyLog(LogKind.COMMANDS, target);
            long keptAfter = new JournalReader(target.root()).keptAfter();
            SnapshotHeader newest = new SnapshotStore(target.root()).newestHeader();
            if (keptAfter == 0 || newest != null && newest.sequence() >= keptAfter) {
                files.addAll(snapshots);
                for (LogCopy copy : List.of(events, commands)) {
                    directories.addAll(copy.directories());
                    files.addAll(copy.files());
                }
                return events.lastSequence();
            }
            if (attempt == ATTEMPTS) {
                throw new BackupException("the journal is kept from sequence " + (keptAfter + 1)
                        + " on, and no good snapshot reaches back to it: see boxoffice journal verify");
            }
            for (String part : List.of(
                    SnapshotStore.DIRECTORY_NAME, LogKind.EVENTS.directoryName(), LogKind.COMMANDS.directoryName())) {
                target.delete(part);
            }
        }
    }

    private List<BackupFile> copySnapshots(BackupTarget target) throws IOException {
        List<BackupFile> copies = new ArrayList<>();
        for (SnapshotFile file : new SnapshotStore(data.root()).list()) {
            String path = SnapshotStore.DIRECTORY_NAME + '/' + file.path().getFileName();
            try {
                BackupFile copy = target.copy(file.path(), path, Long.MAX_VALUE);
                requireGood(new SnapshotFile(file.sequence(), target.resolve(path)));
                copies.add(copy);
                progress.accept("snapshot of sequence " + file.sequence() + ": " + mib(copy.bytes()) + " MiB");
            } catch (NoSuchFileException e) {
                progress.accept("the snapshot of sequence " + file.sequence() + " was removed meanwhile");
            } catch (SnapshotDamagedException e) {
                progress.accept("left out: " + e.getMessage());
                target.delete(path);
            }
        }
        return copies;
    }

    private static void requireGood(SnapshotFile copy) {
        SnapshotStore copies = new SnapshotStore(copy.path().getParent().getParent());
        try (SnapshotReader reader = copies.open(copy, 0, BookingStateMachine.BEHAVIOUR_VERSION)) {
            reader.readThrough();
        }
    }

    private LogCopy copyLog(LogKind log, BackupTarget target) throws IOException {
        LogCopy copy = LogCopy.of(data.root(), log, target);
        progress.accept(log.directoryName() + ": "
                + mib(copy.files().stream().mapToLong(BackupFile::bytes).sum()) + " MiB, through sequence "
                + copy.lastSequence());
        return copy;
    }

    /** Small files, which are replaced at once or only grow. The payment provider's own books may go beyond the journal. */
    private void copyRest(BackupTarget target) throws IOException {
        List<Path> rest = new ArrayList<>(List.of(data.catalogCache(), data.sandboxPayments(), data.restores()));
        if (Files.isDirectory(data.keys())) {
            try (Stream<Path> keys = Files.list(data.keys())) {
                keys.filter(Files::isRegularFile).sorted().forEach(rest::add);
            }
        }
        rest.addAll(images());
        for (Path file : rest) {
            String path = data.root().relativize(file).toString().replace('\\', '/');
            try {
                files.add(target.copy(file, path, Long.MAX_VALUE));
            } catch (NoSuchFileException e) {
                // Then the original has none either: a start makes what it needs.
                continue;
            }
        }
    }

    /** Those that are kept here; each is written once, under another name first. PostgreSQL was copied before: it knows no newer ones. */
    private List<Path> images() throws IOException {
        if (!Files.isDirectory(data.images())) {
            return List.of();
        }
        Path unfinished = data.images().resolve(MediaFeature.UNFINISHED);
        try (Stream<Path> images = Files.walk(data.images())) {
            return images.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(unfinished))
                    .sorted()
                    .toList();
        }
    }

    /** A database, and what is to be stopped afterwards, if anything. */
    private record RunningDatabase(DatabaseAddress address, EmbeddedDatabase started) implements AutoCloseable {
        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }

    private RunningDatabase runningDatabase() throws IOException {
        DatabaseConfig configured = config.database();
        if (!configured.embedded()) {
            DatabaseConfig.Login owner = configured.owner();
            return new RunningDatabase(new DatabaseAddress(configured.jdbcUrl(), owner.user(), owner.password()), null);
        }
        Optional<DatabaseAddress> running = DatabaseAddress.ofRunning(data.postgres());
        if (running.isPresent()) {
            return new RunningDatabase(running.get(), null);
        }
        if (!Files.isDirectory(data.postgres())) {
            throw new BackupException("there is no PostgreSQL in " + data.postgres()
                    + ": say where the server's is, with --jdbc-url or its configuration, --config");
        }
        progress.accept("starting PostgreSQL in " + data.postgres() + " for the copy");
        EmbeddedDatabase started = EmbeddedDatabase.start(EmbeddedDatabaseConfig.in(data.postgres()));
        return new RunningDatabase(started.address(DatabaseRole.OWNER), started);
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
