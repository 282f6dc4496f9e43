package io.boxoffice.gateway.booking;

import java.util.Optional;

/** What the sale asks PostgreSQL: bookings that the core no longer knows, and lists. */
public interface BookingHistory {
    /**
     * The booking of an id; empty when there was none, or a hold that no booking was made of. Blocks; any thread.
     *
     * @throws io.boxoffice.gateway.http.ProblemException with a 503 without PostgreSQL
     */
    Optional<PastBooking> find(long bookingId);

    /**
     * A part of a customer's bookings, newest first. Blocks; any thread.
     *
     * @param organisationId of the shows; 0: any
     * @param cursor         where to go on, or null
     * @param limit          how many at most
     * @throws io.boxoffice.gateway.http.ProblemException with a 503 without PostgreSQL
     */
    BookingList list(long customerId, long organisationId, String cursor, int limit);

    /** Told of every command that a customer was answered, so that their lists can wait for it. Never blocks; any thread. */
    void noteAnswered(long customerId, long sequence);
}
