package io.boxoffice.services.payment;

import io.boxoffice.gateway.http.ProblemCode;

/** Problems of paying. */
public enum PaymentProblem implements ProblemCode {
    PAYMENT_DECLINED(402, "The payment was declined"),
    PAYMENTS_UNAVAILABLE(503, "Payments cannot be taken here at the moment", 5);

    private final int status;
    private final String title;
    private final int retryAfterSeconds;

    PaymentProblem(int status, String title) {
        this(status, title, 0);
    }

    PaymentProblem(int status, String title, int retryAfterSeconds) {
        this.status = status;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
