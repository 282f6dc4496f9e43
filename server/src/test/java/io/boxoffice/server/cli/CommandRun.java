package io.boxoffice.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command printed, and how it ended. */
public record CommandRun(int code, String out, String err) {
    public static CommandRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Boxoffice.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(args);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
