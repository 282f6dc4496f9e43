package io.boxoffice.services.account;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** Where mails about a hold or booking go. */
public record ContactView(
        @NotNull Id reservationId,
        @NotNull String email,
        @NotNull String language,
        @NotNull Instant typedAt) {
    static ContactView of(Contact contact) {
        return new ContactView(new Id(contact.reservationId()), contact.email(), contact.language(), contact.typedAt());
    }
}
