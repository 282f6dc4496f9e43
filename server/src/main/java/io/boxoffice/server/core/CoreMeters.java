package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.BookingPipeline;
import io.boxoffice.engine.pipeline.JournalClock;
import io.boxoffice.engine.pipeline.LogLinearHistogram;
import io.boxoffice.engine.pipeline.PipelineStatistics;
import io.boxoffice.journal.JournalStore;
import io.boxoffice.protocol.port.CommandPort;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the booking core counts, for Prometheus. Counters and gauges go into a Micrometer registry; the histograms, which the
 * booking thread records into buckets of its own without allocating, are written out in Prometheus' text format by {@link
 * #appendHistograms}.
 */
public final class CoreMeters {
    /** Bounds of the buckets shown, a quarter of a power of ten apart at most: 10 µs to 10 s. */
    private static final double[] SECONDS = {
        10e-6, 25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3, 50e-3, 0.1, 0.25, 0.5, 1, 2.5, 5,
        10
    };

    private static final double[] COMMANDS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
    private static final double NS_PER_SECOND = 1e9;

    private static final Map<Integer, String> COMMAND_NAMES = commandNames();

    private final BookingPipeline pipeline;
    private final JournalClock clock;
    private final JournalStore store;

    CoreMeters(BookingPipeline pipeline, JournalClock clock, JournalStore store) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.store = store;
    }

    /** Registers counters and gauges. */
    public void bindTo(MeterRegistry registry) {
        PipelineStatistics s = pipeline.statistics();
        Gauge.builder("boxoffice.ring.depth", pipeline, BookingPipeline::ringDepth)
                .description("slots of the ring in use")
                .register(registry);
        counter(registry, "boxoffice.commands", s, PipelineStatistics::commands, "commands journaled and applied");
        counter(registry, "boxoffice.commands.own", s, PipelineStatistics::ownCommands, "Tick and Continue commands");
        counter(registry, "boxoffice.queries", s, PipelineStatistics::queries, "queries answered through the ring");
        counter(registry, "boxoffice.journal.seals", s, PipelineStatistics::seals, "seals written when idle");
        counter(
                registry,
                "boxoffice.storage.refusals",
                s,
                PipelineStatistics::storageRefusals,
                "commands rejected for want of disk space");
        refusals(registry, s, "ring_full", CommandPort.RING_FULL);
        refusals(registry, s, "queries_full", CommandPort.QUERIES_FULL);
        refusals(registry, s, "replies_full", CommandPort.REPLIES_FULL);
        refusals(registry, s, "stopped", CommandPort.STOPPED);
        Gauge.builder("boxoffice.clock.wall.difference.seconds", clock, c -> c.wallDifferenceMs() / 1e3)
                .description("how far the wall clock is ahead of the journal's time")
                .register(registry);
        FunctionCounter.builder("boxoffice.clock.jumps", clock, JournalClock::jumps)
                .description("departures of the wall clock that raised an alarm")
                .register(registry);
        Gauge.builder("boxoffice.disk.usable.bytes", store, st -> st.floors().usableBytes())
                .description("room on the data directory's disk")
                .register(registry);
    }

    private static void refusals(MeterRegistry registry, PipelineStatistics s, String reason, long code) {
        FunctionCounter.builder("boxoffice.claims.refused", s, st -> st.refusals(code))
                .tag("reason", reason)
                .description("commands refused before they entered the ring")
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            String name,
            PipelineStatistics s,
            java.util.function.ToDoubleFunction<PipelineStatistics> value,
            String description) {
        FunctionCounter.builder(name, s, value).description(description).register(registry);
    }

    /** Writes the histograms: batch size, journal sync time, and latency by command. */
    public void appendHistograms(StringBuilder to) {
        PipelineStatistics s = pipeline.statistics();
        header(to, "boxoffice_batch_commands", "commands that shared a sync");
        histogram(to, "boxoffice_batch_commands", "", s.batchCommands(), COMMANDS, 1);
        header(to, "boxoffice_journal_sync_seconds", "time to write a batch and make it durable");
        histogram(to, "boxoffice_journal_sync_seconds", "", s.syncNs(), SECONDS, NS_PER_SECOND);
        header(to, "boxoffice_command_latency_seconds", "time from publishing a command to its answer being there");
        COMMAND_NAMES.forEach((templateId, name) -> {
            LogLinearHistogram latency = s.latencyNs(templateId);
            if (latency.count() > 0) {
                String label = "command=\"" + name + "\"";
                histogram(to, "boxoffice_command_latency_seconds", label, latency, SECONDS, NS_PER_SECOND);
            }
        });
    }

    private static void header(StringBuilder to, String name, String help) {
        to.append("# HELP ").append(name).append(' ').append(help).append('\n');
        to.append("# TYPE ").append(name).append(" histogram\n");
    }

    private static void histogram(
            StringBuilder to, String name, String label, LogLinearHistogram h, double[] bounds, double unit) {
        String comma = label.isEmpty() ? "" : ",";
        long seen = 0;
        int bucket = 0;
        for (double bound : bounds) {
            for (; bucket < h.bucketCount() - 1 && h.upperBound(bucket) <= bound * unit; bucket++) {
                seen += h.countIn(bucket);
            }
            to.append(name).append("_bucket{").append(label).append(comma);
            to.append("le=\"").append(bound).append("\"} ").append(seen).append('\n');
        }
        for (; bucket < h.bucketCount(); bucket++) {
            seen += h.countIn(bucket);
        }
        to.append(name).append("_bucket{").append(label).append(comma);
        to.append("le=\"+Inf\"} ").append(seen).append('\n');
        String labels = label.isEmpty() ? "" : "{" + label + "}";
        to.append(name)
                .append("_sum")
                .append(labels)
                .append(' ')
                .append(h.sum() / unit)
                .append('\n');
        to.append(name).append("_count").append(labels).append(' ').append(seen).append('\n');
    }

    private static Map<Integer, String> commandNames() {
        Map<Integer, String> names = new TreeMap<>();
        for (CommandName command : CommandName.values()) {
            names.put(command.templateId(), command.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
