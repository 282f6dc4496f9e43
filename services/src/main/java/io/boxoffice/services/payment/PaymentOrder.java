package io.boxoffice.services.payment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Asks for a payment.
 *
 * @param token never journaled or logged
 */
record PaymentOrder(
        @Pattern(regexp = "card", message = "must be card, the only one")
        @JsonPropertyDescription("card, if nothing is said")
        String method,

        @NotNull
        @Pattern(regexp = "[!-~]{1,255}", message = "must be 1 to 255 visible ASCII characters")
        @JsonPropertyDescription(
                "Stands for the means of payment. Sandbox: tok_approve, tok_decline, tok_late_approve, tok_timeout")
        String token) {
    private static final String CARD = "card";

    PaymentOrder {
        method = method == null ? CARD : method;
    }

    @Override
    public String toString() {
        return "PaymentOrder[method=" + method + "]";
    }
}
