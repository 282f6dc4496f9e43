package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** A hall of a season, with the map that its shows have. */
public record SeasonHall(
        @NotNull Id hallId,
        @NotNull Id seatMapId,

        @JsonPropertyDescription("Of shows in this hall, in place of the season's") @Valid
        Prices prices) {}
