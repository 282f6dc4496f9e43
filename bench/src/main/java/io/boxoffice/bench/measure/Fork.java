package io.boxoffice.bench.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.bench.load.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a command of this program in a JVM of its own. */
public final class Fork {
    /** What stands before the figures, on a line of their own. */
    static final String RESULT = "figures: ";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

    private Fork() {}

    /**
     * Runs {@code measure NAME} and returns its figures.
     *
     * @param say hears what else it says
     * @throws IllegalStateException when it fails; the message has what it said
     */
    public static Map<String, Double> run(String name, int heapMib, List<String> options, Consumer<String> say) {
        List<String> command = java(List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m"));
        command.add("measure");
        command.add(name);
        command.addAll(options);
        StringBuilder said = new StringBuilder();
        Map<String, Double> figures = null;
        Process process = null;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(RESULT)) {
                        figures = JSON.readValue(line.substring(RESULT.length()), FIGURES);
                    } else {
                        said.append(line).append('\n');
                        say.accept(line);
                    }
                }
            }
            int code = process.waitFor();
            if (code != 0 || figures == null) {
                throw new IllegalStateException("measure " + name + " ended with " + code + ": " + said);
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The line a fork ends with. */
    static String line(Map<String, Double> figures) {
        try {
            return RESULT + JSON.writeValueAsString(figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning of a command line that starts this program anew. */
    public static List<String> java(List<String> jvm) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(jvm);
        command.add("-Dboxoffice.home=" + Installation.home());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.boxoffice.bench.Bench");
        return command;
    }

    /** What Chronicle and others need of this JDK: the options of {@code config/jvm.options} that open it. */
    public static List<String> jvmOptions() {
        Path file = Installation.home().resolve("config/jvm.options");
        try {
            List<String> options = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("--add-") || line.startsWith("-Dchronicle.")) {
                    options.add(line.strip());
                }
            }
            Path log = Installation.home().resolve("config/log4j2.xml");
            options.add("-Dlog4j2.configurationFile=" + log);
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
