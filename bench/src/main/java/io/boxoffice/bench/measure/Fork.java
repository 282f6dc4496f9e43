package io.boxoffice.bench.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.bench.process.OwnJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a measurement of this program in a JVM of its own. */
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
        List<String> command = OwnJvm.command(List.of("-Xms" + heapMib + "m", "-Xmx" + heapMib + "m"));
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
}
