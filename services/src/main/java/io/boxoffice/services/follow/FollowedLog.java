package io.boxoffice.services.follow;

import io.boxoffice.protocol.port.EventFeed;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The event log of a running core, for those who follow it. Any thread.
 *
 * @param feeds        opens it
 * @param lastSequence the last command whose events, if it had any, are visible to feeds that are polled afterwards
 * @param mark         which life of the journal this is
 * @param retention    hears of each follower, once, where to ask what it needs: the events after a sequence. They are kept for
 *                     it, but not without end
 */
public record FollowedLog(
        EventFeed.Source feeds, LongSupplier lastSequence, RestoreMark mark, Consumer<LongSupplier> retention) {}
