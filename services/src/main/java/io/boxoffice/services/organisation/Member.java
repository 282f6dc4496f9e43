package io.boxoffice.services.organisation;

import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/** Who works for an organisation: a row and an answer. */
public record Member(
        @IdText @NotNull long personId,
        @NotNull @Pattern(regexp = MemberRole.PATTERN) String role,
        @NotNull Instant joinedAt) {}
