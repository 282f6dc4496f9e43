package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.ReplayApplier;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.EventLog;
import io.boxoffice.protocol.port.PublishedShow;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Replays the journal of a data directory into a state machine of its own, to its end or to an instant, and shows what was so
 * then. Reads only; a server may be running on the directory. One thread.
 */
public final class JournalReplay {
    private final BookingStateMachine state = new BookingStateMachine();
    private final PublishedShows shows = new PublishedShows(state);
    private final ShowOwners owners;
    private final EventFeed.Handler events;

    /**
     * @param showId the show to follow, or 0
     */
    public JournalReplay(long showId) {
        this(showId, (sequence, ordinal, timeMs, buffer, offset, length) -> {});
    }

    /**
     * @param showId the show to follow, or 0
     * @param events gets every event that the commands give
     */
    public JournalReplay(long showId, EventFeed.Handler events) {
        owners = new ShowOwners(showId);
        this.events = events;
    }

    /**
     * Replays.
     *
     * @param untilSequence the last sequence to apply
     * @param untilMs       the last time to apply, epoch milliseconds
     * @return how many commands were applied
     */
    public long run(Path dataDirectory, long untilSequence, long untilMs, JournalReader.Progress progress) {
        CommandApplier applier = new CommandApplier(state, new Listener(), shows);
        ReplayApplier replay = new ReplayApplier(applier, Long.MAX_VALUE, (commands, sequence, timeMs) -> {});
        new JournalReader(dataDirectory)
                .replay(
                        0,
                        (sequence, timeMs, buffer, offset, length) -> {
                            if (sequence <= untilSequence && timeMs <= untilMs) {
                                replay.onCommand(sequence, timeMs, buffer, offset, length);
                            }
                        },
                        progress);
        replay.finish();
        return state.lastSequence();
    }

    public long lastSequence() {
        return state.lastSequence();
    }

    public long lastTimeMs() {
        return state.lastTimeMs();
    }

    public long stateHash() {
        return state.stateHash();
    }

    /** A show as it was, or null. */
    public PublishedShow show(long showId) {
        return shows.show(showId);
    }

    /** All shows there were. */
    public long[] showIds() {
        return shows.showIds();
    }

    /** Who had what of the show that was followed. */
    public ShowOwners owners() {
        return owners;
    }

    /** Takes the events in place of an event log, and keeps nothing. */
    private final class Listener implements EventLog {
        @Override
        public long lastSequence() {
            return 0;
        }

        @Override
        public void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            owners.onEvent(buffer, offset);
            events.onEvent(sequence, ordinal, timeMs, buffer, offset, length);
        }

        @Override
        public void commit() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
