package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/**
 * An invitation that nobody has used yet.
 *
 * @param code null but when it was just made: nobody can read it later
 */
public record Invitation(
        @IdText @NotNull long id,
        @NotNull @Pattern(regexp = MemberRole.PATTERN) String role,

        @JsonPropertyDescription("Told once, when it is made")
        String code,

        @IdText @NotNull long invitedBy,
        @NotNull Instant createdAt,
        @NotNull Instant expiresAt) {}
