package io.boxoffice.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A pipeline among fakes. */
final class PipelineFixture implements AutoCloseable {
    static final PipelineConfig SMALL = new PipelineConfig(16, 16, 1 << 14, 8, 64, WaitMode.BLOCKING, 1, 100, 5_000);

    final Trace trace = new Trace();
    final FakeTime time = new FakeTime();
    final FakeJournal journal = new FakeJournal(trace);
    final FakeStateMachine state = new FakeStateMachine(trace);
    final PublishedShows shows = new PublishedShows(state);
    final CommandApplier applier = new CommandApplier(state, new FakeEventLog(trace, 0), shows);
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final BookingPipeline pipeline;

    private PipelineFixture(PipelineConfig config) {
        pipeline = new BookingPipeline(config, applier, journal, time.clock(), failures::add);
    }

    static PipelineFixture aPipeline() {
        return new PipelineFixture(SMALL);
    }

    static PipelineFixture aPipeline(PipelineConfig config) {
        return new PipelineFixture(config);
    }

    PipelineFixture started() {
        pipeline.start();
        return this;
    }

    TestClient client(String name, int places) {
        return new TestClient(pipeline, name, places, trace);
    }

    /** Occupies the booking thread in the commit of one command of this client, so that what follows is one batch. */
    void occupyBookingThread(TestClient client) {
        journal.enteredCommit.drainPermits();
        journal.holdUpCommits();
        client.releaseHold(0);
        journal.enteredCommit.acquireUninterruptibly();
    }

    static void eventually(String what, BooleanSupplier condition) {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - untilNs < 0, what);
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        journal.letGo();
        pipeline.stop();
    }
}
