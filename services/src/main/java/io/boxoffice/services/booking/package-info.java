/**
 * Bookings as PostgreSQL has them: lists, which lag a moment behind ({@link io.boxoffice.services.booking.BookingLists}), and those the
 * core no longer knows ({@link io.boxoffice.services.booking.PastBookings}). Both are the gateway's {@link
 * io.boxoffice.gateway.booking.BookingHistory} ({@link io.boxoffice.services.booking.StoredBookings}).
 */
package io.boxoffice.services.booking;
