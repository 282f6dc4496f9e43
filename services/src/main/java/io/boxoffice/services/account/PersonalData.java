package io.boxoffice.services.account;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;

/** What is kept about a person beside their bookings. */
public record PersonalData(
        @NotNull String personId, @NotNull List<Address> addresses, @NotNull List<Said> consents) {
    /** An address for mails about a hold or booking. */
    public record Address(
            @NotNull String reservationId,
            @NotNull String email,
            @NotNull String language,
            @NotNull Instant typedAt) {
        static Address of(Contact contact) {
            return new Address(
                    Long.toString(contact.reservationId()), contact.email(), contact.language(), contact.typedAt());
        }
    }

    /** What was agreed to, or was not. */
    public record Said(
            @NotNull String reservationId,
            @NotNull String kind,
            boolean given,
            @NotNull Instant at) {}
}
