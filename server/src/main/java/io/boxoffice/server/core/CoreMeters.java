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
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the booking core counts, for Prometheus. Counters and gauges go into a Micrometer registry; the histograms, which the
 * booking thread records into buckets of its own without allocating, are handed to Prometheus as they stand when it asks.
 */
public final class CoreMeters implements MultiCollector {
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
    private final SnapshotMaker snapshots;

    CoreMeters(BookingPipeline pipeline, JournalClock clock, JournalStore store, SnapshotMaker snapshots) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.store = store;
        this.snapshots = snapshots;
    }

    /** Registers everything. */
    public void bindTo(PrometheusMeterRegistry registry) {
        registry.getPrometheusRegistry().register(this);
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
        bindSnapshots(registry);
    }

    private void bindSnapshots(MeterRegistry registry) {
        Gauge.builder("boxoffice.snapshot.sequence", snapshots, SnapshotMaker::lastSequence)
                .description("the command that the newest snapshot is of")
                .register(registry);
        Gauge.builder("boxoffice.snapshot.age.seconds", snapshots, SnapshotMaker::ageSeconds)
                .description("time since the newest snapshot was made, or since the start")
                .register(registry);
        Gauge.builder("boxoffice.snapshot.duration.seconds", snapshots, SnapshotMaker::lastTookSeconds)
                .description("how long the last snapshot took")
                .register(registry);
        FunctionCounter.builder("boxoffice.snapshot.failures", snapshots, SnapshotMaker::failures)
                .description("snapshots that failed or were put off")
                .register(registry);
        FunctionCounter.builder("boxoffice.snapshots", snapshots, SnapshotMaker::made)
                .description("snapshots made")
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
            ToDoubleFunction<PipelineStatistics> value,
            String description) {
        FunctionCounter.builder(name, s, value).description(description).register(registry);
    }

    /** Batch size, journal sync time, and latency by command, as they stand. Any thread. */
    @Override
    public MetricSnapshots collect() {
        PipelineStatistics s = pipeline.statistics();
        HistogramSnapshot.Builder latency = HistogramSnapshot.builder()
                .name("boxoffice_command_latency_seconds")
                .help("time from publishing a command to its answer being there");
        COMMAND_NAMES.forEach((templateId, name) -> {
            if (s.latencyNs(templateId).count() > 0) {
                latency.dataPoint(points(s.latencyNs(templateId), SECONDS, NS_PER_SECOND, Labels.of("command", name)));
            }
        });
        return new MetricSnapshots(
                HistogramSnapshot.builder()
                        .name("boxoffice_batch_commands")
                        .help("commands that shared a sync")
                        .dataPoint(points(s.batchCommands(), COMMANDS, 1, Labels.EMPTY))
                        .build(),
                HistogramSnapshot.builder()
                        .name("boxoffice_journal_sync_seconds")
                        .help("time to write a batch and make it durable")
                        .dataPoint(points(s.syncNs(), SECONDS, NS_PER_SECOND, Labels.EMPTY))
                        .build(),
                latency.build());
    }

    private static HistogramSnapshot.HistogramDataPointSnapshot points(
            LogLinearHistogram h, double[] bounds, double unit, Labels labels) {
        double[] upper = Arrays.copyOf(bounds, bounds.length + 1);
        upper[bounds.length] = Double.POSITIVE_INFINITY;
        long[] counts = new long[upper.length];
        int at = 0;
        for (int bucket = 0; bucket < h.bucketCount(); bucket++) {
            while (h.upperBound(bucket) > upper[at] * unit) {
                at++;
            }
            counts[at] += h.countIn(bucket);
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(upper, counts))
                .sum(h.sum() / unit)
                .labels(labels)
                .build();
    }

    private static Map<Integer, String> commandNames() {
        Map<Integer, String> names = new TreeMap<>();
        for (CommandName command : CommandName.values()) {
            names.put(command.templateId(), command.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
