package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.services.database.KeptTime;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * That the latest end of a show is to be lowered.
 *
 * @param latestEndsAt before the latest end there was, not before the end of the show
 * @param reason       why
 */
public record LatestEndRequest(
        @JsonPropertyDescription("Before the latest end there was, not before the end of the show") @NotNull @KeptTime
        Instant latestEndsAt,

        @NotBlank @Size(max = 1_000) String reason) {}
