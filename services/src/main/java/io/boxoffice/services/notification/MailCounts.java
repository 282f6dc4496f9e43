package io.boxoffice.services.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** What became of mails, for operators. Any thread. */
final class MailCounts {
    private final Map<Outbox.End, Counter> ends = new EnumMap<>(Outbox.End.class);
    private final Counter failures;
    private final Clock clock;
    private final AtomicReference<Failing> failing = new AtomicReference<>();
    private volatile Outbox.Waiting waiting = Outbox.Waiting.NONE;
    private volatile Duration oldestAge = Duration.ZERO;
    private volatile boolean databaseAway;

    /**
     * No mail was taken for a while.
     *
     * @param since the first one that was not, after which none was
     * @param why   the last one was not; without addresses
     */
    record Failing(Instant since, String why) {}

    MailCounts(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        for (Outbox.End end : Outbox.End.values()) {
            ends.put(
                    end,
                    Counter.builder("boxoffice.mails")
                            .description("mails that ended, by how")
                            .tag("end", end.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        failures = Counter.builder("boxoffice.mail.failures")
                .description("times that a mail was not taken, and is tried again")
                .register(meters);
        Gauge.builder("boxoffice.mail.oldest.seconds", () -> oldestAge.toMillis() / 1_000.0)
                .description("how long the oldest mail waits that was not sent")
                .register(meters);
    }

    void ended(Outbox.End end) {
        ends.get(end).increment();
        if (end == Outbox.End.SENT || end == Outbox.End.REFUSED) {
            // The mail server answers.
            failing.set(null);
        }
    }

    void failed(String why) {
        failures.increment();
        Instant now = clock.instant();
        failing.updateAndGet(before -> new Failing(before == null ? now : before.since(), why));
    }

    /** What was found in the outbox: PostgreSQL answers. */
    void waiting(Outbox.Waiting found) {
        waiting = found;
        oldestAge = found.oldest() == null ? Duration.ZERO : Duration.between(found.oldest(), clock.instant());
        databaseAway = false;
    }

    /** The outbox could not be asked. */
    void databaseAway() {
        databaseAway = true;
    }

    /** How many ended so. */
    long count(Outbox.End end) {
        return (long) ends.get(end).count();
    }

    /** What waited when the outbox was asked last. */
    Outbox.Waiting waiting() {
        return waiting;
    }

    /** How old the oldest of them was then. */
    Duration oldestAge() {
        return oldestAge;
    }

    /** Null: the last mail was taken. */
    Failing failing() {
        return failing.get();
    }

    boolean isDatabaseAway() {
        return databaseAway;
    }
}
