package io.boxoffice.services.payment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.booking.Booking;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Locale;

/** A payment attempt as it is answered, by POST and GET alike. */
record PaymentState(
        @NotNull @Pattern(regexp = "^[0-9]+-[0-9]+$") String id,
        @NotNull Id bookingId,

        @NotNull
        @JsonPropertyDescription(
                "completed: it confirmed the booking; failed: the money could not be taken, and the booking is cancelled;"
                        + " refund_due: the money goes back in full, as no seats were given for it; refunded: it went back;"
                        + " voided: it was never taken")
        Status status,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Minor units")
        long amount,

        @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        @JsonPropertyDescription(
                "Of one declined: declined_by_provider, timed_out, never_reached_provider or provider_error")
        String reason,

        @JsonPropertyDescription(
                "What it bought. In the answer to POST as it was confirmed then; in that to GET as it stands. Its money is"
                        + " told at /v1/bookings/{id}")
        Booking booking) {
    /** How a payment stands. */
    enum Status {
        PROCESSING,
        COMPLETED,
        DECLINED,
        FAILED,
        REFUND_DUE,
        REFUNDED,
        VOIDED;

        static Status of(Payment payment) {
            return switch (payment.status()) {
                case AUTHORISED -> payment.reservationStatus() == ReservationStatus.PAYING ? PROCESSING : COMPLETED;
                case CAPTURED -> COMPLETED;
                case DECLINED -> DECLINED;
                case CAPTURE_FAILED -> FAILED;
                case REFUND_DUE -> REFUND_DUE;
                case REFUNDED -> REFUNDED;
                case VOIDED -> VOIDED;
                default -> PROCESSING;
            };
        }

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How an attempt stands.
     *
     * @param booking what it bought, or null
     */
    static PaymentState of(Payment payment, Booking booking) {
        return of(payment, Status.of(payment), booking);
    }

    /** One that has just confirmed a booking, or did when its key was used first. */
    static PaymentState completed(Payment payment, Booking booking) {
        return of(payment, Status.COMPLETED, booking);
    }

    private static PaymentState of(Payment payment, Status status, Booking booking) {
        return new PaymentState(
                payment.id(),
                new Id(payment.reservationId()),
                status,
                payment.amount(),
                payment.currency(),
                reason(payment.declineReason()),
                booking);
    }

    /** As answers write it; null when nothing is known. */
    static String reason(DeclineReason reason) {
        boolean isKnown = reason != null && reason != DeclineReason.UNSPECIFIED && reason != DeclineReason.NULL_VAL;
        return isKnown ? reason.name().toLowerCase(Locale.ROOT) : null;
    }
}
