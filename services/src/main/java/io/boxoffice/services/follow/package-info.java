/**
 * Following the event log beside the persistence writer, one way for all: {@link io.boxoffice.services.follow.EventFollower} reads
 * the events after a durable {@link io.boxoffice.services.follow.EventPosition}, hands them to an {@link
 * io.boxoffice.services.follow.EventConsumer} in batches, and has the consumer read the core's state anew when its position is of
 * no use any more: at first, after a restore, or when the events after it are gone.
 *
 * <p>Where the position is kept is the consumer's. One that writes PostgreSQL keeps it there, in the transaction that writes what
 * the events led to ({@link io.boxoffice.services.follow.PositionTable}): each event then counts once. One whose effects are
 * commands to the booking core, as settlement, has its truth in the journal: it keeps none, and each start asks the core what is
 * open.
 */
package io.boxoffice.services.follow;
