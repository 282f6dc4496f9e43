package io.boxoffice.services.organisation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What a member does from now on. */
public record MemberChange(
        @NotNull @Pattern(regexp = MemberRole.PATTERN) String role) {}
