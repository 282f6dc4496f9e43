package io.boxoffice.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code boxoffice}: its commands and how they end. */
@Command(
        name = "boxoffice",
        description = "Sells numbered seats at the moment everybody wants them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Boxoffice.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the line on standard error says why",
            "2:asked wrongly",
            "3:serve alone: the journal can no longer be written; start it again when the disk is well",
            "128+N:stopped by signal N, such as 143 for SIGTERM"
        },
        footerHeading = "%nBesides, bin/boxoffice has (each with a --help of its own):%n",
        footer = {
            "  bench     Measures this machine and writes a capacity report.",
            "  load      Puts load on a server: buyers, live streams, overload.",
            "  measure   Measures one thing: search, memory, replay, writer, idle.",
            "  simulate  Sells on a simulated clock, disk and database, with crashes."
        },
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            RevokeCommand.class,
            OrganisationCommand.class,
            ImportCommand.class,
            JournalCommand.class,
            WriteCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Boxoffice {
    @Option(names = "--debug", description = "Print the stack trace of a failure.", scope = ScopeType.INHERIT)
    private boolean debug;

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Boxoffice.class.getPackage().getImplementationVersion();
            return new String[] {
                "Boxoffice " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
            };
        }
    }

    boolean debug() {
        return debug;
    }

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        int code = commandLine(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args);
        System.exit(code);
    }

    /** The commands, printing where they are told. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Boxoffice program = new Boxoffice();
        Complaints complaints = new Complaints(program);
        return new CommandLine(program)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(complaints)
                .setParameterExceptionHandler(complaints);
    }
}
