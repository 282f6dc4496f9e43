package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * Seat maps as people are told of them: the labels of now, levels, ways in, what to know of seats, the drawing. Ids, numbers and
 * places of seats are those of the core's map. Any thread; never waits.
 */
@FunctionalInterface
public interface ToldMaps {
    /** Those of the core, of which nothing more is told. */
    ToldMaps CORES = seatMapId -> null;

    /** A map and which state of it this is: 1 as it was sent in, more each time it was mended. */
    record Told(SeatMap map, long version) {}

    /** A map that people are told more of; null: none is known. */
    Told told(long seatMapId);

    /** The map of a show. */
    default Told of(PublishedShow show) {
        Told told = told(show.definition().seatMapId());
        return told == null ? new Told(show.seatMap(), 1) : told;
    }
}
