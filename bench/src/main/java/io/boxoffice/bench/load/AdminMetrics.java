package io.boxoffice.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a server's admin port tells, at one moment: the samples of Prometheus' text format by name and labels. Immutable. */
public final class AdminMetrics {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String BUCKET = "_bucket{";

    private final Map<String, Double> samples;

    private AdminMetrics(Map<String, Double> samples) {
        this.samples = samples;
    }

    /** What stands in the text. */
    public static AdminMetrics parse(String text) {
        Map<String, Double> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                samples.put(line.substring(0, space), number(line.substring(space + 1)));
            }
        });
        return new AdminMetrics(samples);
    }

    /**
     * Asks.
     *
     * @param admin null: nothing is known then
     * @throws LoadFailedException when there is no answer
     */
    public static AdminMetrics read(URI admin) {
        if (admin == null) {
            return new AdminMetrics(Map.of());
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(admin.resolve("/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return parse(CLIENT.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new LoadFailedException("no metrics at " + admin + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /** One sample, or 0. */
    public double value(String nameAndLabels) {
        return samples.getOrDefault(nameAndLabels, 0.0);
    }

    /** The sum of all samples of this name whose labels contain something. */
    public double sum(String name, String label) {
        Predicate<String> wanted = key -> (key.equals(name) || key.startsWith(name + "{")) && key.contains(label);
        return samples.entrySet().stream()
                .filter(sample -> wanted.test(sample.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Bytes of heap in use, garbage included. */
    public double heapUsedBytes() {
        return sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    /** Processor time of the server's process in seconds; 0 when it does not say. */
    public double cpuSeconds() {
        return value("process_cpu_time_ns_total") / 1e9;
    }

    /** The mean of what a histogram got since an earlier moment; 0 when it got nothing. */
    public double meanSince(AdminMetrics before, String histogram) {
        double count = value(histogram + "_count") - before.value(histogram + "_count");
        double sum = value(histogram + "_sum") - before.value(histogram + "_sum");
        return count == 0 ? 0 : sum / count;
    }

    /** A bound that this share of what a histogram got since an earlier moment does not exceed; 0 when it got nothing. */
    public double boundSince(AdminMetrics before, String histogram, double share) {
        double count = value(histogram + "_count") - before.value(histogram + "_count");
        Map<Double, Double> upTo = new TreeMap<>();
        samples.forEach((key, value) -> {
            if (key.startsWith(histogram + BUCKET)) {
                int from = key.indexOf("le=\"") + 4;
                upTo.merge(number(key.substring(from, key.indexOf('"', from))), value - before.value(key), Double::sum);
            }
        });
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            if (count > 0 && bucket.getValue() >= share * count) {
                return bucket.getKey();
            }
        }
        return 0;
    }
}
