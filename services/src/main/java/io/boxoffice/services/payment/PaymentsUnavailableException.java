package io.boxoffice.services.payment;

import io.boxoffice.gateway.http.ProblemException;

/** No payment can be taken: no provider is configured. Nothing was journaled. */
public final class PaymentsUnavailableException extends ProblemException {
    private static final long serialVersionUID = 1L;

    PaymentsUnavailableException() {
        super(PaymentProblem.PAYMENTS_UNAVAILABLE, "no payment provider is configured", null);
    }
}
