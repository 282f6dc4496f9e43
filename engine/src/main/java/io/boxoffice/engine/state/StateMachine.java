package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import org.agrona.DirectBuffer;

/**
 * A deterministic state machine of the SBE schema: what it knows arrived as (sequence, time, command bytes), what it says
 * leaves as replies and events. The same commands give the same replies, events and hash, anywhere.
 *
 * <p>Not thread-safe: one thread calls everything. It never sees batches, clocks or files.
 */
public interface StateMachine {
    /** Where replies and events go. Buffers are valid during the call only and hold one message, header first. */
    interface Output {
        void onReply(DirectBuffer buffer, int offset, int length);

        void onEvent(DirectBuffer buffer, int offset, int length);
    }

    /**
     * Applies one command: exactly one reply, and any number of events.
     *
     * @param sequence one more than that of the command before
     * @param timeMs   epoch milliseconds, never less than that of the command before
     */
    void apply(long sequence, long timeMs, DirectBuffer command, int offset, int length, Output output);

    /** Answers one query, exactly one reply; changes nothing. */
    void query(DirectBuffer query, int offset, int length, Output output);

    /** When the next Tick is due, epoch milliseconds; {@link Long#MAX_VALUE} when nothing is. */
    long nextDeadlineMs();

    /** Whether a Continue command has work to do. */
    boolean hasPendingWork();

    /** The last command applied; 0 before the first. */
    long lastSequence();

    /** The time of the last command applied. */
    long lastTimeMs();

    /** A committed seat map, or null. */
    SeatMap seatMap(long seatMapId);

    /** The prices of a show, or null. */
    PriceList prices(long showId);

    /** A hash over the logical state in canonical order. Cost: the whole state. */
    long stateHash();
}
