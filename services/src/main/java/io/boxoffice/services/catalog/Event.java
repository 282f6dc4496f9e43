package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A film, concert or match, of which there are shows: a row and an answer.
 *
 * @param version counts its changes from 1
 */
public record Event(
        @IdText @NotNull long id,
        @IdText @NotNull @JsonProperty("organizerId") long ownerId,
        @Nested @JsonUnwrapped EventRequest stated,
        @NotNull long version) {}
