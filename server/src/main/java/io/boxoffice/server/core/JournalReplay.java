package io.boxoffice.server.core;

import io.boxoffice.engine.pipeline.CommandApplier;
import io.boxoffice.engine.pipeline.PublishedShows;
import io.boxoffice.engine.pipeline.ReplayApplier;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.EventLog;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Replays the journal of a data directory into a state machine of its own, to its end or to an instant, and shows what was so
 * then. Reads only; a server may be running on the directory. One thread.
 */
public final class JournalReplay {
    private final long showId;
    private final EventFeed.Handler events;
    private BookingStateMachine state = new BookingStateMachine();
    private PublishedShows shows = new PublishedShows(state);
    private long startedFrom;
    private long startedFromEvent;
    private boolean reachedEnd = true;

    /**
     * @param showId the show to follow, or 0
     */
    public JournalReplay(long showId) {
        this(showId, (sequence, ordinal, timeMs, buffer, offset, length) -> {});
    }

    /**
     * @param showId the show to follow, or 0
     * @param events gets every event that the replayed commands give
     */
    public JournalReplay(long showId, EventFeed.Handler events) {
        this.showId = showId;
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
        JournalReader reader = new JournalReader(dataDirectory);
        if (reader.keptAfter() > 0) {
            startFromSnapshot(dataDirectory, reader, untilSequence, untilMs);
        }
        CommandApplier applier = new CommandApplier(state, new Events(), shows);
        ReplayApplier replay = new ReplayApplier(applier, Long.MAX_VALUE, (commands, sequence, timeMs) -> {});
        reader.replay(
                startedFrom,
                (sequence, timeMs, buffer, offset, length) -> {
                    if (sequence <= untilSequence && timeMs <= untilMs) {
                        replay.onCommand(sequence, timeMs, buffer, offset, length);
                    } else {
                        reachedEnd = false;
                    }
                },
                progress);
        replay.finish();
        return state.lastSequence();
    }

    /** The beginning of the journal is gone: what came before is in a snapshot only. */
    private void startFromSnapshot(Path dataDirectory, JournalReader reader, long untilSequence, long untilMs) {
        SnapshotLoading.Loaded loaded = SnapshotLoading.newest(
                        new SnapshotStore(dataDirectory),
                        reader.tail().journalId(),
                        header -> header.sequence() < reader.keptAfter()
                                ? "the journal is kept from sequence " + (reader.keptAfter() + 1) + " on"
                                : header.sequence() > untilSequence || header.timeMs() > untilMs
                                        ? "it is later than what is asked for"
                                        : null,
                        () -> {})
                .orElseThrow(
                        () -> new IllegalStateException("the journal is kept from sequence " + (reader.keptAfter() + 1)
                                + " on, and there is no good snapshot between there and what is asked for"));
        state = loaded.state();
        shows = new PublishedShows(state);
        shows.restore(state, loaded.header().lastEventSequence());
        startedFrom = loaded.header().sequence();
        startedFromEvent = loaded.header().lastEventSequence();
    }

    /** The snapshot that it began at, by its sequence; 0: the first command. */
    public long startedFrom() {
        return startedFrom;
    }

    /** The last command with events before {@link #startedFrom()}; 0: none is known. */
    public long startedFromEvent() {
        return startedFromEvent;
    }

    /** Whether the journal had no command beyond what was asked for. */
    public boolean reachedEnd() {
        return reachedEnd;
    }

    /** The last command applied. */
    public long lastSequence() {
        return state.lastSequence();
    }

    public long lastTimeMs() {
        return state.lastTimeMs();
    }

    public long stateHash() {
        return state.stateHash();
    }

    /** The id of a reservation that was given last; 0: none was. */
    public long lastReservationId() {
        return state.lastReservationId();
    }

    /** A show as it was, or null. */
    public PublishedShow show(long showId) {
        return shows.show(showId);
    }

    /** All shows there were. */
    public long[] showIds() {
        return shows.showIds();
    }

    /** Who had what of the show that was asked for, in order of reservation. */
    public List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        state.forEachClaim(
                showId,
                (reservationId, customerId, status, units) -> claims.add(new Claim(
                        reservationId,
                        customerId,
                        status,
                        Arrays.stream(units).boxed().toList())));
        return claims;
    }

    /** A reservation with a claim on units: HELD, PAYING or BOOKED. */
    public record Claim(long reservationId, long customerId, ReservationStatus status, List<Integer> units) {}

    /** Takes the events in place of an event log. */
    private final class Events implements EventLog {
        @Override
        public long lastSequence() {
            return 0;
        }

        @Override
        public void append(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
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
