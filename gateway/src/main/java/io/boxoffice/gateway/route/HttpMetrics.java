package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Requests by route and status as histograms, and refusals by code. The names come from routes and enums, never from requests,
 * so there is a bounded number of them. Any thread.
 */
public final class HttpMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Timer[]> timers = new ConcurrentHashMap<>();
    private final ConcurrentMap<ProblemCode, Counter> problems = new ConcurrentHashMap<>();

    /**
     * @param codes told from the beginning, with none yet
     */
    public HttpMetrics(MeterRegistry registry, Collection<? extends ProblemCode> codes) {
        this.registry = registry;
        codes.forEach(this::counter);
    }

    private Counter counter(ProblemCode code) {
        return problems.computeIfAbsent(code, c -> Counter.builder("boxoffice.http.rejections")
                .description("error answers by code")
                .tag("code", c.code())
                .register(registry));
    }

    /** How many requests were refused with a code. */
    public long refused(ProblemCode code) {
        return (long) counter(code).count();
    }

    void answered(String operation, int status, ProblemCode problem, long elapsedNs) {
        Timer[] byStatus = timers.get(operation);
        if (byStatus == null) {
            byStatus = timers.computeIfAbsent(operation, o -> new Timer[600]);
        }
        Timer timer = byStatus[status];
        if (timer == null) {
            timer = Timer.builder("boxoffice.http.requests")
                    .description("from the request's header to its answer")
                    .tag("operation", operation)
                    .tag("status", Integer.toString(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            byStatus[status] = timer;
        }
        timer.record(elapsedNs, TimeUnit.NANOSECONDS);
        if (problem != null) {
            counter(problem).increment();
        }
    }
}
