package io.boxoffice.bench.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Numbers with names, which carry the unit, in the order they were found. For one thread. */
public final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Adds one. */
    public Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** Adds percentiles of a distribution of nanoseconds, in microseconds. */
    public Figures putLatency(String prefix, Histogram ns) {
        return put(prefix + "p50Us", ns.getValueAtPercentile(50) / 1e3)
                .put(prefix + "p99Us", ns.getValueAtPercentile(99) / 1e3)
                .put(prefix + "p999Us", ns.getValueAtPercentile(99.9) / 1e3)
                .put(prefix + "maxUs", ns.getMaxValue() / 1e3);
    }

    /** All of them. */
    public Map<String, Double> values() {
        return values;
    }

    /** Of latencies from 100 ns to 100 s. */
    static Histogram latencies() {
        return new Histogram(100, 100_000_000_000L, 3);
    }
}
