package io.boxoffice.writer;

import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.ReservationState;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;

/**
 * Fills a database that is older than what the event log keeps, within one transaction of a connection: the events that are kept,
 * up to a state of the booking core, then that state, which corrects what lacks the events that are lost. Of both only what
 * PostgreSQL gets ({@link SalesEvents}). Not thread-safe.
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
        UpToTheState events = new UpToTheState();
        long eventsThrough = writeEvents(feed, events, heard);
        if (eventsThrough < state.lastEventSequence()) {
            throw new IllegalStateException("the event log shows events up to sequence " + eventsThrough
                    + ", and the state has some of " + state.lastEventSequence());
        }
        writeState(state);
        return connection.endRebuild(
                state, events.firstPlaced == 0 ? state.lastReservationId() : events.firstPlaced - 1);
    }

    /** Returns the last sequence that had one. */
    private long writeEvents(EventFeed feed, UpToTheState events, LongConsumer heard) throws SQLException {
        long through = plan.lostThrough();
        while (!events.passed && feed.poll(events, batchRows) > 0) {
            if (!batch.isEmpty()) {
                if (batch.written() > 0) {
                    connection.write(batch);
                }
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
            ReservationState reservation = state.reservation(id);
            if (SalesEvents.isWritten(reservation.status(), reservation.paymentStatus())) {
                next.add(reservation);
            }
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
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final ReservationEventDecoder event = new ReservationEventDecoder();
        private boolean passed;
        /** The first reservation of which all events are kept; ids are given one after the other. 0: none is known. */
        private long firstPlaced;

        @Override
        public void onEvent(long sequence, int ordinal, long timeMs, DirectBuffer buffer, int offset, int length) {
            passed |= sequence > plan.sequence();
            if (!passed) {
                batch.onEvent(sequence, ordinal, timeMs, buffer, offset, length);
                notePlaced(buffer, offset);
            }
        }

        private void notePlaced(DirectBuffer buffer, int offset) {
            if (firstPlaced == 0 && header.wrap(buffer, offset).templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                event.wrapAndApplyHeader(buffer, offset, header);
                firstPlaced = event.step() == ReservationEventType.HOLD_PLACED ? event.reservationId() : 0;
            }
        }
    }
}
