package io.boxoffice.simulator;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.writer.SalesState;
import io.boxoffice.writer.WriterConfig;
import io.boxoffice.writer.WriterEdges;
import io.boxoffice.writer.WriterLoop;
import io.boxoffice.writer.WriterState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Random;
import java.util.function.LongSupplier;

/** The persistence writer's loop, stepped when its pause is over. */
final class SimulatedWriter {
    private static final WriterConfig CONFIG =
            new WriterConfig("simulated", "", "", 12, 5, 20, 5_000, 100, 2_000, 1_000, 1_000, 1_000);

    private final WriterLoop loop;
    private final SimulatedSales sales;
    private final VirtualClock clock;
    private final Trace trace;
    private final long disturbancesAtStart;
    private long nextStepNs;

    SimulatedWriter(
            long journalId,
            LongSupplier lastSequence,
            EventFeed.Source feeds,
            SalesState.Source states,
            SimulatedSales sales,
            VirtualClock clock,
            Random random,
            Trace trace) {
        this.sales = sales;
        this.clock = clock;
        this.trace = trace;
        disturbancesAtStart = sales.disturbances();
        loop = new WriterLoop(
                CONFIG,
                journalId,
                lastSequence,
                lastSequence,
                feeds,
                states,
                new SimpleMeterRegistry(),
                new WriterEdges(sales::open, clock::wallMs, clock::monotonicNs, random::nextDouble));
    }

    boolean isDue() {
        return !loop.state().ended() && clock.monotonicNs() - nextStepNs >= 0;
    }

    boolean hasEnded() {
        return loop.state().ended();
    }

    /** Makes one step. */
    void step() {
        long pauseMs = loop.step();
        sales.requireNothingFound();
        nextStepNs = clock.monotonicNs() + pauseMs * 1_000_000;
        trace.say(
                loop.writtenThrough() * 31 + pauseMs,
                () -> "writer: " + loop.state() + " through " + loop.writtenThrough() + ", pauses " + pauseMs + " ms "
                        + loop.status().failure());
        Violation.unless(
                loop.state() != WriterState.FAILED,
                "the writer gave up: " + loop.status().failure());
        Violation.unless(
                loop.state() != WriterState.FENCED || sales.disturbances() > disturbancesAtStart,
                "the writer was fenced off, and nobody else was there: "
                        + loop.status().failure());
    }

    long writtenThrough() {
        return loop.writtenThrough();
    }

    long watermark() {
        return loop.watermark();
    }

    /** Its process ends. */
    void stop() {
        loop.stop();
    }
}
