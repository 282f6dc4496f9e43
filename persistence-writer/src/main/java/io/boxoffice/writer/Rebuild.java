package io.boxoffice.writer;

/**
 * What a database is rebuilt from, and what is lost.
 *
 * @param lostAfter    the database has everything up to this sequence
 * @param lostThrough  the event log keeps what comes after this one, which is later
 * @param sequence     the state is that after this command, which is not before {@code lostThrough}
 * @param timeMs       of that command, epoch milliseconds
 */
public record Rebuild(long lostAfter, long lostThrough, long sequence, long timeMs) {
    /**
     * What a rebuild could not make again, apart from the steps between.
     *
     * @param firstReservationId reservations were given ids from this one on since the database was as it was put back
     * @param lastReservationId  the last of them before the events that are kept
     * @param missing            so many of these have no row, and the state does not know them: all that was archived meanwhile,
     *                           and holds that came to nothing, which leave no row anyway
     * @param unfinished         so many rows were not over, and the state does not know them any more: they stay as they were
     */
    public record Losses(long firstReservationId, long lastReservationId, long missing, long unfinished) {}
}
