package io.boxoffice.services.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What became of mails, for operators. Any thread. */
final class MailCounts {
    private final Map<Outbox.End, Counter> ends = new EnumMap<>(Outbox.End.class);
    private final Counter failures;
    private volatile double oldestWaitingSeconds;

    MailCounts(MeterRegistry meters) {
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
        Gauge.builder("boxoffice.mail.oldest.seconds", () -> oldestWaitingSeconds)
                .description("how long the oldest mail waits that was not sent")
                .register(meters);
    }

    void ended(Outbox.End end) {
        ends.get(end).increment();
    }

    void failed() {
        failures.increment();
    }

    void oldestWaiting(double seconds) {
        oldestWaitingSeconds = seconds;
    }
}
