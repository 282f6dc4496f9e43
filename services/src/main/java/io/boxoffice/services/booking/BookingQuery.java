package io.boxoffice.services.booking;

/**
 * Which bookings are asked for. 0: any.
 *
 * @param customerId     whose
 * @param showId         of which show
 * @param organisationId of whose shows
 * @param reference      with which reference
 * @param cursor         where to go on, or null
 * @param limit          how many at most
 */
record BookingQuery(long customerId, long showId, long organisationId, long reference, String cursor, int limit) {}
