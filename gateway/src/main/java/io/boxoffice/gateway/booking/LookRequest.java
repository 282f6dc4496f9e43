package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** Asks what letting in would be answered. */
record LookRequest(
        @NotNull @JsonPropertyDescription("The show the door admits to")
        Id showId,

        @JsonPropertyDescription("The device that reads the ticket; of no matter for the answer")
        Id device,

        @PositiveOrZero @JsonPropertyDescription("Where; of no matter for the answer")
        Integer gate,

        @NotNull @Size(max = CheckInRequest.MAX_CODE) @JsonPropertyDescription("The code on the ticket")
        String ticket) {}
