package io.boxoffice.bench;

import io.boxoffice.bench.load.LoadCommand;
import io.boxoffice.bench.load.StreamHostCommand;
import io.boxoffice.bench.load.WatchingCommand;
import io.boxoffice.bench.load.hostile.Attack;
import io.boxoffice.bench.load.hostile.HostileCommand;
import io.boxoffice.bench.measure.MeasureCommand;
import io.boxoffice.bench.peers.PlainServerCommand;
import io.boxoffice.bench.report.BenchCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The part of the program {@code boxoffice} that measures: {@code load} and {@code bench}. */
@Command(
        name = "boxoffice",
        description = "Measures what Boxoffice can do on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        subcommands = {
            LoadCommand.class,
            MeasureCommand.class,
            PlainServerCommand.class,
            WatchingCommand.class,
            StreamHostCommand.class,
            BenchCommand.class
        })
public final class Bench {
    @Option(names = "--debug", description = "Print the stack trace of a failure.", scope = ScopeType.INHERIT)
    private boolean debug;

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
        Bench program = new Bench();
        CommandLine line = new CommandLine(program);
        for (Attack attack : Attack.values()) {
            line.getSubcommands().get("load").addSubcommand(attack.text(), HostileCommand.of(attack));
        }
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.println("boxoffice: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
                    if (program.debug) {
                        e.printStackTrace(err);
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .setParameterExceptionHandler((ParameterException e, String[] given) -> {
                    err.println("boxoffice: " + e.getMessage());
                    err.println("Try `" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
