package io.boxoffice.services.organisation;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Whom an organisation invites.
 *
 * @param expiresInHours null: as configured
 */
public record InvitationRequest(
        @NotNull @Pattern(regexp = MemberRole.PATTERN) String role,

        @Min(1) @Max(MAX_HOURS) @JsonPropertyDescription("A week, unless it says")
        Integer expiresInHours) {
    /** A month. */
    static final int MAX_HOURS = 744;
}
