package io.boxoffice.services.payment;

/** No payment can be taken: no provider is configured. Nothing was journaled. */
public final class PaymentsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PaymentsUnavailableException() {
        super("no payment provider is configured", null, false, false);
    }
}
