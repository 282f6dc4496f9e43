package io.boxoffice.gateway.booking;

import java.time.Instant;

/**
 * A reservation as lists show it. Amounts are minor units.
 *
 * @param status        in lower case: held, paying, booked, cancelled, expired, released
 * @param paymentStatus in lower case, as in the SBE schema
 * @param reference     0: no booking made of it yet
 * @param units         that are not cancelled; null: not known, as of a booking that ended before events told their number
 * @param deadlineAt    or null
 */
public record BookingListItem(
        long reservationId,
        long showId,
        String status,
        String paymentStatus,
        long reference,
        String currency,
        long amount,
        long paidAmount,
        long refundDueAmount,
        long refundedAmount,
        Integer units,
        Instant createdAt,
        Instant deadlineAt,
        Instant updatedAt) {}
