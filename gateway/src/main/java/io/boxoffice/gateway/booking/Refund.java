package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.Locale;

/** Money that goes back, or went back. Amounts are minor units. */
public record Refund(
        @NotNull String id,
        @NotNull Id bookingId,
        @NotNull Id showId,
        @JsonPropertyDescription("Whose money it is") String paymentId,
        @NotNull @PositiveOrZero long amount,

        @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        @NotNull @JsonPropertyDescription("void: nothing was taken in the end, so nothing goes back")
        Status status,

        @JsonPropertyDescription(
                "Why: customer_cancelled, show_cancelled, seats_gone, unexpected_approval, staff, limit")
        String reason,

        @JsonPropertyDescription("When it came to stand so") Instant updatedAt) {
    /** How it stands. */
    public enum Status {
        DUE,
        REFUNDED,
        VOID;

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What HTTP calls the refund of that number. */
    public static String id(long bookingId, int refund) {
        return bookingId + "-r" + refund;
    }
}
