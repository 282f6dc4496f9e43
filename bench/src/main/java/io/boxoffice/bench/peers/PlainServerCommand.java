package io.boxoffice.bench.peers;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server that answers the same bytes from memory, in a process of its own, until its standard input ends. */
@Command(
        name = "plain-server",
        description = "Serves the bytes of a hold from memory, to compare with, until standard input ends.",
        hidden = true)
public final class PlainServerCommand implements Callable<Integer> {
    /** What it says when it listens; the port follows. */
    public static final String READY = "plain server ready on port ";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (PlainServer server = new PlainServer()) {
            spec.commandLine().getOut().println(READY + server.port());
            spec.commandLine().getOut().flush();
            while (System.in.read() >= 0) {
                // Nobody says anything; whoever started this closes its end, or ends.
            }
        }
        return 0;
    }
}
