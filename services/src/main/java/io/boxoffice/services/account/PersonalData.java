package io.boxoffice.services.account;

import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;

/** What is kept about a person beside their bookings. */
public record PersonalData(
        @NotNull Id personId,
        @NotNull List<ContactView> addresses,
        @NotNull List<ConsentView> consents) {
    /** What was agreed to, or was not, with a hold or booking. */
    public record ConsentView(
            @NotNull Id reservationId,
            @NotNull String kind,
            boolean given,
            @NotNull Instant saidAt) {}
}
