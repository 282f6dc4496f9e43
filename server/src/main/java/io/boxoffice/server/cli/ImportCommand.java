package io.boxoffice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings real data in. */
@Command(
        name = "import",
        description = {
            "Brings real data into a running server.",
            "Reports what was refused, row by row. Safe to repeat: what is there is found again, and nothing is doubled."
        },
        synopsisSubcommandLabel = "(seating-plan | cinemas | events)",
        subcommands = {ImportSeatingPlanCommand.class, ImportCinemasCommand.class, ImportListingsCommand.class})
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to import: seating-plan, cinemas or events");
    }
}
