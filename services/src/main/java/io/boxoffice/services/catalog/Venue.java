package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A theatre, stadium or cinema: a row and an answer.
 *
 * @param version counts its changes from 1
 */
public record Venue(
        @IdText @NotNull long id,
        @IdText @NotNull @JsonProperty("organizerId") long ownerId,
        @Nested @JsonUnwrapped VenueRequest stated,
        @NotNull long version) {}
