package io.boxoffice.writer;

/**
 * A row of {@code sales.reservations}. Amounts are minor units, times epoch milliseconds.
 *
 * @param units      that are not cancelled, or {@link #UNKNOWN}
 * @param deadlineMs 0: none
 */
record ReservationRow(
        long reservationId,
        long showId,
        long customerId,
        String status,
        String paymentStatus,
        long reference,
        String currency,
        long amount,
        long paidAmount,
        long refundDueAmount,
        long refundedAmount,
        int units,
        long createdMs,
        long deadlineMs,
        long updatedMs,
        long lastSequence) {
    /** What the row's event does not say. */
    static final int UNKNOWN = -1;

    /** The same with another number of units. */
    ReservationRow withUnits(int other) {
        return new ReservationRow(
                reservationId,
                showId,
                customerId,
                status,
                paymentStatus,
                reference,
                currency,
                amount,
                paidAmount,
                refundDueAmount,
                refundedAmount,
                other,
                createdMs,
                deadlineMs,
                updatedMs,
                lastSequence);
    }
}
