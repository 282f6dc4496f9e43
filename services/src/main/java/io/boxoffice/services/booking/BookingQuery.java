package io.boxoffice.services.booking;

/**
 * Which bookings are asked for. 0 or null: any.
 *
 * @param customerId     whose
 * @param showId         of which show
 * @param organisationId of whose shows
 * @param references     with which references
 * @param cursor         where to go on, or null
 * @param limit          how many at most
 */
record BookingQuery(
        long customerId, long showId, long organisationId, References references, String cursor, int limit) {}
