/**
 * Seat maps: immutable, shared by all shows of a hall. {@link io.boxoffice.protocol.seatmap.SeatMap} is the thing,
 * {@link io.boxoffice.protocol.seatmap.SeatMapCodec} its upload format.
 */
package io.boxoffice.protocol.seatmap;
