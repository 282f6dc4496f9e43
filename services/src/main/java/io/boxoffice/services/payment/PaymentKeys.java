package io.boxoffice.services.payment;

/**
 * The keys under which the provider knows attempts and refunds. Reservation ids are plain sequences, so the journal's id
 * keeps those of two installations apart.
 */
public final class PaymentKeys {
    private final String prefix;

    public PaymentKeys(long journalId) {
        prefix = Long.toHexString(journalId) + '-';
    }

    public String attempt(long reservationId, int attempt) {
        return prefix + reservationId + '-' + attempt;
    }

    public String refund(long reservationId, int attempt, int refund) {
        return attempt(reservationId, attempt) + "-r" + refund;
    }

    /** Under which an attempt that is given up is voided. */
    public String abandon(long reservationId, int attempt) {
        return attempt(reservationId, attempt) + "-v";
    }
}
