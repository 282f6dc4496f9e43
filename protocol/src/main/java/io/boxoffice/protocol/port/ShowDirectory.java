package io.boxoffice.protocol.port;

import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * What the booking core publishes about its shows and seat maps. Any thread may read; nothing here waits for the booking
 * thread. Complete as soon as recovery has ended, with or without PostgreSQL.
 */
public interface ShowDirectory {
    /** The show, or null when the core does not know it (any more). */
    PublishedShow show(long showId);

    /** The seat map, or null. Seat maps never change. */
    SeatMap seatMap(long seatMapId);

    /** The ids of all shows, in no order. */
    long[] showIds();

    /** The sequence of the last command whose effects are all published. */
    long sequence();
}
