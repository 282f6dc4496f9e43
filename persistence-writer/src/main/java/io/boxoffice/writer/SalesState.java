package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;

/**
 * The booking core's reservations as they were after one command: for a database that the events which are kept cannot fill any
 * more. A port: whoever knows the core's snapshots stands behind it. For one thread; nothing changes it.
 */
public interface SalesState {
    /** Loads such states. Any thread. */
    @FunctionalInterface
    interface Source {
        /** For an event log that keeps everything. */
        Source NONE = (fromSequence, lastEventSequence) -> {
            throw new IllegalStateException("there are no snapshots to rebuild from");
        };

        /**
         * Loads the oldest state there is from a command on: the older, the more is known of what was archived since.
         *
         * @param fromSequence      it must not be of an earlier command
         * @param lastEventSequence commands after this one must not have had events by then
         * @throws RuntimeException when there is none; perhaps there is one later
         */
        SalesState load(long fromSequence, long lastEventSequence);
    }

    /** The command it is of. */
    long sequence();

    /** When that was, epoch milliseconds. */
    long timeMs();

    /** The last command up to there that had an event, as far as is known; 0: perhaps none had. */
    long lastEventSequence();

    /** The id of a reservation that was given last; 0: none was. */
    long lastReservationId();

    /** The ids of all reservations it has, in order. */
    long[] reservationIds();

    /** A reservation; null when it has none of this id. */
    ReservationState reservation(long reservationId);
}
