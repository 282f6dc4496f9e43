package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.writer.WriterMetrics.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the persistence writer does, step by step: connects, gathers events, writes them, and backs off when that fails. It has
 * no thread and never pauses; whoever drives it pauses between two steps for as long as {@link #step()} says.
 *
 * <p>One thread makes the steps; any may ask for {@link #status()}, {@link #state()} and {@link #writtenThrough()}.
 */
public final class WriterLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);

    private static final long NOTHING_TRIED = -1;

    private final WriterConfig config;
    private final long journalId;
    private final LongSupplier lastSequence;
    private final LongSupplier journalEnd;
    private final EventFeed.Source feeds;
    private final SalesState.Source states;
    private final WriterEdges edges;
    private final WriterProgress progress;
    private final WriterMetrics metrics;
    private final Backoff backoff;
    private final EventBatch batch = new EventBatch();
    private SalesDatabase database;
    private EventFeed feed;
    private Watermark watermark;
    /** The last command that was come to: what lies between the watermark and it leaves no row. */
    private long passedThrough;

    private boolean gathering;
    private long gatheringSinceNs;
    private long furthestTried = NOTHING_TRIED;
    private long narrowThrough;
    private long lastHeardNs;
    private volatile boolean hurried;

    /**
     * @param journalId    of the journal that the events come from
     * @param lastSequence the last sequence whose events, if it had any, are visible to feeds that are polled afterwards
     * @param journalEnd   the last command of the journal; beyond {@code lastSequence} where that is known from events alone
     * @param feeds        opens the event log
     * @param states       the core's states, for a database that is older than what the event log keeps
     */
    public WriterLoop(
            WriterConfig config,
            long journalId,
            LongSupplier lastSequence,
            LongSupplier journalEnd,
            EventFeed.Source feeds,
            SalesState.Source states,
            MeterRegistry registry,
            WriterEdges edges) {
        this.config = config;
        this.journalId = journalId;
        this.lastSequence = lastSequence;
        this.journalEnd = journalEnd;
        this.feeds = feeds;
        this.states = states;
        this.edges = edges;
        progress = new WriterProgress(lastSequence, edges.wallClockMs());
        metrics = new WriterMetrics(registry, progress::status);
        backoff = new Backoff(config.backoffMinMs(), config.backoffMaxMs(), edges.chance());
    }

    /** All events of commands up to this sequence are in the database, as far as is known. */
    public long writtenThrough() {
        return progress.writtenThrough();
    }

    /** Where the database says that it is; 0 before it was first reached. What follows may be asked for again. */
    public long watermark() {
        return progress.watermark();
    }

    public WriterStatus status() {
        return progress.status();
    }

    public WriterState state() {
        return progress.state();
    }

    /** Somebody waits for what happened until now: the next step writes it and does not wait for more. Any thread. */
    void hurry() {
        hurried = true;
    }

    /** Whether the pause before the next step had better end. A pause after a failure had not: nobody gains by it. */
    boolean isHurried() {
        return hurried && progress.state() != WriterState.BACKING_OFF;
    }

    /** Whether events are in hand that wait for more to be written with them. */
    boolean isGathering() {
        return gathering;
    }

    /**
     * Does the next thing. Nothing more may be asked of it once {@link #state()} has ended.
     *
     * @return how long to pause before the next step, in milliseconds; 0: not at all
     */
    public long step() {
        try {
            return tryStep();
        } catch (FencedException e) {
            end(Failure.FENCED, WriterState.FENCED, e);
        } catch (WatermarkRefusedException e) {
            end(Failure.WATERMARK_REFUSED, WriterState.FAILED, e);
        } catch (PoisonousEventException e) {
            onPoisonousEvent(e);
        } catch (SQLException | RuntimeException e) {
            return onPassingFailure(e);
        } catch (Error e) {
            progress.fail(WriterState.FAILED, e.toString());
            LOG.error("The persistence writer has died at sequence {}", progress.writtenThrough(), e);
            throw e;
        }
        return 0;
    }

    /** Lets go of the connection; to be called after the last step. */
    public void stop() {
        disconnect();
        if (!progress.state().ended()) {
            progress.enter(WriterState.STOPPED);
        }
    }

    private long tryStep() throws SQLException {
        if (database == null) {
            connect();
            return 0;
        }
        long pauseMs = follow();
        if (!gathering) {
            backoff.reset();
            progress.works();
        }
        return pauseMs;
    }

    private void connect() throws SQLException {
        batch.clear();
        database = new SalesDatabase(edges.database().open());
        Watermark found = database.readWatermark(journalId);
        found.requireFits(journalId, journalEnd.getAsLong());
        requireNotMovedByAnother(found);
        progress.resumeAt(found.sequence());
        long keptAfter = feeds.keptAfter();
        if (found.sequence() < keptAfter) {
            found = rebuild(found, keptAfter);
        }
        LOG.info("Writing to PostgreSQL from sequence {} on", found.sequence());
        feed = feeds.openAfter(found.sequence());
        watermark = found;
        passedThrough = found.sequence();
        lastHeardNs = edges.monotonicNs().getAsLong();
    }

    /** Events that the database needs are no longer kept: what they came to is in the booking core's state. */
    private Watermark rebuild(Watermark found, long keptAfter) throws SQLException {
        progress.enter(WriterState.REBUILDING);
        LOG.warn(
                "PostgreSQL has everything up to sequence {}, and the event log keeps what comes after {}: the schema {} is"
                        + " rebuilt from a snapshot",
                found.sequence(),
                keptAfter,
                SalesSchema.NAME);
        // No further: the watermark may not be beyond what is visible of the event log.
        long visible = lastSequence.getAsLong();
        SalesState state = states.load(keptAfter, visible);
        Rebuild plan = new Rebuild(found.sequence(), keptAfter, state.sequence(), state.timeMs());
        long to = Math.min(state.sequence(), visible);
        furthestTried = Math.max(furthestTried, to);
        Rebuild.Losses losses;
        try (EventFeed kept = feeds.openAfter(keptAfter)) {
            losses = database.rebuild(
                    found,
                    to,
                    plan,
                    kept,
                    state,
                    config.batchMaxEvents(),
                    through -> LOG.info("Rebuilding: events written through sequence {}", through));
        } catch (SQLException e) {
            if (breaksRuleOfTables(e)) {
                throw new PoisonousEventException("the database cannot be rebuilt: " + e.getMessage(), e);
            }
            throw e;
        }
        metrics.rebuilt(losses);
        progress.resumeAt(to);
        LOG.warn(
                "Rebuilt from the snapshot of sequence {} and the events after {}. Lost are the steps after sequence {} and up"
                        + " to {}; of the reservations {} to {}, {} that were archived or came to nothing; how {} others"
                        + " ended. The table {}.rebuilds has these figures",
                plan.sequence(),
                plan.lostThrough(),
                plan.lostAfter(),
                plan.lostThrough(),
                losses.firstReservationId(),
                losses.lastReservationId(),
                losses.missing(),
                losses.unfinished(),
                SalesSchema.NAME);
        return new Watermark(found.journalId(), to);
    }

    private void requireNotMovedByAnother(Watermark found) {
        if (furthestTried != NOTHING_TRIED && found.sequence() > furthestTried) {
            throw new FencedException(
                    "the watermark is at " + found.sequence() + ", and this writer came no further than "
                            + furthestTried + ": another writer writes this journal into this database");
        }
        furthestTried = Math.max(furthestTried, found.sequence());
    }

    private long follow() throws SQLException {
        // Read before the feed is: what the feed then does not show, these commands did not say.
        long visible = lastSequence.getAsLong();
        // Before the poll: whoever asks after it may wait for what it does not give.
        boolean atOnce = hurried;
        hurried = false;
        int limit = passedThrough < narrowThrough ? 1 : config.batchMaxEvents();
        int wanted = limit - batch.written();
        int polled = feed.poll(batch, wanted);
        if (!batch.isEmpty() && batch.firstSequence() <= passedThrough) {
            throw new IllegalStateException("the feed gave sequence " + batch.firstSequence() + " again");
        }
        if (batch.written() == 0) {
            return passOver(polled == 0, visible, atOnce);
        }
        progress.gathered(batch.firstWrittenTimeMs());
        boolean more = polled >= wanted;
        // Not all that somebody waits for may be in hand yet.
        hurried |= atOnce && more;
        if (batch.written() < limit && !(atOnce && !more) && !hasWaited()) {
            return more ? 0 : Math.max(1, config.batchMaxWaitMs() - gatheringMs());
        }
        write();
        return 0;
    }

    /**
     * Nothing that was polled leaves a row. PostgreSQL hears of it now and then only, so that holds cost it next to nothing.
     *
     * @param caughtUp whether there was nothing new
     * @param visible  when there was nothing new, it was so up to this command
     */
    private long passOver(boolean caughtUp, long visible, boolean atOnce) throws SQLException {
        if (!caughtUp) {
            metrics.passed(batch.events());
            passedThrough = batch.lastSequence();
            progress.passedOver(passedThrough, batch.lastTimeMs());
            batch.clear();
            hurried |= atOnce;
            keepInTouch(passedThrough, false);
            return 0;
        }
        progress.caughtUp(visible);
        keepInTouch(Math.max(visible, passedThrough), atOnce);
        return config.pollIntervalMs();
    }

    /** Events in hand wait for more to be written with them, for a while. */
    private boolean hasWaited() {
        if (!gathering) {
            gathering = true;
            gatheringSinceNs = edges.monotonicNs().getAsLong();
        }
        return gatheringMs() >= config.batchMaxWaitMs();
    }

    private long gatheringMs() {
        return TimeUnit.NANOSECONDS.toMillis(edges.monotonicNs().getAsLong() - gatheringSinceNs);
    }

    private void write() throws SQLException {
        long startNs = edges.monotonicNs().getAsLong();
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
        lastHeardNs = edges.monotonicNs().getAsLong();
        metrics.written(batch, rows, lastHeardNs - startNs);
        progress.written(batch.lastSequence(), batch.lastTimeMs());
        passedThrough = batch.lastSequence();
        watermark = new Watermark(watermark.journalId(), passedThrough);
        batch.clear();
        gathering = false;
    }

    /**
     * A writer that writes nothing would not notice that PostgreSQL has gone, or that it was put back to an older state; and without
     * the watermark, what leaves no row would be kept for it for ever, and read again by the next one.
     *
     * @param reached nothing is to be written up to this command, and the event log shows that
     */
    private void keepInTouch(long reached, boolean atOnce) throws SQLException {
        long nowNs = edges.monotonicNs().getAsLong();
        boolean due = nowNs - lastHeardNs > TimeUnit.MILLISECONDS.toNanos(config.idleCheckIntervalMs());
        if (reached > watermark.sequence() && (due || atOnce)) {
            furthestTried = Math.max(furthestTried, reached);
            watermark = database.pass(watermark, reached);
            progress.passed(reached);
            lastHeardNs = nowNs;
        } else if (due) {
            database.check();
            lastHeardNs = nowNs;
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
            disconnect();
        } else {
            end(Failure.POISONOUS_EVENT, WriterState.FAILED, e);
        }
    }

    private void end(Failure kind, WriterState state, RuntimeException e) {
        disconnect();
        metrics.failed(kind);
        progress.fail(state, e.getMessage());
        LOG.error("The persistence writer has ended at sequence {}: {}", progress.writtenThrough(), e.getMessage(), e);
    }

    private long onPassingFailure(Exception e) {
        disconnect();
        metrics.failed(Failure.PASSING);
        long pauseMs = backoff.nextPauseMs();
        progress.fail(WriterState.BACKING_OFF, oneLine(e));
        LOG.warn("Cannot write to PostgreSQL, trying again in {} ms: {}", pauseMs, oneLine(e));
        LOG.debug("The failure", e);
        return pauseMs;
    }

    private void disconnect() {
        gathering = false;
        closeQuietly(feed);
        feed = null;
        closeQuietly(database);
        database = null;
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception e) {
            LOG.debug("Could not close {}", resource, e);
        }
    }

    private static String oneLine(Exception e) {
        String message = (e.getMessage() == null ? e.toString() : e.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
