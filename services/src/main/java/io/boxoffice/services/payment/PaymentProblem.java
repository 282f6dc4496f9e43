package io.boxoffice.services.payment;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of paying. */
public enum PaymentProblem implements ProblemCode {
    PAYMENT_DECLINED(402, "The payment was declined"),
    PAYMENTS_UNAVAILABLE(503, "Payments cannot be taken here at the moment", 5);

    private final Meaning meaning;

    PaymentProblem(int status, String title) {
        this(status, title, 0);
    }

    PaymentProblem(int status, String title, int retryAfterSeconds) {
        meaning = new Meaning(status, title, retryAfterSeconds);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
