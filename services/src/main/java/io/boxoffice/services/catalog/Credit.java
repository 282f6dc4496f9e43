package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Who takes part in an event, and as what. */
public record Credit(
        @NotBlank @Size(max = 200) String name,

        @NotBlank @Size(max = 100) @JsonPropertyDescription("As people read it, such as Director or Piano")
        String role) {}
