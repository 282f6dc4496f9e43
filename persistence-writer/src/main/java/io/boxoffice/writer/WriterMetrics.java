package io.boxoffice.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the writer counts. Recorded by the writer's thread, read by any. */
final class WriterMetrics {
    private final MeterRegistry registry;
    private final Counter events;
    private final Counter passed;
    private final Counter rows;
    private final DistributionSummary batchEvents;
    private final Timer batchTime;
    private final Counter rebuilds;
    private final Counter missing;
    private final Counter unfinished;

    WriterMetrics(MeterRegistry registry, Supplier<WriterStatus> status) {
        this.registry = registry;
        events = Counter.builder("boxoffice.writer.events")
                .description("events written to PostgreSQL")
                .register(registry);
        passed = Counter.builder("boxoffice.writer.passed")
                .description("events that leave no row: holds of which nothing came yet, shows, seat maps")
                .register(registry);
        rows = Counter.builder("boxoffice.writer.rows")
                .description("rows changed in PostgreSQL")
                .register(registry);
        batchEvents = DistributionSummary.builder("boxoffice.writer.batch.events")
                .description("events written in a transaction")
                .register(registry);
        batchTime = Timer.builder("boxoffice.writer.batch.time")
                .description("time a transaction took")
                .register(registry);
        rebuilds = Counter.builder("boxoffice.writer.rebuilds")
                .description("times that PostgreSQL was older than the event log and was rebuilt from a snapshot")
                .register(registry);
        missing = lost("missing", registry);
        unfinished = lost("unfinished", registry);
        Gauge.builder("boxoffice.writer.lag.sequences", status, s -> s.get().lagSequences())
                .description("commands whose events are not in PostgreSQL yet")
                .strongReference(true)
                .register(registry);
        Gauge.builder("boxoffice.writer.lag.ms", status, s -> s.get().lagMs())
                .description("age of the oldest event that is not in PostgreSQL yet")
                .strongReference(true)
                .register(registry);
        for (WriterState state : WriterState.values()) {
            Gauge.builder("boxoffice.writer.state", status, s -> s.get().state() == state ? 1 : 0)
                    .description("1 for the state that the writer is in")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .strongReference(true)
                    .register(registry);
        }
        for (Failure failure : Failure.values()) {
            failures(failure);
        }
    }

    /** Kinds of failures. */
    enum Failure {
        /** That may pass: PostgreSQL was not there, or did not answer. */
        PASSING,
        /** An event could not be written. */
        POISONOUS_EVENT,
        /** Another writer was there. */
        FENCED,
        /** The database does not go with the journal. */
        WATERMARK_REFUSED
    }

    void written(EventBatch batch, int changedRows, long tookNs) {
        events.increment(batch.written());
        passed.increment(batch.events() - batch.written());
        rows.increment(changedRows);
        batchEvents.record(batch.written());
        batchTime.record(tookNs, TimeUnit.NANOSECONDS);
    }

    void passed(int number) {
        passed.increment(number);
    }

    void rebuilt(Rebuild.Losses losses) {
        rebuilds.increment();
        missing.increment(losses.missing());
        unfinished.increment(losses.unfinished());
    }

    private static Counter lost(String kind, MeterRegistry registry) {
        return Counter.builder("boxoffice.writer.rebuilds.lost")
                .description("reservations that a rebuild could not make, or not wholly")
                .tag("kind", kind)
                .register(registry);
    }

    void failed(Failure failure) {
        failures(failure).increment();
    }

    private Counter failures(Failure failure) {
        return Counter.builder("boxoffice.writer.failures")
                .description("times that writing failed")
                .tag("kind", failure.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
