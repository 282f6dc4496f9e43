package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * A seat map of a hall, without its seats: a row and an answer.
 *
 * @param ownerId the hall's
 * @param sha256  hex, of what was sent in when it was made
 * @param version goes up each time it is mended
 */
public record SeatMapInfo(
        @IdText @NotNull long id,
        @IdText @NotNull long hallId,
        @JsonIgnore long ownerId,
        @NotNull String name,
        @NotNull int seats,
        @NotNull int areas,
        @NotNull String sha256,
        @NotNull @Positive long version) {}
