package io.boxoffice.protocol.port;

import io.boxoffice.protocol.sbe.CheckInOutcome;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.List;

/**
 * A reservation as the booking core has it after a command: what its events came to. Amounts are in the currency's minor units.
 *
 * @param reference     0: no booking was made of the hold yet
 * @param amount        of the units that are not cancelled
 * @param createdAtMs   epoch milliseconds
 * @param deadlineMs    epoch milliseconds; 0: none
 * @param attempt       the last payment attempt; 0: there was none
 * @param attemptAmount of that attempt, and of those before it: an attempt is made of a hold, whose amount stays
 * @param units         in the order of their ordinals, from 0
 * @param refunds       in the order of their numbers, from 1
 */
public record ReservationState(
        long reservationId,
        long showId,
        long customerId,
        ReservationStatus status,
        PaymentStatus paymentStatus,
        long reference,
        String currency,
        long amount,
        long paidAmount,
        long refundDueAmount,
        long refundedAmount,
        long createdAtMs,
        long deadlineMs,
        int attempt,
        long attemptAmount,
        List<Unit> units,
        List<Refund> refunds) {
    /**
     * @param unit          a seat from 0 up, or -(area + 1) for a place
     * @param checkedInAtMs epoch milliseconds; 0: the ticket was not used
     * @param ticketType    of the price list; 0: the first
     * @param scans         of its ticket that are remembered, in the order in which they were told
     */
    public record Unit(int unit, long price, boolean cancelled, long checkedInAtMs, int ticketType, List<Scan> scans) {}

    /**
     * What a door did with a ticket.
     *
     * @param outcome      UNDONE: it admitted, and was taken back
     * @param deviceId     0: nobody said
     * @param gate         0: nobody said
     * @param scannedAtMs  epoch milliseconds by the device's clock
     * @param admittedAtMs when it counts as admitted, epoch milliseconds; not later than it was told
     */
    public record Scan(CheckInOutcome outcome, long deviceId, int gate, long scannedAtMs, long admittedAtMs) {}

    /**
     * @param attempt whose money it is
     */
    public record Refund(int attempt, long amount, RefundStatus status, RefundReason reason) {}

    /** How many units are not cancelled. */
    public int standingUnits() {
        return (int) units.stream().filter(unit -> !unit.cancelled()).count();
    }
}
