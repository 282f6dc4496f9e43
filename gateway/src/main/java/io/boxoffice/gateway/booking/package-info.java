/**
 * Holds, bookings, tickets and check-ins: the hot path.
 *
 * <p>Each event loop has a {@link io.boxoffice.gateway.booking.CommandLane}: its own channel for replies and a bounded table
 * of the requests that wait. A handler parses the body, claims a slot of the booking core's ring, encodes the command straight
 * into it and returns; the reply is drained on the same event loop and answered there. Nothing here blocks, and a claim that
 * is refused is answered 503 at once. {@link io.boxoffice.gateway.booking.HoldRoutes},
 * {@link io.boxoffice.gateway.booking.BookingRoutes} and {@link io.boxoffice.gateway.booking.TicketRoutes} are the operations;
 * {@link io.boxoffice.gateway.booking.ReservationJson} is how reservations look. What the sale needs of features it asks through {@link
 * io.boxoffice.gateway.booking.BookingHistory}, {@link io.boxoffice.gateway.booking.TicketIssuer} and {@link
 * io.boxoffice.gateway.availability.ShowNames}.
 */
package io.boxoffice.gateway.booking;
