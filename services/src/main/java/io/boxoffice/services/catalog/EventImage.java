package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** An image that an event shows. */
public record EventImage(
        @NotNull
        @Pattern(regexp = "^[0-9a-f]{64}$")
        @JsonPropertyDescription("Of an image of the organisation's, see POST /v1/images")
        String id,

        @NotNull ImageRole role,

        @NotBlank @Size(max = 500) @JsonPropertyDescription("What it shows, for those who do not see it")
        String alt) {}
