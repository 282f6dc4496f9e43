package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;

/**
 * A seating plan as read.
 *
 * @param findings one line for each thing that was mended, left out or decided
 */
public record SeatingPlan(String name, SeatMap map, List<String> findings) {}
