/**
 * Bookings as PostgreSQL has them: lists of bookings and refunds, which lag a moment behind ({@link
 * io.boxoffice.services.booking.BookingLists}, {@link io.boxoffice.services.booking.Refunds}), and bookings that the core no longer
 * knows ({@link io.boxoffice.services.booking.PastBookings}). {@link io.boxoffice.services.booking.BookingFeature} has the operations,
 * and what the sale asks: the gateway's {@link io.boxoffice.gateway.booking.BookingHistory}.
 */
package io.boxoffice.services.booking;
