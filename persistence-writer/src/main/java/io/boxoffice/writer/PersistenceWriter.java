package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.writer.WriterMetrics.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the event log to PostgreSQL, each event once, on a thread of its own. Nobody waits for it: with PostgreSQL away it
 * tries again, for ever, and goes on where PostgreSQL's own watermark says.
 *
 * <p>It ends by itself in three cases, each logged as an error and shown in {@link #status()}: another writer is at work
 * ({@link WriterState#FENCED}); the database does not go with the journal, or an event cannot be written
 * ({@link WriterState#FAILED}). Selling goes on meanwhile; a person must look, and start it again.
 *
 * <p>Any thread may call the methods.
 */
public final class PersistenceWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PersistenceWriter.class);

    private static final long NOTHING_TRIED = -1;

    private final WriterConfig config;
    private final long journalId;
    private final LongSupplier lastSequence;
    private final EventFeed.Source feeds;
    private final WriterProgress progress;
    private final WriterMetrics metrics;
    private final Backoff backoff;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Thread thread;

    // Of the writer's thread.
    private final EventBatch batch = new EventBatch();
    private final KnownPrimary primary = new KnownPrimary();
    private long furthestTried = NOTHING_TRIED;
    private long narrowThrough;
    private long lastHeardNs;

    /**
     * @param journalId    of the journal that the events come from
     * @param lastSequence the last sequence whose events, if it had any, are visible to feeds that are polled afterwards; any
     *                     thread may ask
     * @param feeds        opens the event log
     */
    public PersistenceWriter(
            WriterConfig config,
            long journalId,
            LongSupplier lastSequence,
            EventFeed.Source feeds,
            MeterRegistry registry) {
        this.config = config;
        this.journalId = journalId;
        this.lastSequence = lastSequence;
        this.feeds = feeds;
        progress = new WriterProgress(lastSequence, System::currentTimeMillis);
        metrics = new WriterMetrics(registry, progress::status);
        backoff = new Backoff(config.backoffMinMs(), config.backoffMaxMs(), () -> ThreadLocalRandom.current()
                .nextDouble());
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
        return progress.writtenThrough();
    }

    public WriterStatus status() {
        return progress.status();
    }

    /**
     * Waits until the writer has ended, by itself or because it was closed.
     *
     * @return whether it has
     */
    public boolean awaitEnd(long timeoutMs) throws InterruptedException {
        thread.join(timeoutMs);
        return !thread.isAlive() && progress.state().ended();
    }

    /** Finishes the transaction in hand, and ends. Returns at the latest after {@link WriterConfig#closeTimeoutMs()}. */
    @Override
    public void close() {
        stopRequested.countDown();
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
        while (!stopping() && !progress.state().ended()) {
            try {
                writeUntilStoppedOrFailed();
            } catch (FencedException e) {
                end(Failure.FENCED, WriterState.FENCED, e);
            } catch (WatermarkRefusedException e) {
                end(Failure.WATERMARK_REFUSED, WriterState.FAILED, e);
            } catch (PoisonousEventException e) {
                onPoisonousEvent(e);
            } catch (SQLException | RuntimeException e) {
                onPassingFailure(e);
            } catch (Error e) {
                progress.fail(WriterState.FAILED, e.toString());
                LOG.error("The persistence writer has died at sequence {}", progress.writtenThrough(), e);
                throw e;
            }
        }
        if (!progress.state().ended()) {
            progress.enter(WriterState.STOPPED);
        }
    }

    private void writeUntilStoppedOrFailed() throws SQLException {
        batch.clear();
        try (SalesDatabase database = SalesDatabase.open(config, primary)) {
            Watermark watermark = database.readWatermark(journalId);
            watermark.requireFits(journalId, lastSequence.getAsLong());
            requireNotMovedByAnother(watermark);
            progress.resumeAt(watermark.sequence());
            LOG.info("Writing to PostgreSQL from sequence {} on", watermark.sequence());
            try (EventFeed feed = feeds.openAfter(watermark.sequence())) {
                follow(database, feed, watermark);
            }
        }
    }

    private void requireNotMovedByAnother(Watermark watermark) {
        if (furthestTried != NOTHING_TRIED && watermark.sequence() > furthestTried) {
            throw new FencedException(
                    "the watermark is at " + watermark.sequence() + ", and this writer came no further than "
                            + furthestTried + ": another writer writes this journal into this database");
        }
        furthestTried = Math.max(furthestTried, watermark.sequence());
    }

    private void follow(SalesDatabase database, EventFeed feed, Watermark start) throws SQLException {
        Watermark watermark = start;
        lastHeardNs = System.nanoTime();
        while (!stopping()) {
            // Read before the feed is: what the feed then does not show, these commands did not say.
            long visible = lastSequence.getAsLong();
            gather(feed, watermark);
            if (batch.isEmpty()) {
                progress.caughtUp(visible);
                checkWhenIdle(database);
                pause(config.pollIntervalMs());
            } else {
                watermark = write(database, watermark);
            }
            backoff.reset();
            progress.works();
        }
    }

    private void gather(EventFeed feed, Watermark watermark) {
        int limit = watermark.sequence() < narrowThrough ? 1 : config.batchMaxEvents();
        int polled = feed.poll(batch, limit);
        if (polled > 0 && polled < limit && config.batchMaxWaitMs() > 0) {
            progress.gathered(batch.firstTimeMs());
            pause(config.batchMaxWaitMs());
            feed.poll(batch, limit - polled);
        }
        if (!batch.isEmpty()) {
            progress.gathered(batch.firstTimeMs());
        }
    }

    private Watermark write(SalesDatabase database, Watermark watermark) throws SQLException {
        if (batch.firstSequence() <= watermark.sequence()) {
            throw new IllegalStateException("the feed gave sequence " + batch.firstSequence() + " again");
        }
        long startNs = System.nanoTime();
        furthestTried = Math.max(furthestTried, batch.lastSequence());
        int rows;
        try {
            rows = database.write(batch, watermark);
        } catch (SQLException e) {
            if (breaksRuleOfTables(e)) {
                throw new PoisonousEventException(
                        "an event of sequences " + batch.firstSequence() + " to " + batch.lastSequence()
                                + " cannot be written: " + e.getMessage(),
                        e);
            }
            throw e;
        }
        lastHeardNs = System.nanoTime();
        metrics.written(batch, rows, lastHeardNs - startNs);
        progress.written(batch.lastSequence(), batch.lastTimeMs());
        Watermark moved = new Watermark(watermark.journalId(), batch.lastSequence());
        batch.clear();
        return moved;
    }

    /** An idle writer would not notice that PostgreSQL has gone, or that it was put back to an older state. */
    private void checkWhenIdle(SalesDatabase database) throws SQLException {
        if (System.nanoTime() - lastHeardNs > TimeUnit.MILLISECONDS.toNanos(config.idleCheckIntervalMs())) {
            database.check();
            lastHeardNs = System.nanoTime();
        }
    }

    /** Data exceptions and violated constraints: the same again next time. */
    private static boolean breaksRuleOfTables(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Writes what stands before the event, command by command, and ends when it has come to it. */
    private void onPoisonousEvent(PoisonousEventException e) {
        if (batch.commands() > 1) {
            narrowThrough = batch.lastSequence();
            LOG.warn("Going on command by command: {}", e.getMessage());
        } else {
            end(Failure.POISONOUS_EVENT, WriterState.FAILED, e);
        }
    }

    private void end(Failure kind, WriterState state, RuntimeException e) {
        metrics.failed(kind);
        progress.fail(state, e.getMessage());
        LOG.error("The persistence writer has ended at sequence {}: {}", progress.writtenThrough(), e.getMessage(), e);
    }

    private void onPassingFailure(Exception e) {
        if (stopping()) {
            return;
        }
        metrics.failed(Failure.PASSING);
        long pauseMs = backoff.nextPauseMs();
        progress.fail(WriterState.BACKING_OFF, oneLine(e));
        LOG.warn("Cannot write to PostgreSQL, trying again in {} ms: {}", pauseMs, oneLine(e));
        LOG.debug("The failure", e);
        pause(pauseMs);
    }

    private static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private boolean stopping() {
        return stopRequested.getCount() == 0;
    }

    private void pause(long ms) {
        try {
            stopRequested.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopRequested.countDown();
        }
    }
}
