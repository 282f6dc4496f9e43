package io.boxoffice.services.payment;

/**
 * A piece of work of {@link SettlementWorker}: an attempt to bring to its end, or a refund to make. Equal ones are one.
 *
 * @param refund 0: the attempt itself
 * @param amount of the refund, else 0
 */
record Settlement(long reservationId, int attempt, int refund, long amount) {
    static Settlement ofAttempt(long reservationId, int attempt) {
        return new Settlement(reservationId, attempt, 0, 0);
    }

    boolean isRefund() {
        return refund != 0;
    }
}
