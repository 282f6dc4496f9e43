/**
 * A customer's reservations: as the core answers them ({@link io.boxoffice.services.booking.Reservation}) and as lists from
 * PostgreSQL, which lag a moment behind ({@link io.boxoffice.services.booking.BookingLists}).
 */
package io.boxoffice.services.booking;
