package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A room of a venue that has seats: a row and an answer.
 *
 * @param ownerId the venue's
 * @param version counts its changes from 1
 */
public record Hall(
        @IdText @NotNull long id,
        @IdText @NotNull long venueId,
        @JsonIgnore long ownerId,
        @Nested @JsonUnwrapped HallRequest stated,
        @NotNull long version) {}
