package io.boxoffice.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Writes results as JSON, and all latencies as logs that the tools of HdrHistogram read. */
public final class LoadFiles {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private LoadFiles() {}

    /**
     * Writes {@code NAME.json} and {@code NAME.hdr}, whose histograms are in nanoseconds and tagged with the kind of request.
     *
     * @throws IOException when they cannot be written
     */
    public static void write(Path directory, String name, LoadRun.Outcome outcome) throws IOException {
        writeJson(directory, name, outcome.result());
        writeHistograms(directory.resolve(name + ".hdr"), outcome.histograms());
    }

    /** Writes {@code NAME.json}. */
    public static void writeJson(Path directory, String name, Object value) throws IOException {
        Files.createDirectories(directory);
        Files.write(directory.resolve(name + ".json"), JSON.writeValueAsBytes(value));
    }

    private static void writeHistograms(Path file, List<LoadRun.Tagged> histograms) throws IOException {
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.US_ASCII)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputLegend();
            for (LoadRun.Tagged each : histograms) {
                Histogram histogram = each.latencyNs();
                histogram.setTag(each.kind());
                log.outputIntervalHistogram(histogram);
            }
        }
    }
}
