package io.boxoffice.writer;

import io.boxoffice.protocol.port.ReservationState;
import java.sql.SQLException;
import java.util.List;

/**
 * A connection to the database that sales are written to, with a transaction that begins by itself. A port: PostgreSQL stands
 * behind it, or a simulation. For one thread.
 *
 * <p>After any exception it must be closed. What was not committed is then rolled back; when the commit itself was under way,
 * it is committed or not.
 */
public interface SalesConnection extends AutoCloseable {
    /** Opens connections. */
    @FunctionalInterface
    interface Source {
        /** Brings the schema up to date and connects. */
        SalesConnection open() throws SQLException;
    }

    /**
     * Reads the watermark and keeps others from moving it until the transaction ends; an empty database is given one for this
     * journal.
     */
    Watermark lockWatermark(long journalId) throws SQLException;

    /**
     * Moves the watermark and keeps others from moving it until the transaction ends.
     *
     * @return false when it is not where it was said to be; nothing was moved then
     */
    boolean moveWatermark(Watermark from, long toSequence) throws SQLException;

    /**
     * Writes the rows of a batch.
     *
     * @return how many were changed
     */
    int write(EventBatch batch) throws SQLException;

    /**
     * Until the transaction ends, batches are of the events that are kept after a gap, up to a state of the booking core. The
     * watermark was moved before.
     */
    void beginRebuild(Rebuild rebuild) throws SQLException;

    /**
     * Makes rows of reservations as they are in that state. What says the same already is left as it is.
     *
     * @return how many were changed
     */
    int writeState(List<ReservationState> reservations) throws SQLException;

    /**
     * All events and reservations were written: settles what contradicts itself, counts what is lost, and leaves a mark.
     *
     * @param lastLostReservationId of the ids up to this one, given since the database was as it was put back, events are lost
     */
    Rebuild.Losses endRebuild(SalesState state, long lastLostReservationId) throws SQLException;

    /** Finds out whether the database still answers. */
    void check() throws SQLException;

    /** Makes everything since the last commit durable, together. */
    void commit() throws SQLException;

    @Override
    void close() throws SQLException;
}
