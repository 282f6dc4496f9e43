package io.boxoffice.services.payment;

/**
 * A customer pays.
 *
 * @param customerId of the owner, or 0 for staff
 * @param organisationId whose shows they may act on; 0: any
 * @param method     {@code card}, …; the provider's to judge
 * @param token      stands for the means of payment; never journaled or logged
 * @param keyHi      with keyLo the hash of the Idempotency-Key; both 0: none
 */
public record PaymentRequest(
        long reservationId,
        long customerId,
        long organisationId,
        String method,
        String token,
        long keyHi,
        long keyLo,
        long bodyHash) {
    @Override
    public String toString() {
        return "PaymentRequest[reservationId=" + reservationId + ", method=" + method + "]";
    }
}
