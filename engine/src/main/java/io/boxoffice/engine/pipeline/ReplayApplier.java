package io.boxoffice.engine.pipeline;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.StateMachine;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * Brings the state machine, the event log and the published shows to where the command journal ends. Replies go nowhere;
 * events the log already has are not appended again.
 *
 * <p>A server's recovery ({@link #ofServer}) does not even encode those: it changes the state alone as far as the event log
 * reaches, then takes the published shows from the state, as from a snapshot, and tells the events of the rest.
 *
 * <p>For the one thread that recovers, before a {@link BookingPipeline} is built on the same {@link CommandApplier}.
 */
public final class ReplayApplier {
    /** How far replay has come. */
    @FunctionalInterface
    public interface Progress {
        /** Called now and then, and at the end, on the recovering thread. */
        void onReplayed(long commands, long sequence, long timeMs);
    }

    /** Says how far an event log reaches that is still being read. */
    @FunctionalInterface
    public interface KnownEvents {
        /** A sequence through which all events are there: this one or a later one, unless the log ends before it. May wait. */
        long through(long sequence);
    }

    private static final int COMMANDS_PER_BATCH = 1024;

    private final Progress progress;
    private final long progressEvery;
    private CommandApplier applier;
    private long commands;

    /** While nobody hears: the state and the shows to be taken from it; null when everybody hears. */
    private BookingStateMachine quietState;

    private PublishedShows quietShows;
    private KnownEvents knownEvents;
    private Supplier<CommandApplier> laterApplier;
    private long eventsKnownThrough;
    private long lastEventSequence;

    /**
     * For a server that recovers.
     *
     * @param state             to be brought on: before its first command, or as a snapshot left it
     * @param shows             of that state, still empty
     * @param lastEventSequence the last command in the snapshot that had an event; 0 without one
     * @param knownEvents       asked now and then how far the event log reaches
     * @param applier           asked once, when the event log reaches no further: what applies to the same state and shows
     */
    public static ReplayApplier ofServer(
            BookingStateMachine state,
            PublishedShows shows,
            long lastEventSequence,
            KnownEvents knownEvents,
            Supplier<CommandApplier> applier) {
        ReplayApplier replay = new ReplayApplier(null, Long.MAX_VALUE, (commands, sequence, timeMs) -> {});
        replay.quietState = state;
        replay.quietShows = shows;
        replay.lastEventSequence = lastEventSequence;
        replay.knownEvents = knownEvents;
        replay.laterApplier = applier;
        return replay;
    }

    /**
     * @param progressEvery commands between two reports, 1 or more
     */
    public ReplayApplier(CommandApplier applier, long progressEvery, Progress progress) {
        this.applier = applier;
        this.progressEvery = progressEvery;
        this.progress = progress;
    }

    /**
     * Applies the next journaled command.
     *
     * @throws IllegalStateException when it does not follow the one before: the journal has a hole, or time goes back in it
     */
    public void onCommand(long sequence, long timeMs, DirectBuffer buffer, int offset, int length) {
        StateMachine state = quietState != null ? quietState : applier.state();
        if (sequence != state.lastSequence() + 1 || timeMs < state.lastTimeMs()) {
            throw new IllegalStateException("journaled command " + sequence + " at " + timeMs
                    + " ms does not follow command " + state.lastSequence());
        }
        commands++;
        if (quietState != null && eventsKnown(sequence)) {
            if (quietState.reapply(sequence, timeMs, buffer, offset, length) > 0) {
                lastEventSequence = sequence;
            }
            return;
        }
        endQuiet();
        applier.apply(sequence, timeMs, buffer, offset, length, ReplySink.NOBODY);
        if (commands % COMMANDS_PER_BATCH == 0) {
            applier.publish();
        }
        if (commands % progressEvery == 0) {
            progress.onReplayed(commands, sequence, timeMs);
        }
    }

    /**
     * To be called once after the last command.
     *
     * @throws IllegalStateException when the event log tells of commands that the journal does not have
     */
    public void finish() {
        endQuiet();
        applier.publish();
        long last = applier.state().lastSequence();
        if (applier.eventsKnownThrough() > last) {
            throw new IllegalStateException("the event log reaches to command " + applier.eventsKnownThrough()
                    + ", the command journal only to " + last + ": they do not belong together");
        }
        progress.onReplayed(commands, last, applier.state().lastTimeMs());
    }

    /** What the replay was brought on with. After {@link #finish}. */
    public CommandApplier applier() {
        return applier;
    }

    private boolean eventsKnown(long sequence) {
        if (sequence > eventsKnownThrough) {
            eventsKnownThrough = knownEvents.through(sequence);
        }
        return sequence <= eventsKnownThrough;
    }

    private void endQuiet() {
        if (quietState != null) {
            applier = laterApplier.get();
            quietShows.restore(quietState, lastEventSequence);
            quietState = null;
            quietShows = null;
        }
    }
}
