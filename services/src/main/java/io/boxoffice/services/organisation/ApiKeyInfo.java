package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/**
 * An API key of an organisation.
 *
 * @param key    null but when it was just made: nobody can read it later
 * @param madeBy the person
 */
public record ApiKeyInfo(
        @IdText @NotNull long id,
        @NotNull String name,

        @NotNull @Pattern(regexp = MemberRole.PATTERN_OF_KEYS)
        String role,

        @NotNull boolean readOnly,

        @JsonPropertyDescription("Told once, when it is made")
        String key,

        @IdText @NotNull long madeBy,
        @NotNull Instant createdAt,
        @NotNull Instant expiresAt) {}
