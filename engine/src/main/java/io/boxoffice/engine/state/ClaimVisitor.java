package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.ReservationStatus;

/** Hears of reservations with a claim on units of a show. */
@FunctionalInterface
public interface ClaimVisitor {
    /**
     * @param status HELD, PAYING or BOOKED; a deadline may have passed that was not swept yet
     * @param units  without cancelled ones: a seat from 0 up, or -(area + 1) for each place
     */
    void onClaim(long reservationId, long customerId, ReservationStatus status, int[] units);
}
