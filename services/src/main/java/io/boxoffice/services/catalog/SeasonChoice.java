package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** One show of a season, as its preview lists it. */
public record SeasonChoice(
        @NotNull Id hallId,

        @NotNull @JsonPropertyDescription("As the preview says")
        Instant startsAt) {}
