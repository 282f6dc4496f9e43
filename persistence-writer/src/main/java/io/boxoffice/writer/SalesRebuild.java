package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ReservationState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/**
 * Fills a database that is older than what the event log keeps, within one transaction of a connection: the events that are kept,
 * up to a state of the booking core, then that state, which corrects what lacks the events that are lost. Not thread-safe.
 */
final class SalesRebuild {
    private final SalesConnection connection;
    private final Rebuild plan;
    private final int batchRows;
    private final EventBatch batch = new EventBatch();

    /**
     * @param batchRows how many events, or reservations, go into one round trip
     */
    SalesRebuild(SalesConnection connection, Rebuild plan, int batchRows) {
        this.connection = connection;
        this.plan = plan;
        this.batchRows = batchRows;
    }

    /**
     * Writes it all and does not commit. Whatever it throws, nothing was changed once the connection is closed.
     *
     * @param feed  of the events after {@link Rebuild#lostThrough}
     * @param heard the sequence that was come to, from time to time
     */
    Rebuild.Losses run(EventFeed feed, SalesState state, LongConsumer heard) throws SQLException {
        connection.beginRebuild(plan);
        long eventsThrough = writeEvents(feed, heard);
        if (eventsThrough < state.lastEventSequence()) {
            throw new IllegalStateException("the event log shows events up to sequence " + eventsThrough
                    + ", and the state has some of " + state.lastEventSequence());
        }
        writeState(state);
        return connection.endRebuild(state);
    }

    /** Returns the last sequence that had one. */
    private long writeEvents(EventFeed feed, LongConsumer heard) throws SQLException {
        UpToTheState events = new UpToTheState();
        long through = plan.lostThrough();
        while (!events.passed && feed.poll(events, batchRows) > 0) {
            if (!batch.isEmpty()) {
                connection.write(batch);
                through = batch.lastSequence();
                heard.accept(through);
                batch.clear();
            }
        }
        return through;
    }

    private void writeState(SalesState state) throws SQLException {
        List<ReservationState> next = new ArrayList<>();
        for (long id : state.reservationIds()) {
            next.add(state.reservation(id));
            if (next.size() == batchRows) {
                connection.writeState(next);
                next.clear();
            }
        }
        if (!next.isEmpty()) {
            connection.writeState(next);
        }
    }

    /** What comes after the state is written in the usual way. */
    private final class UpToTheState implements EventFeed.Handler {
        private boolean passed;

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            passed |= sequence > plan.sequence();
            if (!passed) {
                batch.onEvent(sequence, ordinal, timeMs, buffer, offset, length);
            }
        }
    }
}
