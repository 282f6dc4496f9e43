package io.boxoffice.server.cli;

import io.boxoffice.server.backup.Backup;
import io.boxoffice.server.backup.BackupManifest;
import io.boxoffice.server.backup.DatabaseContent;
import io.boxoffice.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a backup. */
@Command(
        name = "backup",
        description = {
            "Copies a server's data, while it sells or after it was stopped.",
            "PostgreSQL's schemas sales and catalog, the event log, the journal, the signing key: everything that restore needs,"
                    + " with a manifest of hashes. What was acknowledged before it began is in it. The copy holds secrets and is"
                    + " readable by its owner only; keep it so."
        })
final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    @Option(
            names = "--to",
            paramLabel = "BACKUP_DIR",
            required = true,
            description = "Where to: a directory that does not exist or is empty.")
    private Path target;

    @Override
    public Integer call() throws Exception {
        ServerConfig config = options.load();
        JournalVerifyCommand.journalIn(config.dataDirectory());
        PrintWriter err = spec.commandLine().getErr();
        long startNs = System.nanoTime();
        BackupManifest manifest = new Backup(config, new Boxoffice.Version().getVersion()[0], line -> {
                    err.println(line);
                    err.flush();
                })
                .into(target);
        PrintWriter out = spec.commandLine().getOut();
        long watermark = manifest.database().watermark();
        out.printf(
                Locale.ROOT,
                "backup of journal %s through sequence %d at %s, state hash %s%n",
                manifest.journalId(),
                manifest.sequence(),
                manifest.time(),
                manifest.stateHash());
        out.printf(
                Locale.ROOT,
                "events through sequence %d; PostgreSQL: %d tables%s%n",
                manifest.eventSequence(),
                manifest.database().tables().size(),
                watermark == DatabaseContent.NO_WATERMARK ? "" : ", written through sequence " + watermark);
        out.printf(
                Locale.ROOT,
                "%d files, %.1f MiB, in %.1f s; restore it with: bin/boxoffice restore --from '%s' --data NEW_DIR%n",
                manifest.files().size(),
                manifest.bytes() / (double) (1 << 20),
                (System.nanoTime() - startNs) / 1e9,
                target);
        out.flush();
        return 0;
    }
}
