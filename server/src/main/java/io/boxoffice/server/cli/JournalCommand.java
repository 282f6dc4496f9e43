package io.boxoffice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the journal. */
@Command(
        name = "journal",
        description = {"Looks into the journal of a data directory.", "Read-only; the server may be running."},
        synopsisSubcommandLabel = "(inspect | verify | replay)",
        subcommands = {JournalInspectCommand.class, JournalVerifyCommand.class, JournalReplayCommand.class})
final class JournalCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do with the journal: see --help");
    }
}
