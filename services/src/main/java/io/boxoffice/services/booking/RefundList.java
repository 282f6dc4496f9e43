package io.boxoffice.services.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.booking.Refund;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** A part of a list of refunds, those of the newest bookings first. */
record RefundList(
        @NotNull List<Refund> items,

        @JsonInclude(JsonInclude.Include.ALWAYS) @JsonPropertyDescription("Cursor of what follows, or null")
        String next) {}
