package io.boxoffice.server.e2e;

import io.boxoffice.server.cli.Boxoffice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code write} as a process of its own, impatient. For one thread. */
final class WriterProcess implements AutoCloseable {
    private final Path output;
    private final Process process;

    /**
     * @param output what it says is added to this file
     */
    WriterProcess(Path dataDirectory, Sales sales, Path output) {
        this(dataDirectory, sales, output, Map.of());
    }

    /**
     * @param environment further settings
     */
    WriterProcess(Path dataDirectory, Sales sales, Path output, Map<String, String> environment) {
        this.output = output;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add") || argument.startsWith("-D"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", ServerProcess.classPath()));
        command.addAll(List.of(Boxoffice.class.getName(), "write", "--data", dataDirectory.toString()));
        command.addAll(List.of("--jdbc-url", sales.jdbcUrl(), "--user", sales.user()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("BOXOFFICE_DATABASE_PASSWORD", sales.password());
        builder.environment().put("BOXOFFICE_WRITER_BACKOFF_MAX_MS", "200");
        builder.environment().put("BOXOFFICE_WRITER_IDLE_CHECK_INTERVAL_MS", "100");
        builder.environment().put("BOXOFFICE_WRITER_CONNECT_TIMEOUT_MS", "1000");
        builder.environment().put("BOXOFFICE_WRITER_ANSWER_TIMEOUT_MS", "1000");
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The end of what it, and those before it, have said. */
    @Override
    public String toString() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
