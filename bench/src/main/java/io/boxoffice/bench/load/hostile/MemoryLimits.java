package io.boxoffice.bench.load.hostile;

import io.boxoffice.bench.load.LoadFailedException;
import io.boxoffice.bench.process.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code config/jvm.options} lets the server have, in MiB. */
record MemoryLimits(double heapMib, double directMib) {
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    private static final Pattern DIRECT = Pattern.compile("-XX:MaxDirectMemorySize=(\\d+)m");

    /**
     * Of this installation.
     *
     * @throws LoadFailedException when the file does not say
     */
    static MemoryLimits stock() {
        Path file = Installation.home().resolve("config/jvm.options");
        try {
            return of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new LoadFailedException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param lines of such a file
     * @throws LoadFailedException when they do not say
     */
    static MemoryLimits of(List<String> lines) {
        return new MemoryLimits(number(lines, HEAP), number(lines, DIRECT));
    }

    private static double number(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(line -> pattern.matcher(line.strip()))
                .filter(Matcher::matches)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new LoadFailedException("no " + pattern + " in config/jvm.options"));
    }
}
