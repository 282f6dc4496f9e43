package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the event log to PostgreSQL, each event once, on a thread of its own: drives a {@link WriterLoop}. Nobody waits for
 * it: with PostgreSQL away it tries again, for ever, and goes on where PostgreSQL's own watermark says.
 *
 * <p>It ends by itself in three cases, each logged as an error and shown in {@link #status()}: another writer is at work
 * ({@link WriterState#FENCED}); the database does not go with the journal, or an event cannot be written
 * ({@link WriterState#FAILED}). Selling goes on meanwhile; a person must look, and start it again.
 *
 * <p>Any thread may call the methods.
 */
public final class PersistenceWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersistenceWriter.class);

    private final WriterConfig config;
    private final WriterLoop loop;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * @param journalId    of the journal that the events come from
     * @param lastSequence the last sequence whose events, if it had any, are visible to feeds that are polled afterwards; any
     *                     thread may ask
     * @param feeds        opens the event log
     * @param states       the booking core's states, for a database that is older than what the event log keeps
     */
    public PersistenceWriter(
            WriterConfig config,
            long journalId,
            LongSupplier lastSequence,
            EventFeed.Source feeds,
            SalesState.Source states,
            MeterRegistry registry) {
        this(config, journalId, lastSequence, lastSequence, feeds, states, registry);
    }

    /**
     * The same, for a process that knows from the event log alone what is visible.
     *
     * @param journalEnd the last command of the journal, which may have no events; any thread may ask
     */
    public PersistenceWriter(
            WriterConfig config,
            long journalId,
            LongSupplier lastSequence,
            LongSupplier journalEnd,
            EventFeed.Source feeds,
            SalesState.Source states,
            MeterRegistry registry) {
        this.config = config;
        loop = new WriterLoop(
                config, journalId, lastSequence, journalEnd, feeds, states, registry, WriterEdges.of(config));
        thread = new Thread(this::run, "persistence-writer");
        thread.setDaemon(true);
    }

    /** Begins. To be called once. */
    public PersistenceWriter start() {
        thread.start();
        return this;
    }

    /**
     * All events of commands up to this sequence are in PostgreSQL. Goes back only when the database was put back to an
     * older state; 0 before the database was first reached.
     */
    public long writtenThrough() {
        return loop.writtenThrough();
    }

    /** Where PostgreSQL says that it is; 0 before it was first reached. What follows is needed still. */
    public long watermark() {
        return loop.watermark();
    }

    public WriterStatus status() {
        return loop.status();
    }

    /**
     * Waits until the writer has ended, by itself or because it was closed.
     *
     * @return whether it has
     */
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        thread.join(timeoutMs);
        return !thread.isAlive() && loop.state().ended();
    }

    /** Somebody waits for what happened until now: it is written without waiting for more to be written with it. */
    public void hurry() {
        loop.hurry();
        LockSupport.unpark(thread);
    }

    /** Finishes the transaction in hand, and ends. Returns at the latest after {@link WriterConfig#closeTimeoutMs()}. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(config.closeTimeoutMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn(
                    "The persistence writer is still waiting for PostgreSQL; what it has in hand is written at the next start");
        }
    }

    private void run() {
        try {
            while ((!stopping || loop.isGathering()) && !loop.state().ended()) {
                if (stopping) {
                    loop.hurry();
                }
                pause(loop.step());
            }
        } finally {
            loop.stop();
        }
    }

    private void pause(long ms) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        long leftNs = untilNs - System.nanoTime();
        while (leftNs > 0 && !stopping && !loop.isHurried()) {
            LockSupport.parkNanos(this, leftNs);
            stopping |= Thread.interrupted();
            leftNs = untilNs - System.nanoTime();
        }
    }
}
