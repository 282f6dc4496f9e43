package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.Locale;

/** How a booking stands. */
public enum BookingStatus {
    /** It is to be paid, until its deadline. */
    PENDING,
    CONFIRMED,
    CANCELLED,
    EXPIRED;

    /** What a booking of this reservation is called. */
    public static BookingStatus of(ReservationStatus status) {
        return switch (status) {
            case HELD, PAYING -> PENDING;
            case BOOKED -> CONFIRMED;
            case EXPIRED -> EXPIRED;
            default -> CANCELLED;
        };
    }

    /** As answers write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
