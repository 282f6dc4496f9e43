package io.boxoffice.engine.pipeline;

import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.protocol.port.EventLog;
import org.agrona.DirectBuffer;

/**
 * The one way to apply a command, live and in replay: to the state machine, its reply to whoever waits, its events to the
 * event log (those it does not have yet) and to the published shows.
 *
 * <p>For one thread at a time: the one that recovers, then the booking thread.
 */
public final class CommandApplier {
    private final StateMachine state;
    private final EventLog eventLog;
    private final PublishedShows shows;
    private final StateMachine.Output output = new Outcome();
    private final long eventsKnownThrough;

    private ReplySink replyTo;
    private long sequence;
    private long timeMs;
    private int replies;
    private int nextOrdinal;
    private boolean eventLogOpen;

    public CommandApplier(StateMachine state, EventLog eventLog, PublishedShows shows) {
        this.state = state;
        this.eventLog = eventLog;
        this.shows = shows;
        eventsKnownThrough = eventLog.lastSequence();
    }

    StateMachine state() {
        return state;
    }

    /** The last command whose events the event log had before anything was applied here. */
    long eventsKnownThrough() {
        return eventsKnownThrough;
    }

    /** Whether the event log had a command's events before anything was applied here. */
    boolean eventsKnown(long ofSequence) {
        return ofSequence <= eventsKnownThrough;
    }

    /** Applies one durable command. */
    void apply(long seq, long atMs, DirectBuffer command, int offset, int length, ReplySink sink) {
        begin(seq, atMs, sink);
        state.apply(seq, atMs, command, offset, length, output);
        requireOneReply();
    }

    /** Answers one query; sees every command applied before. */
    void query(DirectBuffer query, int offset, int length, ReplySink sink) {
        begin(state.lastSequence(), state.lastTimeMs(), sink);
        state.query(query, offset, length, output);
        requireOneReply();
    }

    /** Makes the effects of all commands applied so far visible: events to feeds, then availability and the sequence. */
    void publish() {
        if (eventLogOpen) {
            eventLogOpen = false;
            eventLog.commit();
        }
        shows.publish(state.lastSequence());
    }

    private void begin(long seq, long atMs, ReplySink sink) {
        sequence = seq;
        timeMs = atMs;
        replyTo = sink;
        replies = 0;
        nextOrdinal = 0;
    }

    private void requireOneReply() {
        if (replies != 1) {
            throw new IllegalStateException(replies + " replies at sequence " + sequence);
        }
    }

    private final class Outcome implements StateMachine.Output {
        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            replies++;
            replyTo.onReply(buffer, offset, length);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            if (!eventsKnown(sequence)) {
                eventLog.append(sequence, nextOrdinal, timeMs, buffer, offset, length);
                eventLogOpen = true;
            }
            nextOrdinal++;
            shows.onEvent(sequence, buffer, offset);
        }
    }
}
