package io.boxoffice.services.organisation;

import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/**
 * An organisation that the caller works for: a row and an answer.
 *
 * @param name  of the organisation
 * @param state of the organisation; its members act for it only when it is approved
 */
public record Membership(
        @IdText @NotNull long organisationId,
        @NotNull String name,

        @NotNull @Pattern(regexp = Organisation.State.PATTERN)
        String state,

        @NotNull @Pattern(regexp = MemberRole.PATTERN) String role,
        @NotNull Instant joinedAt) {}
