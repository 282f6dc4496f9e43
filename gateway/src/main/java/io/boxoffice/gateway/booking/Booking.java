package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.List;

/** A booking as it is answered, alone and in lists. Amounts are minor units. {@link BookingAnswers} makes it. */
public record Booking(
        @NotNull Id id,

        @NotNull
        @Pattern(regexp = "^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")
        @JsonPropertyDescription("What people read out")
        String reference,

        @NotNull Id showId,

        @JsonPropertyDescription("Not in answers to POST, which stay what they were")
        BookedShow show,

        @NotNull BookingStatus status,

        @JsonPropertyDescription("Not in lists") List<HeldSeat> seats,

        List<HeldArea> areas,

        @PositiveOrZero @JsonPropertyDescription("Seats and places that are not cancelled; missing: not known")
        Integer units,

        @NotNull @PositiveOrZero @JsonPropertyDescription("What all was sold for; stays when tickets are given back")
        long amount,

        @PositiveOrZero @JsonPropertyDescription("Of the tickets that are not cancelled")
        Long remainingAmount,

        @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        @JsonPropertyDescription(
                "Of the last payment. authorised: the money is set aside with the provider, and is taken soon after the"
                        + " booking is confirmed; captured: it was taken")
        MoneyStatus paymentStatus,

        @JsonPropertyDescription("The last payment") String paymentId,

        @PositiveOrZero @JsonPropertyDescription("Set aside with the provider, and not taken yet")
        Long authorisedAmount,

        @PositiveOrZero @JsonPropertyDescription("Taken; what was refunded is not subtracted")
        Long paidAmount,

        @PositiveOrZero @JsonPropertyDescription("On its way back")
        Long refundDueAmount,

        @PositiveOrZero @JsonPropertyDescription("Went back")
        Long refundedAmount,

        @NotNull Instant createdAt,

        @JsonPropertyDescription("Until when it can be paid")
        Instant expiresAt,

        @JsonPropertyDescription("The last command that this answer contains")
        Id sequence) {}
