/**
 * A customer's reservations: as the core answers them ({@link io.boxoffice.services.booking.Reservation}) and as lists from
 * PostgreSQL, which lag a moment behind ({@link io.boxoffice.services.booking.BookingLists}); and those the core no longer knows
 * ({@link io.boxoffice.services.booking.PastBookings}).
 */
package io.boxoffice.services.booking;
