/**
 * Seating plans in the open JSON form that pretix users exchange.
 *
 * <p>{@link io.boxoffice.server.imports.seatingplan.SeatingPlanReader} turns a file into a {@link
 * io.boxoffice.protocol.seatmap.SeatMap} and says what it found and mended on the way: {@link
 * io.boxoffice.server.imports.seatingplan.RowOrder} finds neighbours and aisles, {@link
 * io.boxoffice.server.imports.seatingplan.PlanAreas} tells general admission from decoration, {@link
 * io.boxoffice.server.imports.seatingplan.SeatIds} keeps ids unique. {@link
 * io.boxoffice.server.imports.seatingplan.SeatingPlanImport} sends the result to a server.
 */
package io.boxoffice.server.imports.seatingplan;
