package io.boxoffice.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs to its end. */
final class PostgresCommand {
    /** How it ended, and what it printed. */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private PostgresCommand() {}

    /**
     * @throws EmbeddedDatabaseException when it does not end in time, or the thread is interrupted; it is then killed, but
     *                                   not what it has started
     */
    static Result run(List<String> prefix, List<String> command, long timeoutMs) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        // Into a file and not a pipe: a started postmaster would keep a pipe open, and reading it would not end.
        Path output = Files.createTempFile("boxoffice-postgres", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.directory(Path.of("/").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
                    throw new EmbeddedDatabaseException(command.get(0) + " has not ended within " + timeoutMs + " ms: "
                            + Files.readString(output).strip());
                }
                return new Result(process.exitValue(), Files.readString(output).strip());
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("interrupted while running " + command.get(0), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
