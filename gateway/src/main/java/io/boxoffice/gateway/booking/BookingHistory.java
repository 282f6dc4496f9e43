package io.boxoffice.gateway.booking;

import java.util.List;
import java.util.Optional;

/** What the sale asks PostgreSQL: bookings that the core no longer knows. */
public interface BookingHistory extends AnsweredSequences {
    /**
     * The booking of an id; empty when there was none, or a hold that no booking was made of. Blocks; any thread.
     *
     * @throws io.boxoffice.gateway.http.ProblemException with a 503 without PostgreSQL
     */
    Optional<PastBooking> find(long bookingId);

    /**
     * A customer's bookings, the newest first, without their units. Waits a moment for what was answered to be there. Blocks; any thread.
     *
     * @throws io.boxoffice.gateway.http.ProblemException with a 503 without PostgreSQL
     */
    List<PastBooking> newest(long customerId, int limit);
}
