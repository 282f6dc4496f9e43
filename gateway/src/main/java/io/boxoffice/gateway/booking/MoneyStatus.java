package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.protocol.sbe.PaymentStatus;
import java.util.Locale;

/** How the money of a booking stands: its last payment attempt. The names are those of {@link PaymentStatus}. */
public enum MoneyStatus {
    /** No payment was begun. */
    NONE,
    STARTED,
    DECLINED,
    /** Set aside with the provider, and taken soon after the booking is confirmed. */
    AUTHORISED,
    /** Taken. */
    CAPTURED,
    /** It could not be taken: the booking is cancelled. */
    CAPTURE_FAILED,
    /** It bought no seats, and goes back. */
    REFUND_DUE,
    /** It bought no seats, and went back. */
    REFUNDED,
    /** It was set aside, and never taken. */
    VOIDED;

    static MoneyStatus of(PaymentStatus status) {
        return valueOf(status.name());
    }

    /** As answers write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
