/**
 * The ring pipeline: how commands of many threads reach the state machine, one after the other and on disk first.
 *
 * <p>{@link io.boxoffice.engine.pipeline.BookingPipeline} is the place to start: the port that producers see, and the handler
 * graph in one picture. What the booking thread does with a batch stands in {@code BookingHandler}; what it does with one
 * command in {@link io.boxoffice.engine.pipeline.CommandApplier}, which recovery shares
 * ({@link io.boxoffice.engine.pipeline.ReplayApplier}). Around them: {@code CommandRing} and its slots, {@code ReplyBuffer} for
 * the way back, {@link io.boxoffice.engine.pipeline.JournalClock} for the time commands are stamped with, {@code DeadlineTimer}
 * for when no traffic comes, {@link io.boxoffice.engine.pipeline.PipelineStatistics} for what is measured.
 *
 * <p>What other threads may look at is kept by {@link io.boxoffice.engine.pipeline.PublishedShows} from the events, and each
 * show's seats by {@code SeatAvailability}, under a sequence lock.
 *
 * <p>To start: state machine, event log and {@code PublishedShows} make a {@code CommandApplier}; a {@code ReplayApplier} on it
 * is given all journaled commands and finished; then a {@code BookingPipeline} is built on the same applier, with a
 * {@code JournalClock} that starts at the state's last time, and started.
 */
package io.boxoffice.engine.pipeline;
