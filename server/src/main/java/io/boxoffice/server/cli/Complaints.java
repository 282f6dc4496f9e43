package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; the stack trace only with --debug. */
final class Complaints implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Boxoffice program;

    Complaints(Boxoffice program) {
        this.program = program;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ConfigException setting && setting.isOfCommandLine()) {
            return handleParseException(new ParameterException(command, setting.getMessage(), setting), new String[0]);
        }
        PrintWriter err = command.getErr();
        err.println("boxoffice: " + oneLine(FileTrouble.reword(e, message(e))));
        if (program.debug()) {
            e.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("boxoffice: " + oneLine(message(e)));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** The message, or the kind of exception where it has none of its own. */
    private static String message(Exception e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage();
    }

    private static String oneLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse(text);
    }
}
