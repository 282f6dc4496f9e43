package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What an API key is for.
 *
 * @param name          by which people tell their keys apart
 * @param readOnly      null: no
 * @param expiresInDays how long it counts
 */
public record ApiKeyRequest(
        @NotBlank @Size(max = 100) String name,

        @NotNull @Pattern(regexp = MemberRole.PATTERN_OF_KEYS)
        String role,

        @JsonPropertyDescription("It reads, and does nothing else")
        Boolean readOnly,

        @NotNull @Min(1) Integer expiresInDays) {}
