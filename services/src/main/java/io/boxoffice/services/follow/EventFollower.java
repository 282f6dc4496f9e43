package io.boxoffice.services.follow;

import io.boxoffice.protocol.port.EventFeed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the event log after a consumer's durable position, step by step: hands out events in order, in batches of whole commands,
 * and has the consumer commit each batch with its new position.
 *
 * <ol>
 *   <li>The consumer says where it stands.
 *   <li>A position that cannot be gone on from is never used: there is none yet, it is of before a restore, it is of commands that the
 *       journal does not have, or the events after it are no longer kept. The consumer then resynchronises from the core's state,
 *       and stands at the last command that was visible before it read that state.
 *   <li>Events follow from there.
 *   <li>After any failure the feed is closed, and after a pause all begins again with the first step. Pauses double up to a limit;
 *       nothing is given up or left out.
 * </ol>
 *
 * <p>It has no thread and never pauses: whoever drives it pauses between two steps for as long as {@link #step()} says. One thread makes
 * the steps and closes it; any may ask for {@link #committedThrough()} and {@link #lagSequences()}. It keeps no events itself.
 *
 * <p>Caveats. Retention waits for a follower, but not without end: one that stands still for too long is resynchronised. An event that
 * the consumer can never take stops the follower until then; {@code boxoffice_follower_failures_total} and its lag show it.
 */
public final class EventFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);

    private final String name;
    private final FollowedLog log;
    private final EventConsumer consumer;
    private final FollowerConfig config;
    private final Map<Lost, Counter> resynchronisations = new EnumMap<>(Lost.class);
    private final Counter failures;

    private EventFeed feed;
    private long pauseMs;
    /** No position is beyond this one, unless commands were lost since it was kept. */
    private long furthest;

    private long taken;
    private volatile long through;
    private volatile long committed;

    /** Why a position is of no use. */
    private enum Lost {
        /** There is none. */
        NEW,
        /** It is of before a restore from a backup. */
        RESTORED,
        /** It is of commands that the journal does not have. */
        AHEAD,
        /** Events after it are no longer kept. */
        NOT_KEPT
    }

    /**
     * @param name of the follower, for metrics and the log
     */
    public EventFollower(
            String name, FollowedLog log, EventConsumer consumer, FollowerConfig config, MeterRegistry meters) {
        this.name = name;
        this.log = log;
        this.consumer = consumer;
        this.config = config;
        furthest = log.lastSequence().getAsLong();
        pauseMs = config.retryMinMs();
        Gauge.builder("boxoffice.follower.lag.sequences", this::lagSequences)
                .description("commands whose events this follower of the event log has not taken yet")
                .tag("follower", name)
                .register(meters);
        for (Lost reason : Lost.values()) {
            resynchronisations.put(
                    reason,
                    Counter.builder("boxoffice.follower.resynchronisations")
                            .description("times that this follower read the state instead of the events it had missed")
                            .tag("follower", name)
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        failures = Counter.builder("boxoffice.follower.failures")
                .description("times that this follower could not go on and began again after a pause")
                .tag("follower", name)
                .register(meters);
        log.retention().accept(this::committedThrough);
    }

    /** It needs the events of the commands after this one; 0: it does not know yet where it stands. */
    public long committedThrough() {
        return committed;
    }

    /** How many commands it is behind; all there are as long as it does not know where it stands. */
    public long lagSequences() {
        return Math.max(0, log.lastSequence().getAsLong() - through);
    }

    /**
     * Does the next thing: finds out where to begin, or takes a batch.
     *
     * @return how long to pause before the next step, in milliseconds; 0: not at all
     */
    public long step() {
        try {
            if (feed == null) {
                begin();
            }
            return takeBatch();
        } catch (RuntimeException e) {
            return onFailure(e);
        }
    }

    private void begin() {
        // 1. Where the consumer stands.
        EventPosition found = consumer.resume();
        // 2. Whether that is of any use.
        Lost reason = whyLost(found);
        long after = reason == null ? found.sequence() : resynchronise(reason, found);
        // 3. From there on.
        feed = log.feeds().openAfter(after);
        committed = after;
        through = after;
        LOG.debug("{} follows the event log from sequence {} on", name, after);
    }

    private Lost whyLost(EventPosition found) {
        if (found == null) {
            return Lost.NEW;
        }
        if (!found.mark().equals(log.mark())) {
            return Lost.RESTORED;
        }
        if (found.sequence() > furthest) {
            return Lost.AHEAD;
        }
        return found.sequence() < log.feeds().keptAfter() ? Lost.NOT_KEPT : null;
    }

    private long resynchronise(Lost reason, EventPosition found) {
        if (reason != Lost.NEW) {
            LOG.warn("{} cannot go on from {} ({}): it reads the state anew", name, found, reason);
        }
        // Read before the state is: what the state then does not show, events after this command say.
        long visible = log.lastSequence().getAsLong();
        furthest = Math.max(furthest, visible);
        consumer.resynchronise(log.mark().at(visible));
        resynchronisations.get(reason).increment();
        return visible;
    }

    private long takeBatch() {
        // Read before the feed is: what the feed then does not show, these commands did not say.
        long visible = log.lastSequence().getAsLong();
        taken = through;
        int events = feed.poll(this::onEvent, config.batchMaxEvents());
        if (events > 0) {
            // Before the commit: one that fails may have taken place.
            furthest = Math.max(furthest, taken);
            consumer.commit(log.mark().at(taken));
            committed = taken;
            through = taken;
        } else if (visible > through) {
            through = visible;
        }
        pauseMs = config.retryMinMs();
        return events > 0 ? 0 : config.pollIntervalMs();
    }

    private void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
        if (sequence <= through) {
            throw new IllegalStateException("the feed gave sequence " + sequence + " again, after " + through);
        }
        consumer.onEvent(sequence, ordinal, timeMs, buffer, offset, length);
        taken = sequence;
    }

    private long onFailure(RuntimeException e) {
        closeFeed();
        failures.increment();
        long pause = pauseMs;
        pauseMs = Math.min(config.retryMaxMs(), pauseMs * 2);
        LOG.warn(
                "{} cannot follow the event log after {}, trying again in {} ms: {}",
                name,
                through,
                pause,
                e.toString());
        LOG.debug("The failure", e);
        return pause;
    }

    private void closeFeed() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    /** Lets go of the event log. What was not committed is taken by the next one. */
    @Override
    public void close() {
        closeFeed();
    }
}
