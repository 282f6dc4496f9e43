package io.boxoffice.server.cli;

import io.boxoffice.server.backup.BackupManifest;
import io.boxoffice.server.backup.Restore;
import io.boxoffice.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings a backup up. */
@Command(
        name = "restore",
        description = {
            "Brings a backup up in a new data directory, and proves that it agrees with the original.",
            "Checks every hash first. PostgreSQL is made in the new directory, or filled when --jdbc-url names an empty database.",
            "Never run the restored server beside the original: both would ask the payment provider to take and pay back the"
                    + " same money, and sell the same seats."
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--from", paramLabel = "BACKUP_DIR", required = true, description = "The backup.")
    private Path backup;

    @Override
    public Integer call() throws Exception {
        if (!options.namesData()) {
            throw new ParameterException(spec.commandLine(), "name the new data directory with --data");
        }
        ServerConfig config = options.load();
        PrintWriter err = spec.commandLine().getErr();
        long startNs = System.nanoTime();
        Restore.Summary summary = new Restore(backup, config, line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        print(summary, config, System.nanoTime() - startNs);
        return 0;
    }

    private void print(Restore.Summary summary, ServerConfig config, long tookNs) {
        PrintWriter out = spec.commandLine().getOut();
        BackupManifest manifest = summary.manifest();
        out.printf(
                Locale.ROOT,
                "restored journal %s through sequence %d at %s, state hash %s, in %.1f s%n",
                manifest.journalId(),
                manifest.sequence(),
                manifest.time(),
                manifest.stateHash(),
                tookNs / 1e9);
        out.printf(
                Locale.ROOT,
                "agreed: %d events with the journal, %d rows of history with the events, %d units sold of %d shows, seat by"
                        + " seat%n",
                summary.comparedEvents(),
                summary.transitions(),
                summary.bookedUnits(),
                summary.shows());
        if (summary.showsWithoutCatalog() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%d shows were put on sale while the backup was taken, and the catalog does not know them: they sell, but"
                            + " are not found; the newest have ids such as %d%n",
                    summary.showsWithoutCatalog(),
                    summary.exampleOfThose());
        }
        out.printf(
                Locale.ROOT,
                "next: make sure that the original does not run and never will, then"
                        + " bin/boxoffice serve --data '%s'%s; tokens of the original are good here too%n",
                config.dataDirectory(),
                config.database().embedded()
                        ? ""
                        : " --jdbc-url '" + config.database().jdbcUrl() + "'");
        out.flush();
    }
}
